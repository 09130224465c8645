"""What ends when somebody leaves: sessions, API tokens, and the account itself once it acts for nobody.

A session ends at once: the next page it asks for finds that `session_epoch` is no longer the one it carries.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from partners.audit import record, state_of
from partners.models import ApiToken, Membership, Organisation, User


def end_sessions(user: User) -> None:
    """Sign a person out everywhere."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)


def end_tokens(tokens: Iterable[ApiToken], *, by: User | None) -> None:
    """Revoke those tokens that are not revoked yet, each with an audit entry."""
    for token in tokens:
        if token.revoked_at is None:
            before = state_of(token)
            token.revoked_at = timezone.now()
            token.save(update_fields=["revoked_at"])
            record(
                "token.revoked",
                token,
                by=by,
                organisation=token.organisation,
                before=before,
                after=state_of(token),
            )


def tokens_made_by(maker: User, organisation: Organisation, roles: Iterable[str]) -> Iterable[ApiToken]:
    """The tokens somebody made for the organisation that act in any of `roles` there."""
    return (
        organisation.api_tokens.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(
            pk__in=ApiToken.objects.filter(
                created_by=maker, account__memberships__role__in=list(roles)
            ).values("pk")
        )
    )


def let_go(member: User, organisation: Organisation, *, by: User | None) -> None:
    """End what somebody who no longer acts for the organisation could still use.

    Their sessions, the tokens they made for it, and the account if they act for nobody else.
    """
    made = organisation.api_tokens.select_for_update(of=("self",)).select_related("organisation")
    end_tokens(made.filter(created_by=member), by=by)
    end_sessions(member)
    if not member.memberships.exists():
        close_account(member, organisation, by=by)


def close_account(person: User, organisation: Organisation | None, *, by: User | None) -> None:
    """Let nobody sign in as this person from now on."""
    if person.is_active:
        person.is_active, person.left_at = False, timezone.now()
        person.save(update_fields=["is_active", "left_at"])
        record("account.closed", person, by=by, organisation=organisation)


def reopen_account(person: User, organisation: Organisation, *, by: User | None) -> None:
    """Take back the closing, because somebody acts for an organisation again."""
    if not person.is_active:
        person.is_active, person.left_at = True, None
        person.save(update_fields=["is_active", "left_at"])
        record("account.reopened", person, by=by, organisation=organisation)


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: User | None) -> None:
    """Let nobody act for an organisation any more; what it did, owns and owes stays as it is.

    Belongs to the command line of the machine, as founding does.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    end_tokens(organisation.api_tokens.select_related("organisation"), by=by)
    people = list(User.objects.filter(memberships__organisation=organisation).distinct())
    Membership.objects.filter(organisation=organisation).delete()
    for person in people:
        let_go(person, organisation, by=by)
    organisation.partnerships.clear()
    record("organisation.closed", organisation, by=by, organisation=organisation)
