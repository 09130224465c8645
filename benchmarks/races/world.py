"""What is raced for: two services, their rooms, and the token of a program that books.

found_world() -> World          by the ordinary actions, in the database of the settings
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from assets.actions.agreements import save_agreement, sign_agreement
from assets.actions.catalogue import save_asset, save_site
from assets.models import Agreement, Asset, Site
from partners.actions.organisations import found_member, found_organisation
from partners.actions.tokens import create_token
from partners.models import Membership, Organisation, Scope, User

# A Monday in winter, when local time is UTC.
FIRST_DAY = datetime(2035, 1, 8, tzinfo=UTC)
ROOMS = 16
TURNAROUND_MINUTES = 15


def at(day: int, minutes: int) -> datetime:
    """A moment so many minutes into a day counted from FIRST_DAY."""
    return FIRST_DAY + timedelta(days=day, minutes=minutes)


@dataclass(frozen=True)
class World:
    """The fire service owns the rooms; the police book them under an agreement."""

    fire: Organisation
    police: Organisation
    keeper: User
    rooms: list[Asset]
    hall: Asset
    halves: list[Asset]
    secret: str


def found_world() -> World:
    """Found the services with one administrator who acts for both, their rooms and a token with all scopes."""
    fire, police = (
        found_organisation(name=name, short_name=short, kind=kind, partnerships=["County"], by=None)
        for name, short, kind in (
            ("Fire Service", "FIRE", "fire_service"),
            ("County Police", "POLICE", "police_force"),
        )
    )
    roles = [Membership.Role.PARTNERSHIP_ADMINISTRATOR, Membership.Role.BOOKER]
    for body in (fire, police):
        keeper = found_member(
            organisation=body, email="keeper@example.org", name="Keeper", roles=roles, password=None, by=None
        )
    site = Site(
        organisation=fire,
        name="Bedford",
        code="BED",
        latitude=Decimal("52.13357"),
        longitude=Decimal("-0.44308"),
    )
    save_site(site=site, by=keeper)
    rooms = [_room(site, f"Room {n}", keeper, turnaround_minutes=TURNAROUND_MINUTES) for n in range(ROOMS)]
    hall = _room(site, "Hall", keeper, turnaround_minutes=TURNAROUND_MINUTES)
    halves = [_room(site, f"Hall {half}", keeper, part_of=hall) for half in "AB"]
    _agree(fire, police, keeper)
    _, secret = create_token(
        organisation=police,
        name="Racer",
        scopes=Scope.values,
        roles=roles,
        expires_at=timezone.now() + timedelta(days=300),
        by=keeper,
    )
    return World(fire, police, keeper, rooms, hall, halves, secret)


def _room(site: Site, name: str, by: User, **facts) -> Asset:
    asset = Asset(
        owner=site.organisation,
        site=site,
        name=name,
        code=secrets.token_hex(4),
        kind="room",
        capacity=20,
        **facts,
    )
    return save_asset(asset=asset, by=by)


def _agree(owner: Organisation, user: Organisation, by: User) -> None:
    agreement = Agreement(
        owner=owner,
        user=user,
        reference="MOU-1",
        title="Rooms",
        valid_from=date(2020, 4, 1),
        rate_pence_per_hour=1200,
    )
    sign_agreement(agreement=save_agreement(agreement=agreement, by=by), signed_on=date(2020, 3, 1), by=by)
