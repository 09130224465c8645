from datetime import timedelta

import pytest
from django.utils import timezone

from partners.actions.tokens import create_token, note_use, revoke_token
from partners.models import ApiToken, AuditEntry, Scope
from partners.permissions import roles_in
from partners.queries import live_token
from partners.refusals import Refused
from tests.partners.people import Role

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def make(fire, admin, **change):
    given = {
        "organisation": fire,
        "name": "Control room",
        "scopes": [Scope.BOOKINGS_WRITE, Scope.ASSETS_READ],
        "roles": [Role.BOOKER],
        "expires_at": timezone.now() + timedelta(days=90),
        "by": admin,
    }
    return create_token(**{**given, **change})


def test_a_token_works_through_a_service_account_with_its_roles(fire, admin):
    token, secret = make(fire, admin)

    found = live_token(secret)
    assert found == token and found.scopes == ["assets:read", "bookings:write"]
    assert found.account.is_service and not found.account.has_usable_password()
    assert roles_in(found.account, fire.pk) == {Role.BOOKER}


def test_the_secret_is_stored_nowhere(fire, admin):
    token, secret = make(fire, admin)

    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret not in map(str, row.values())
    entry = AuditEntry.objects.get(action="token.created")
    assert secret not in str(entry.after) and "digest" not in entry.after
    assert secret.startswith(token.hint) and len(secret) > 40


def test_a_revoked_token_is_dead_and_cannot_be_revoked_again(fire, admin):
    token, secret = make(fire, admin)

    revoke_token(token=token, by=admin)

    assert live_token(secret) is None
    with pytest.raises(Refused) as refusal:
        revoke_token(token=token, by=admin)
    assert refusal.value.code == "already_revoked"


def test_an_ended_token_is_dead(fire, admin):
    token, secret = make(fire, admin)
    past = timezone.now() - timedelta(days=1)
    ApiToken.objects.filter(pk=token.pk).update(created_at=past - timedelta(days=1), expires_at=past)

    assert live_token(secret) is None


def test_a_token_of_a_switched_off_account_is_dead(fire, admin):
    token, secret = make(fire, admin)
    token.account.is_active = False
    token.account.save()

    assert live_token(secret) is None


def test_a_wrong_secret_opens_nothing(fire, admin):
    _, secret = make(fire, admin)

    assert live_token(secret + "x") is None and live_token("") is None


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"scopes": []}, "no_scope", "scopes"),
        ({"scopes": ["everything"]}, "unknown_scope", "scopes"),
        ({"roles": []}, "no_role", "roles"),
        ({"roles": [Role.STATION_MANAGER]}, "role_not_held", "roles"),
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "expiry_in_the_past", "expires_on"),
        ({"expires_at": timezone.now() + timedelta(days=367)}, "expiry_too_late", "expires_on"),
    ],
)
def test_a_faulty_order_is_refused_and_nothing_is_stored(fire, admin, change, code, field):
    with pytest.raises(Refused) as refusal:
        make(fire, admin, **change)

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not ApiToken.objects.exists() and not AuditEntry.objects.exists()


def test_only_an_administrator_of_this_organisation_makes_and_revokes(fire, police, admin, viewer):
    token, _ = make(fire, admin)
    for refused in (
        lambda: make(fire, viewer, roles=[Role.VIEWER]),
        lambda: make(police, admin),
        lambda: revoke_token(token=token, by=viewer),
    ):
        with pytest.raises(Refused) as refusal:
            refused()
        assert refusal.value.status == 403


def test_use_is_noted_but_not_at_every_call(fire, admin, django_assert_num_queries):
    token, secret = make(fire, admin)
    note_use(token=token)
    assert live_token(secret).last_used_at is not None

    with django_assert_num_queries(0):
        note_use(token=token)
