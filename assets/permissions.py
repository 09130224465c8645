"""Who may do what with assets. The object of each permission is named in its comment."""

import rules

from assets.models import Asset, Blocking, Booking, BookingRequest, Round
from partners.models import Membership, User
from partners.permissions import acts_as, roles_in

Role = Membership.Role

BOOKING_ROLES = (Role.BOOKER, Role.STATION_MANAGER, Role.PARTNERSHIP_ADMINISTRATOR)
KEEPING_ROLES = (Role.STATION_MANAGER, Role.PARTNERSHIP_ADMINISTRATOR)
ROUND_ROLES = (Role.STATION_MANAGER, Role.PARTNERSHIP_ADMINISTRATOR)
AGREEMENT_ROLES = (Role.PARTNERSHIP_ADMINISTRATOR,)


def _holds(user: User, organisation_id: int | None, roles: tuple[str, ...]) -> bool:
    return organisation_id is not None and bool(roles_in(user, organisation_id) & set(roles))


@rules.predicate
def keeps_the_asset(user: User, asset: Asset) -> bool:
    """A manager of the asset's owner or operator."""
    return _holds(user, asset.owner_id, KEEPING_ROLES) or _holds(user, asset.operator_id, KEEPING_ROLES)


@rules.predicate
def keeps_the_blocked_asset(user: User, blocking: Blocking) -> bool:
    """A manager of the owner or operator of the asset that is blocked."""
    return keeps_the_asset(user, blocking.asset)


@rules.predicate
def may_change_the_booking(user: User, booking: Booking) -> bool:
    """Somebody who books for the organisation that holds the booking, or who keeps the asset."""
    return _holds(user, booking.organisation_id, BOOKING_ROLES) or keeps_the_asset(user, booking.asset)


@rules.predicate
def may_change_the_request(user: User, request: BookingRequest) -> bool:
    """Somebody who books for the organisation that asks."""
    return _holds(user, request.organisation_id, BOOKING_ROLES)


@rules.predicate
def leads_the_round(user: User, planned: Round) -> bool:
    """A manager of the organisation that leads the round."""
    return _holds(user, planned.lead_id, ROUND_ROLES)


# object: the organisation for which is booked or requested
rules.add_perm("assets.book", acts_as(*BOOKING_ROLES))
# object: the organisation that owns the sites and assets
rules.add_perm("assets.keep_catalogue", acts_as(*KEEPING_ROLES))
# object: the organisation that owns the assets the agreement covers
rules.add_perm("assets.keep_agreements", acts_as(*AGREEMENT_ROLES))
# object: the organisation that leads the round
rules.add_perm("assets.lead_round", acts_as(*ROUND_ROLES))
# objects: the row itself
rules.add_perm("assets.keep_asset", keeps_the_asset)
rules.add_perm("assets.keep_blocking", keeps_the_blocked_asset)
rules.add_perm("assets.change_booking", may_change_the_booking)
rules.add_perm("assets.change_request", may_change_the_request)
rules.add_perm("assets.plan_round", leads_the_round)
