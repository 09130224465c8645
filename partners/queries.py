"""What a user's organisations may see of the partners."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from partners.models import ApiToken, AuditEntry, Membership, Organisation, User
from partners.models.tokens import digest_of
from partners.permissions import organisation_ids_of, partner_ids_of
from partners.prepared import prepared


def organisations_of(user: User, *roles: str) -> QuerySet[Organisation]:
    """Organisations in which `user` holds any of `roles` (any role if none is named)."""
    return Organisation.objects.filter(pk__in=organisation_ids_of(user, *roles))


def visible_organisations(user: User) -> QuerySet[Organisation]:
    """The user's own organisations and those that share a partnership with one of them."""
    return Organisation.objects.filter(pk__in=organisation_ids_of(user) | partner_ids_of(user))


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """The memberships of people (not of service accounts) in the organisation."""
    return Membership.objects.filter(organisation=organisation, user__is_service=False).select_related("user")


def former_members(organisation: Organisation) -> QuerySet[User]:
    """People who left the organisation, act for no other and have not been erased."""
    left = AuditEntry.objects.filter(organisation=organisation, action="account.closed")
    return User.objects.filter(
        pk__in=[int(key) for key in left.values_list("object_id", flat=True)],
        is_service=False,
        is_active=False,
        erased_at=None,
        memberships=None,
    ).order_by("name")


def enrolled_ids(people: Iterable[User]) -> set[int]:
    """Ids of those who have a second factor."""
    return set(Authenticator.objects.filter(user__in=list(people)).values_list("user_id", flat=True))


def tokens_of(organisation: Organisation) -> QuerySet[ApiToken]:
    """The organisation's API tokens, newest first."""
    return organisation.api_tokens.select_related("created_by", "account")


def live_token(raw: str) -> ApiToken | None:
    """The token with this secret, with its organisation and service account; None unless it may be used now."""
    return next((token for token in _tokens_with(digest_of(raw)) if token.is_live()), None)


@prepared
def _tokens_with(digest: str) -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("organisation", "account").filter(digest=digest).order_by()


def is_known(raw: str) -> bool:
    """Whether there is, or was, a token with this secret."""
    return ApiToken.objects.filter(digest=digest_of(raw)).exists()


def audit_of(organisation: Organisation) -> QuerySet[AuditEntry]:
    """What was done for the organisation, newest first."""
    return AuditEntry.objects.filter(organisation=organisation).select_related("user")
