"""A small partnership: the fire service owns rooms and a drone, the police use them, the ambulance trust does not."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from assets.models import Agreement, AgreementKind, Asset, Feature, Site
from partners.models import Membership, Organisation, Partnership, User

Role = Membership.Role
# A Monday in winter, when local time is UTC, far enough ahead for every notice.
MONDAY = datetime(2035, 1, 8, tzinfo=UTC)


def at(hour: float, day: int = 0) -> datetime:
    """A moment so many hours into Monday (or `day` days later)."""
    return MONDAY + timedelta(days=day, hours=hour)


def person(name: str, organisation: Organisation, *roles: str) -> User:
    """A user with roles in one organisation."""
    user = User.objects.create_user(f"{name}@example.org", name=name.title())
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def room(owner: Organisation, site: Site, code: str, **facts) -> Asset:
    """A room, always open unless told otherwise."""
    facts.setdefault("kind", "room")
    facts.setdefault("capacity", 20)
    facts.setdefault("name", code.replace("-", " ").title())
    return Asset.objects.create(owner=owner, site=site, code=code, **facts)


def agreement(
    owner: Organisation, user: Organisation, reference: str = "MOU-1", kinds=None, **terms
) -> Agreement:
    """A signed agreement about all assets of the owner, unless kinds are named."""
    terms.setdefault("valid_from", date(2020, 4, 1))
    terms.setdefault("signed_on", date(2020, 3, 1))
    terms.setdefault("title", f"Sharing {reference}")
    row = Agreement.objects.create(
        owner=owner, user=user, reference=reference, kinds_limited=kinds is not None, **terms
    )
    AgreementKind.objects.bulk_create(AgreementKind(agreement=row, kind=kind) for kind in kinds or ())
    return row


@pytest.fixture
def world(db) -> SimpleNamespace:
    """Three organisations, their people, two sites, a divisible hall, a meeting room, a drone and one agreement."""
    fire = Organisation.objects.create(name="Fire and Rescue Service", short_name="Fire", kind="fire_service")
    police = Organisation.objects.create(name="County Police", short_name="Police", kind="police_force")
    trust = Organisation.objects.create(
        name="Ambulance Trust", short_name="Ambulance", kind="ambulance_trust", ods_code="RYC"
    )
    partnership = Partnership.objects.create(name="County partnership")
    partnership.organisations.set([fire, police, trust])
    stranger = Organisation.objects.create(name="Far Council", short_name="Far", kind="council")
    ampthill = Site.objects.create(
        organisation=fire,
        name="Ampthill",
        code="AMP",
        latitude=Decimal("52.02666"),
        longitude=Decimal("-0.49185"),
    )
    bedford = Site.objects.create(
        organisation=fire,
        name="Bedford",
        code="BED",
        latitude=Decimal("52.13357"),
        longitude=Decimal("-0.44308"),
    )
    hall = room(fire, bedford, "hall", capacity=40)
    halves = [room(fire, bedford, f"hall-{half}", part_of=hall) for half in "ab"]
    lecture = room(fire, ampthill, "lecture", turnaround_minutes=15)
    projector = Feature.objects.create(code="projector", name="Projector")
    lecture.features.add(projector)
    drone = room(fire, bedford, "drone-1", kind="drone", capacity=1)
    return SimpleNamespace(
        fire=fire,
        police=police,
        trust=trust,
        stranger=stranger,
        partnership=partnership,
        ampthill=ampthill,
        bedford=bedford,
        hall=hall,
        halves=halves,
        lecture=lecture,
        drone=drone,
        projector=projector,
        rooms=agreement(fire, police, kinds=["room"], rate_pence_per_hour=1200),
        keeper=person("keeper", fire, Role.PARTNERSHIP_ADMINISTRATOR),
        manager=person("manager", fire, Role.STATION_MANAGER),
        constable=person("constable", police, Role.BOOKER),
        reader=person("reader", police, Role.VIEWER),
        medic=person("medic", trust, Role.BOOKER),
        outsider=person("outsider", stranger, Role.PARTNERSHIP_ADMINISTRATOR),
    )
