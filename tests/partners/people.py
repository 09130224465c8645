"""Organisations and people for tests."""

from partners.models import Membership, Organisation, Partnership, User

Role = Membership.Role


def organisation(short_name: str, kind: str = "fire_service") -> Organisation:
    """A stored organisation whose full name says its short one."""
    return Organisation.objects.create(name=f"{short_name} Service", short_name=short_name, kind=kind)


def partnership(*organisations: Organisation) -> Partnership:
    """A partnership of these organisations."""
    made = Partnership.objects.create(name=" and ".join(body.short_name for body in organisations))
    made.organisations.set(organisations)
    return made


def person(name: str, body: Organisation | None = None, *roles: str) -> User:
    """Somebody who holds these roles in an organisation."""
    user = User.objects.create_user(f"{name.lower()}@example.org", "a-long-password", name=name)
    for role in roles:
        Membership.objects.create(user=user, organisation=body, role=role)
    return user


def fresh(user: User) -> User:
    """The same user as a new request would load it, with roles read anew."""
    return User.objects.get(pk=user.pk)
