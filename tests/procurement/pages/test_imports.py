"""Workbooks sent in on the pages: names asked about, rows left out, faults handed back, everything or nothing stored."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.models import Baseline, DemandLine, NameMapping
from procurement.sheets import tables
from workbooks.read import read_workbook

pytestmark = pytest.mark.django_db

NEEDS = "Authority,Item,Quantity,Earliest month,Needed by month\n{},AED,7,2027-05-01,2027-08-01\n"
PAID = "Authority,Item,Unit price,Quantity\n{},AED,900.00,25\nLondon Ambulance Service,AED,,\n"


@pytest.fixture
def lead(joint, signed_in):
    return signed_in(joint.rye_buyer)


@pytest.fixture
def send(joint, at, lead):
    def send(text, kind="workbook", client=lead):
        file = SimpleUploadedFile("needs.csv", text.encode())
        return client.post(at("import", joint.procurement.pk), {"file": file, "kind": kind}, follow=True)

    return send


def test_a_workbook_without_fault_is_stored(send):
    before = DemandLine.objects.count()
    page = send(NEEDS.format("Bedfordshire Police")).content.decode()
    assert "Everything is stored" in page
    assert DemandLine.objects.count() == before + 1


def test_a_name_is_asked_about_once_and_remembered(joint, at, lead, send):
    before = DemandLine.objects.count()
    asked = send(NEEDS.format("Bedforshire Polise")).content.decode()
    assert "Which authorities are meant?" in asked
    suggested = f'<option value="{joint.beds_authority.pk}" selected >Bedfordshire Police (86% alike)'
    assert suggested in " ".join(asked.split())
    assert DemandLine.objects.count() == before
    address = at("import_names", joint.procurement.pk)
    nothing = lead.post(address, {"name-0-authority": ""})
    assert nothing.status_code == 422
    assert "or leave its rows out" in nothing.content.decode()
    done = lead.post(address, {"name-0-authority": joint.beds_authority.pk})
    assert "Everything is stored" in done.content.decode()
    assert DemandLine.objects.filter(authority=joint.beds_authority, quantity=7).exists()
    mapping = NameMapping.objects.get()
    assert mapping.authority == joint.beds_authority
    assert "bedforshire polise" in lead.get(at("funding")).content.decode()
    again = send(NEEDS.replace("7,", "8,").format("Bedforshire Polise")).content.decode()
    assert "Everything is stored" in again
    lead.post(at("name_forget", mapping.pk))
    assert not NameMapping.objects.exists()


def test_rows_of_a_name_may_be_left_out(joint, at, lead, send):
    before = DemandLine.objects.count()
    send(NEEDS.format("Somebody else"))
    done = lead.post(
        at("import_names", joint.procurement.pk), {"name-0-authority": "leave-out"}
    ).content.decode()
    assert "left out" in done
    assert DemandLine.objects.count() == before


def test_only_the_leads_buyers_say_what_a_name_means(joint, at, send, signed_in):
    client = signed_in(joint.beds_buyer)
    page = send(NEEDS.format("Bedforshire Polise"), client=client).content.decode()
    assert "Only a procurement lead of the leading organisation" in page
    refused = client.post(
        at("import_names", joint.procurement.pk), {"name-0-authority": joint.beds_authority.pk}
    )
    assert refused.status_code == 403
    assert not NameMapping.objects.exists()


def test_faults_are_listed_and_handed_back_marked(joint, at, lead, send):
    before = DemandLine.objects.count()
    response = send(NEEDS.replace("7,", "some,").format("Bedfordshire Police"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Nothing was stored yet" in page
    assert "C2" in page
    assert DemandLine.objects.count() == before
    marked = lead.get(at("import_marked", joint.procurement.pk))
    assert marked["Content-Disposition"].startswith('attachment; filename="needs_with_faults_marked.xlsx"')
    assert "Faults" in openpyxl.load_workbook(io.BytesIO(marked.content)).sheetnames


def test_incomplete_rows_are_left_out_once_the_user_agrees(joint, at, lead, send):
    text = PAID.format("Bedfordshire Police")
    faulty = send(text, "prices").content.decode()
    assert "1 row lacks a price or a quantity" in faulty
    assert not Baseline.objects.filter(source="Bedfordshire Police").exists()
    done = lead.post(at("import_review", joint.procurement.pk)).content.decode()
    assert "Everything is stored" in done
    assert "1 row left out" in done
    assert Baseline.objects.get(source="Bedfordshire Police").quantity == 25


def test_an_upload_is_kept_for_its_own_procurement_only(joint, at, lead, send):
    gone = lead.get(at("import_marked", joint.procurement.pk), follow=True).content.decode()
    assert "no longer kept here" in gone


def test_the_template_has_the_sheets(joint, at, lead):
    file = lead.get(at("import_template", joint.procurement.pk))
    names = openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames
    assert {"Items", "Needs", "Bids"} <= set(names)


def test_the_needs_come_out_as_they_go_in_and_only_those_one_may_see(joint, at, lead, signed_in):
    address = at("demand_export", joint.procurement.pk)
    everything = read_workbook(lead.get(address).content, [tables.NEEDS, tables.PRICES])
    assert everything.ok
    assert len(everything.rows["needs"]) == DemandLine.objects.count()
    assert len(everything.rows["prices"]) == Baseline.objects.count()
    own = read_workbook(signed_in(joint.beds_buyer).get(address).content, [tables.NEEDS, tables.PRICES])
    assert {row["authority"] for row in own.rows["needs"]} == {"Bedfordshire Police"}
    again = SimpleUploadedFile("needs.xlsx", lead.get(address).content)
    page = lead.post(at("import", joint.procurement.pk), {"file": again, "kind": "workbook"}).content.decode()
    assert "recorded already" in page
