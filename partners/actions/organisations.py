"""Founding: the organisations, their partnership and their first people.

There is nobody yet whose roles could allow it, so these acts belong to the command line of the machine
(`manage.py load_organisations`), not to a page; they are audited like every other write.
"""

from collections.abc import Iterable

from django.db import transaction

from partners.actions.leaving import reopen_account
from partners.audit import record, state_of
from partners.models import Membership, Organisation, Partnership, User


@transaction.atomic
def found_organisation(
    *,
    name: str,
    short_name: str,
    kind: str,
    ods_code: str = "",
    partnerships: Iterable[str] = (),
    by: User | None,
) -> Organisation:
    """Add an organisation, and those of its partnerships that are new.

    Raises:
        django.core.exceptions.ValidationError: a rule of Organisation is broken.
    """
    organisation = Organisation(name=name, short_name=short_name, kind=kind, ods_code=ods_code)
    organisation.full_clean()
    organisation.save()
    record(
        "organisation.founded", organisation, by=by, organisation=organisation, after=state_of(organisation)
    )
    for partnership in partnerships:
        joined, created = Partnership.objects.get_or_create(name=partnership)
        joined.organisations.add(organisation)
        action = "partnership.founded" if created else "partnership.joined"
        record(action, joined, by=by, organisation=organisation, after={"name": joined.name})
    return organisation


@transaction.atomic
def found_member(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    roles: Iterable[str],
    password: str | None,
    by: User | None,
) -> User:
    """Give a person roles in the organisation; somebody new gets an account with this password.

    Without a password the person chooses one by way of "Forgotten your password?" on the sign-in page.

    Raises:
        django.core.exceptions.ValidationError: the address or a role is not valid.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User(email=email.lower(), name=name)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
    for role in roles:
        membership = Membership(user=user, organisation=organisation, role=role)
        membership.full_clean()
        membership.save()
    reopen_account(user, organisation, by=by)
    record(
        "member.added",
        user,
        by=by,
        organisation=organisation,
        after={"email": user.email, "roles": sorted(roles)},
    )
    return user
