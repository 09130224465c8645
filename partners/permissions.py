"""Who may do what: predicates over memberships. The same predicate shows the button and refuses the act.

`rules` adds them up to permissions (`user.has_perm("partners.manage_members", organisation)`); a
domain states its own in its `permissions.py` from `acts_as` below.
"""

from collections.abc import Callable

import rules
from django.db.models import QuerySet

from partners.models import Membership, Organisation, User
from partners.prepared import prepared
from partners.refusals import not_allowed

Role = Membership.Role


def roles_in(user: User, organisation_id: int) -> frozenset[str]:
    """The roles `user` holds in the organisation; read once for each user object (one request)."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    held = getattr(user, "_roles_by_organisation", None)
    if held is None:
        held, bodies = {}, {}
        for membership in _memberships_of(user.pk):
            held.setdefault(membership.organisation_id, set()).add(membership.role)
            bodies[membership.organisation_id] = membership.organisation
        user._roles_by_organisation, user._own_organisations = held, bodies
    return frozenset(held.get(organisation_id, ()))


def own_organisation(user: User, organisation_id: int) -> Organisation | None:
    """The organisation, if `user` holds a role in it; read with the roles."""
    return user._own_organisations[organisation_id] if roles_in(user, organisation_id) else None


def organisation_ids_of(user: User, *roles: str) -> set[int]:
    """Ids of the organisations in which `user` holds any of `roles` (any role if none is named)."""
    roles_in(user, 0)
    held = getattr(user, "_roles_by_organisation", {})
    return {organisation for organisation, mine in held.items() if not roles or mine & set(roles)}


def partner_ids_of(user: User) -> set[int]:
    """Ids of the organisations that share a partnership with one of the user's; read once for each user object."""
    found = getattr(user, "_partner_ids", None)
    if found is None:
        partners = _partners_of(user.pk) if organisation_ids_of(user) else []
        found = user._partner_ids = {partner.pk for partner in partners}
    return found


@prepared
def _memberships_of(user_id: int) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user_id).select_related("organisation").order_by()


@prepared
def _partners_of(user_id: int) -> QuerySet[Organisation]:
    own = Membership.objects.filter(user=user_id).order_by().values("organisation")
    return Organisation.objects.filter(partnerships__organisations__in=own).order_by().only("pk").distinct()


def organisation_ids_known(user: User) -> set[int]:
    """Ids of the user's organisations if they were read for this user object already, else none; asks nothing."""
    return set(getattr(user, "_roles_by_organisation", ()))


def acts_as(*roles: str) -> Callable[[User, Organisation], bool]:
    """A predicate: the user holds one of `roles` in the organisation given as the object."""

    @rules.predicate(name=f"acts as {' or '.join(roles)}")
    def holds_one_of_the_roles(user: User, organisation: Organisation | None) -> bool:
        if organisation is None:
            return bool(organisation_ids_of(user, *roles))
        return bool(roles_in(user, organisation.pk) & set(roles))

    return holds_one_of_the_roles


def require(user: User, permission: str, subject: object, message: str, field: str = "") -> None:
    """Refuse in words unless `user` has `permission` on `subject`."""
    if not user.has_perm(permission, subject):
        raise not_allowed(message, field)


is_member = acts_as(*Role.values)

rules.add_perm("partners.view_organisation_pages", is_member)
rules.add_perm("partners.manage_members", acts_as(Role.PARTNERSHIP_ADMINISTRATOR))
rules.add_perm("partners.manage_tokens", acts_as(Role.PARTNERSHIP_ADMINISTRATOR))
rules.add_perm("partners.view_audit", acts_as(Role.PARTNERSHIP_ADMINISTRATOR, Role.FINANCE))
