"""Erasing a person: nothing tells of them any more, what they did stays, and the chain of the audit log stays whole."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from partners.actions.erasing import erase_person
from partners.actions.members import add_member, remove_member, reset_second_factor
from partners.models import AuditEntry, Membership, User
from partners.refusals import Refused
from partners.sealing import ERASED, seal_entries, verify
from tests.partners.actions.test_leaving import browser_of, is_signed_in
from tests.partners.people import Role, fresh, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NAMES = ("Quentin Quill", "quentin@example.org")


@pytest.fixture
def left(fire, admin) -> User:
    """Somebody who was added, got everything a person may have, and left."""
    user = add_member(organisation=fire, email=NAMES[1], name=NAMES[0], by=admin)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    SocialAccount.objects.create(user=user, provider="sso", uid="q")
    seal_entries()
    remove_member(organisation=fire, member=user, by=admin)
    return fresh(user)


def everything_stored() -> str:
    """All rows of all tables as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows.append(str(cursor.fetchall()))
    return "\n".join(rows)


def test_nothing_tells_of_the_person_any_more_and_the_audit_is_kept(fire, admin, left):
    assert all(name in everything_stored() for name in NAMES)
    entries = AuditEntry.objects.count()

    erase_person(person=left, organisation=fire, by=admin)

    stored = everything_stored()
    assert not any(name in stored for name in NAMES)
    assert not Authenticator.objects.exists() and not SocialAccount.objects.exists()
    assert AuditEntry.objects.count() == entries + 2
    added = AuditEntry.objects.get(action="member.added")
    assert (added.user, added.object_id, added.label) == (admin, str(left.pk), f"User {left.pk}")
    assert added.state_after() == {"roles": ["viewer"]}
    seal_entries()
    assert not verify().fault
    assert AuditEntry.objects.filter(action=ERASED).get().after["entries"]


def test_a_personal_part_taken_out_without_a_record_is_found(fire, admin, left):
    erase_person(person=left, organisation=fire, by=admin)
    seal_entries()
    other = AuditEntry.objects.create(
        action="x", object_type="partners.user", object_id="9", object_label="x", personal={"label": "Ann"}
    )
    seal_entries()
    AuditEntry.objects.filter(pk=other.pk).update(personal={}, salt="")
    assert f"Entry {other.pk} at position" in verify().fault


def test_an_erased_person_cannot_sign_in_and_the_address_is_free_again(fire, admin, left, client):
    erase_person(person=left, organisation=fire, by=admin)
    page = client.post(reverse("account_login"), {"login": NAMES[1], "password": "a-long-password"})
    assert page.status_code == 200
    again = add_member(organisation=fire, email=NAMES[1], name="Somebody Else", by=admin)
    assert again.pk != left.pk


def test_who_still_acts_for_an_organisation_is_removed_first(fire, police, admin, viewer, left):
    Membership.objects.create(user=left, organisation=police, role=Role.VIEWER)
    for somebody, code in ((viewer, "still_a_member"), (left, "not_a_member")):
        with pytest.raises(Refused) as refusal:
            erase_person(person=somebody, organisation=fire, by=admin)
        assert refusal.value.code == code
    assert fresh(viewer).name == "Vic"


def test_only_an_administrator_of_an_organisation_they_left_erases(fire, police, admin, viewer, left):
    chief = person("Chief", police, Role.PARTNERSHIP_ADMINISTRATOR)
    for by, body, status in ((viewer, fire, 403), (admin, police, 403), (chief, police, 404)):
        with pytest.raises(Refused) as refusal:
            erase_person(person=left, organisation=body, by=by)
        assert refusal.value.status == status


def test_the_page_lists_who_left_and_asks_before_it_erases(fire, admin, left):
    client = browser_of(admin)
    address = reverse("partners:member_erase", args=[fire.pk, left.pk])
    assert address in client.get(reverse("partners:members", args=[fire.pk])).content.decode()
    assert "It cannot be undone." in client.get(address).content.decode()
    assert fresh(left).name == NAMES[0]
    page = client.post(address, follow=True).content.decode()
    assert "were erased" in page and NAMES[0] not in page
    assert client.get(address).status_code == 404


def test_the_command_erases_by_address(left, viewer, capsys):
    with pytest.raises(CommandError, match="Remove them from every organisation first"):
        call_command("erase_person", viewer.email)
    with pytest.raises(CommandError, match="Nobody has"):
        call_command("erase_person", "x@example.org")
    call_command("erase_person", NAMES[1])
    assert f"recorded as person {left.pk}" in capsys.readouterr().out
    with pytest.raises(Refused, match="nothing to erase"):
        erase_person(person=left, organisation=None, by=None)


def test_a_lost_second_factor_is_reset_by_those_who_answer_for_the_person(fire, police, admin, viewer):
    Authenticator.objects.create(user=viewer, type="totp", data={"secret": "x"})
    Membership.objects.create(user=viewer, organisation=police, role=Role.VIEWER)
    with pytest.raises(Refused) as refusal:
        reset_second_factor(organisation=fire, member=viewer, by=fresh(admin))
    assert refusal.value.code == "belongs_elsewhere"
    viewer.memberships.filter(organisation=police).delete()
    desk = browser_of(viewer)
    client = browser_of(admin)
    address = reverse("partners:member_reset_factor", args=[fire.pk, viewer.pk])
    assert address in client.get(reverse("partners:members", args=[fire.pk])).content.decode()
    assert "call them on a number you know" in client.get(address).content.decode()
    client.post(address)
    assert not Authenticator.objects.exists() and not is_signed_in(desk)
    with pytest.raises(Refused) as refusal:
        reset_second_factor(organisation=fire, member=viewer, by=fresh(admin))
    assert refusal.value.code == "no_second_factor"
