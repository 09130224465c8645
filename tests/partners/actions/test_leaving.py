"""Leaving ends sessions and tokens in the same transaction, and closes the account of somebody who acts for nobody."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.actions.members import add_member, change_roles, remove_member
from partners.actions.tokens import create_token
from partners.models import AuditEntry, Membership, Scope, User
from partners.permissions import roles_in
from partners.queries import live_token
from tests.partners.actions.test_tokens import make
from tests.partners.people import Role, fresh, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("home")).status_code == 200
    return client


def is_signed_in(client) -> bool:
    return client.get(reverse("home")).status_code == 200


@pytest.fixture
def bob(fire):
    return person("Bob", fire, Role.PARTNERSHIP_ADMINISTRATOR, Role.BOOKER)


def test_who_is_removed_is_signed_out_everywhere_and_cannot_come_back(fire, admin, bob):
    desk, phone = browser_of(bob), browser_of(bob)

    remove_member(organisation=fire, member=bob, by=admin)

    assert not is_signed_in(desk) and not is_signed_in(phone)
    assert not fresh(bob).is_active and fresh(bob).left_at is not None
    sign_in = Client().post(reverse("account_login"), {"login": bob.email, "password": "a-long-password"})
    assert sign_in.url == reverse("account_inactive")
    assert AuditEntry.objects.filter(action="account.closed", object_id=str(bob.pk)).exists()


def test_somebody_who_acts_for_others_too_is_signed_out_but_keeps_the_account(fire, police, admin, bob):
    Membership.objects.create(user=bob, organisation=police, role=Role.VIEWER)
    desk = browser_of(bob)

    remove_member(organisation=fire, member=bob, by=admin)

    assert not is_signed_in(desk)
    assert fresh(bob).is_active and is_signed_in(browser_of(fresh(bob)))


def test_the_tokens_they_made_die_with_their_membership_and_others_live(fire, police, admin, bob):
    Membership.objects.create(user=bob, organisation=police, role=Role.PARTNERSHIP_ADMINISTRATOR)
    _, theirs = make(fire, bob)
    _, elsewhere = make(police, bob, roles=[Role.VIEWER])
    _, other = make(fire, admin)

    remove_member(organisation=fire, member=bob, by=admin)

    assert live_token(theirs) is None
    assert live_token(other) and live_token(elsewhere)
    revoked = AuditEntry.objects.get(action="token.revoked")
    assert (revoked.user, revoked.organisation) == (admin, fire)


def test_all_of_it_or_nothing(fire, admin, bob):
    _, secret = make(fire, bob)
    desk = browser_of(bob)
    with transaction.atomic():
        remove_member(organisation=fire, member=bob, by=admin)
        transaction.set_rollback(True)
    assert is_signed_in(desk) and live_token(secret) and fresh(bob).is_active


def test_a_role_lost_takes_the_tokens_that_act_in_it(fire, admin, bob):
    _, booking = make(fire, bob, roles=[Role.BOOKER])
    _, reading = make(fire, bob, roles=[Role.VIEWER])

    change_roles(organisation=fire, member=bob, roles=[Role.PARTNERSHIP_ADMINISTRATOR], by=admin)

    assert live_token(booking) is None and live_token(reading)


def test_somebody_who_comes_back_signs_in_again(fire, admin, bob):
    remove_member(organisation=fire, member=bob, by=admin)
    add_member(organisation=fire, email=bob.email, name="Bob", by=admin)
    assert fresh(bob).is_active and fresh(bob).left_at is None
    assert is_signed_in(browser_of(fresh(bob)))


def test_a_new_password_ends_all_other_sessions(fire, viewer):
    viewer.set_password("a-long-password")
    viewer.save()
    here, there = browser_of(viewer), browser_of(viewer)
    new = "quite another pass phrase"
    here.post(
        reverse("account_change_password"),
        {"oldpassword": "a-long-password", "password1": new, "password2": new},
    )
    assert fresh(viewer).check_password(new)
    assert is_signed_in(here) and not is_signed_in(there)


def test_nobody_acts_for_a_closed_organisation_any_more(fire, police, admin, bob, capsys):
    Membership.objects.create(user=bob, organisation=police, role=Role.VIEWER)
    token, secret = make(fire, admin)
    desk = browser_of(admin)

    call_command("close_organisation", "Fire")

    assert live_token(secret) is None and not token.account.memberships.exists()
    assert not fresh(token.account).is_active
    assert not is_signed_in(desk) and not fresh(admin).is_active
    assert fresh(bob).is_active and roles_in(fresh(bob), police.pk) == {Role.VIEWER}
    assert not fire.partnerships.exists() and not fire.memberships.exists()
    assert "Nobody acts for Fire Service any more." in capsys.readouterr().out
    with pytest.raises(CommandError, match="No organisation has the short name Nowhere"):
        call_command("close_organisation", "Nowhere")


def test_a_new_member_gets_the_least_role_unless_more_is_asked_for(fire, admin):
    user = add_member(organisation=fire, email="new@example.org", name="Nia", by=admin)
    assert roles_in(user, fire.pk) == {Role.VIEWER}


def test_a_new_token_may_only_read_and_ends_by_itself(fire, admin):
    token, secret = create_token(organisation=fire, name="Display", by=admin)
    found = live_token(secret)
    assert found.scopes == [Scope.ASSETS_READ]
    assert roles_in(found.account, fire.pk) == {Role.VIEWER}
    assert timezone.now() < token.expires_at <= timezone.now() + timedelta(days=90)


@pytest.mark.parametrize(
    ("name", "ticked"), [("member_add", ["viewer"]), ("token_create", ["assets:read", "viewer"])]
)
def test_forms_begin_with_the_least(fire, admin, name, ticked):
    page = browser_of(admin).get(reverse(f"partners:{name}", args=[fire.pk])).content.decode()
    assert page.count(" checked") == len(ticked)
    assert all(f'value="{value}" checked' in page for value in ticked)
    last_day = (timezone.localdate() + timedelta(days=90)).isoformat()
    assert name != "token_create" or f'value="{last_day}"' in page


def test_a_service_account_cannot_sign_in(fire, admin):
    token, _ = make(fire, admin)
    assert not User.objects.get(pk=token.account_id).has_usable_password()
