"""Founding an installation from two sheets: everything or nothing."""

import pytest

from config.founding import load_organisations, load_people
from partners.models import AuditEntry, Membership, Organisation, Partnership, User
from procurement.models import ContractingAuthority

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

ORGANISATIONS = (
    b"Name,Short name,Kind,ODS code,Partnerships,Recovers VAT\n"
    b"Avon Fire,AVON,fire_service,,West,Yes\n"
    b"South Western Ambulance,SWAST,ambulance_trust,RYF,West; South,No\n"
    b"Avon Police,AVON-POLICE,police_force,,West,\n"
)


def test_organisations_join_their_partnerships_and_buy_where_the_sheet_says_so():
    reading = load_organisations(ORGANISATIONS)

    assert reading.faults == []
    assert set(Partnership.objects.get(name="West").organisations.values_list("short_name", flat=True)) == {
        "AVON",
        "SWAST",
        "AVON-POLICE",
    }
    assert dict(ContractingAuthority.objects.values_list("code", "vat_recoverable")) == {
        "AVON": True,
        "RYF": False,
    }
    assert AuditEntry.objects.filter(action="organisation.founded").count() == 3


def test_a_faulty_row_keeps_every_row_out_and_is_named():
    faulty = ORGANISATIONS + b"Dorset Fire,DORSET,fire brigade,,West,Yes\n"

    reading = load_organisations(faulty)

    assert [fault.row for fault in reading.faults] == [5]
    assert not Organisation.objects.exists()
    assert not Partnership.objects.exists()


def test_an_organisation_that_exists_is_a_fault_of_its_row():
    load_organisations(ORGANISATIONS)

    again = load_organisations(ORGANISATIONS)

    assert {fault.row for fault in again.faults} == {2, 3, 4}
    assert Organisation.objects.count() == 3


def test_people_get_an_account_once_and_each_role():
    load_organisations(ORGANISATIONS)
    people = (
        b"Name,E-mail,Organisation,Roles\n"
        b"Ann Lee,Ann.Lee@avon.example,AVON,booker; viewer\n"
        b"Ann Lee,ann.lee@avon.example,SWAST,finance\n"
    )

    reading = load_people(people, password="correct horse battery")

    assert reading.faults == []
    ann = User.objects.get()
    assert ann.check_password("correct horse battery")
    assert set(Membership.objects.values_list("organisation__short_name", "role")) == {
        ("AVON", "booker"),
        ("AVON", "viewer"),
        ("SWAST", "finance"),
    }


def test_an_unknown_organisation_keeps_every_person_out():
    load_organisations(ORGANISATIONS)
    people = (
        b"Name,E-mail,Organisation,Roles\nAnn Lee,ann@avon.example,AVON,viewer\n"
        b"Bo Ray,bo@nowhere.example,NOWHERE,viewer\n"
    )

    reading = load_people(people)

    assert [(fault.row, fault.heading) for fault in reading.faults] == [(3, "Organisation")]
    assert not User.objects.exists()
