"""Letting people act for an organisation, changing what they may do, and taking it back."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from partners.actions.leaving import end_sessions, end_tokens, let_go, reopen_account, tokens_made_by
from partners.audit import record
from partners.models import Membership, Organisation, User
from partners.permissions import require
from partners.refusals import Refused

Role = Membership.Role


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    roles: Iterable[str] = (Role.VIEWER,),
    by: User,
    choose_password_url: str = "",
) -> User:
    """Give a person roles in the organisation; somebody new gets an account and, on commit, a message.

    Parameters:
        name: used for a new account only; somebody known keeps the name they have.
        roles: the least there is unless others are named.
        choose_password_url: absolute address of the page where a new person asks for a password.

    Raises:
        Refused: `not_allowed`; `no_role`, `unknown_role`, `already_member` or `service_account`, each with
            its field.
    """
    organisation = _managed(organisation, by)
    wanted = _checked(roles)
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and user.is_service:
        raise Refused("service_account", "This address belongs to an API token, not to a person.", "email")
    if user is not None and user.memberships.filter(organisation=organisation).exists():
        raise Refused(
            "already_member",
            f"{user} already belongs to {organisation}. Change their roles instead.",
            "email",
        )
    if user is None:
        user = User.objects.create_user(email, name=name)
        record("user.created", user, by=by, organisation=organisation, after=_facts(user, set()))
        if choose_password_url:
            transaction.on_commit(lambda: _welcome(user, organisation, choose_password_url))
    _set_roles(organisation, user, wanted)
    reopen_account(user, organisation, by=by)
    record("member.added", user, by=by, organisation=organisation, after=_facts(user, wanted))
    return user


@transaction.atomic
def change_roles(*, organisation: Organisation, member: User, roles: Iterable[str], by: User) -> None:
    """Replace the roles a person holds in the organisation; tokens they made lose no less.

    A token that acts in a role its maker no longer holds is revoked.

    Raises:
        Refused: `not_allowed`, `not_a_member`, `no_role`, `unknown_role` or `last_administrator`.
    """
    organisation = _managed(organisation, by)
    held = _roles_of(organisation, member)
    wanted = _checked(roles)
    _keep_an_administrator(organisation, member, wanted)
    _set_roles(organisation, member, wanted)
    end_tokens(tokens_made_by(member, organisation, held - wanted), by=by)
    record(
        "member.roles_changed",
        member,
        by=by,
        organisation=organisation,
        before=_facts(member, held),
        after=_facts(member, wanted),
    )


@transaction.atomic
def remove_member(*, organisation: Organisation, member: User, by: User) -> None:
    """Take all roles in the organisation from a person; what they did stays recorded.

    In the same transaction their sessions end, the API tokens they made for it are revoked, and the account is
    closed if they act for nobody else.

    Raises:
        Refused: `not_allowed`, `not_a_member` or `last_administrator`.
    """
    organisation = _managed(organisation, by)
    held = _roles_of(organisation, member)
    _keep_an_administrator(organisation, member, set())
    _set_roles(organisation, member, set())
    record("member.removed", member, by=by, organisation=organisation, before=_facts(member, held))
    let_go(member, organisation, by=by)


@transaction.atomic
def reset_second_factor(*, organisation: Organisation, member: User, by: User) -> None:
    """Forget a person's authenticator app and recovery codes, for somebody who lost them; their sessions end.

    Raises:
        Refused: `not_allowed`; `not_a_member`; `belongs_elsewhere`: an administrator of each organisation the person
            acts for must be asked; `no_second_factor`.
    """
    organisation = _managed(organisation, by)
    _roles_of(organisation, member)
    for other in Organisation.objects.filter(memberships__user=member).distinct():
        if not by.has_perm("partners.manage_members", other):
            raise Refused(
                "belongs_elsewhere",
                f"{member} also acts for {other}. Somebody who is an administrator there as well must do this.",
            )
    deleted, _ = Authenticator.objects.filter(user=member).delete()
    if not deleted:
        raise Refused("no_second_factor", f"{member} has no second factor.")
    end_sessions(member)
    record("account.second_factor_reset", member, by=by, organisation=organisation)


def _managed(organisation: Organisation, by: User) -> Organisation:
    """The organisation's row, locked, so that two changes cannot both take the last administrator."""
    require(
        by,
        "partners.manage_members",
        organisation,
        f"Only a partnership administrator of {organisation} may change who belongs to it.",
    )
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _checked(roles: Iterable[str]) -> set[str]:
    wanted = set(roles)
    if not wanted:
        raise Refused("no_role", "Choose at least one role.", "roles", status=422)
    unknown = wanted - set(Role.values)
    if unknown:
        raise Refused("unknown_role", f"There is no role {', '.join(sorted(unknown))}.", "roles", status=422)
    return wanted


def _roles_of(organisation: Organisation, member: User) -> set[str]:
    held = set(member.memberships.filter(organisation=organisation).values_list("role", flat=True))
    if not held or member.is_service:
        raise Refused("not_a_member", f"{member} does not belong to {organisation}.", status=404)
    return held


def _keep_an_administrator(organisation: Organisation, member: User, wanted: set[str]) -> None:
    administrators = organisation.memberships.filter(
        role=Role.PARTNERSHIP_ADMINISTRATOR, user__is_service=False, user__is_active=True
    )
    if Role.PARTNERSHIP_ADMINISTRATOR in wanted or administrators.exclude(user=member).exists():
        return
    if administrators.filter(user=member).exists():
        raise Refused(
            "last_administrator",
            f"{member} is the only partnership administrator of {organisation}. "
            "Make somebody else an administrator first.",
            "roles",
        )


def _set_roles(organisation: Organisation, user: User, wanted: set[str]) -> None:
    held = user.memberships.filter(organisation=organisation)
    held.exclude(role__in=wanted).delete()
    kept = set(held.values_list("role", flat=True))
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role) for role in sorted(wanted - kept)
    )


def _facts(user: User, roles: set[str]) -> dict:
    return {"email": user.email, "name": user.name, "roles": sorted(roles)}


def _welcome(user: User, organisation: Organisation, choose_password_url: str) -> None:
    how = (
        f"To choose a password, give this e-mail address on {choose_password_url}\n"
        if settings.PASSWORD_SIGN_IN
        else "Sign in there with your organisation's own account.\n"
    )
    send_mail(
        "Your Bluepool account",
        f"Hello {user.name},\n\n"
        f"you can now act for {organisation} on Bluepool, where partner services share rooms, vehicles "
        f"and equipment and buy together.\n\n{how}",
        None,
        [user.email],
    )
