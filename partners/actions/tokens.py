"""Making, using and revoking API tokens."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from partners.actions.leaving import end_tokens
from partners.audit import record, state_of
from partners.models import ApiToken, Membership, Organisation, Scope, User
from partners.models.tokens import digest_of
from partners.permissions import require, roles_in
from partners.refusals import Refused

LIFETIME = timedelta(days=90)
LIFETIME_MAX = timedelta(days=366)
NOTED_EVERY = timedelta(minutes=5)
PREFIX = "bp_"
HINT_LENGTH = 10


@transaction.atomic
def create_token(
    *,
    organisation: Organisation,
    name: str,
    scopes: Iterable[str] = (Scope.ASSETS_READ,),
    roles: Iterable[str] = (Membership.Role.VIEWER,),
    expires_at: datetime | None = None,
    by: User,
) -> tuple[ApiToken, str]:
    """Make a token with a service account of its own; returns it with its secret, which is stored nowhere.

    Parameters:
        scopes: what programs may call with it; a scope opens nothing that the roles do not allow.
        roles: of the service account in the organisation, each held there by `by`; every role includes the viewer's.
        expires_at: at most a year ahead; in 90 days unless another day is named.

    Scopes and roles are the least there are unless others are named.

    Raises:
        Refused: `not_allowed`, or 422 with the field: `no_scope`, `unknown_scope`, `no_role`,
            `role_not_held`, `expiry_in_the_past`, `expiry_too_late`.
    """
    require(
        by,
        "partners.manage_tokens",
        organisation,
        f"Only a partnership administrator of {organisation} may make API tokens.",
    )
    wanted_scopes, wanted_roles = sorted(set(scopes)), sorted(set(roles))
    _check_scopes(wanted_scopes)
    _check_roles(wanted_roles, by, organisation)
    expires_at = expires_at or timezone.now() + LIFETIME
    _check_expiry(expires_at)
    secret = PREFIX + secrets.token_urlsafe(32)
    account = User.objects.create_user(
        f"token-{secrets.token_hex(8)}@service.invalid", name=f"{name} (API)", is_service=True
    )
    Membership.objects.bulk_create(
        Membership(user=account, organisation=organisation, role=role) for role in wanted_roles
    )
    token = ApiToken.objects.create(
        organisation=organisation,
        account=account,
        name=name,
        digest=digest_of(secret),
        hint=secret[:HINT_LENGTH],
        scopes=wanted_scopes,
        created_by=by,
        expires_at=expires_at,
    )
    record(
        "token.created",
        token,
        by=by,
        organisation=organisation,
        after={**state_of(token), "roles": wanted_roles},
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> ApiToken:
    """End a token now, for good.

    Raises:
        Refused: `not_allowed`, or `already_revoked`.
    """
    require(
        by,
        "partners.manage_tokens",
        token.organisation,
        f"Only a partnership administrator of {token.organisation} may revoke API tokens.",
    )
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise Refused("already_revoked", "This token has already been revoked.")
    end_tokens([token], by=by)
    return token


def note_use(*, token: ApiToken) -> None:
    """Keep when a token was last used, to within NOTED_EVERY, so that reading does not mean writing."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        token.last_used_at = now


def _check_scopes(scopes: list[str]) -> None:
    if not scopes:
        raise Refused(
            "no_scope", "Choose at least one thing the token may be used for.", "scopes", status=422
        )
    unknown = set(scopes) - set(Scope.values)
    if unknown:
        raise Refused(
            "unknown_scope", f"There is no scope {', '.join(sorted(unknown))}.", "scopes", status=422
        )


def _check_roles(roles: list[str], by: User, organisation: Organisation) -> None:
    if not roles:
        raise Refused("no_role", "Choose at least one role.", "roles", status=422)
    beyond = set(roles) - roles_in(by, organisation.pk) - {Membership.Role.VIEWER}
    if beyond:
        names = ", ".join(sorted(dict(Membership.Role.choices).get(role, role) for role in beyond))
        raise Refused(
            "role_not_held",
            f"You can give a token only roles you hold yourself at {organisation}. You do not hold: {names}.",
            "roles",
            status=422,
        )


def _check_expiry(expires_at: datetime) -> None:
    now = timezone.now()
    if expires_at <= now:
        raise Refused(
            "expiry_in_the_past", "The token must end on a day in the future.", "expires_on", status=422
        )
    if expires_at > now + LIFETIME_MAX:
        raise Refused("expiry_too_late", "A token lasts at most one year.", "expires_on", status=422)
