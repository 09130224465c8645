"""What the rows of `benchmarks.workbooks.subjects` name: two services, a site, a round and a joint procurement."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.apps import apps
from django.db import connection

from assets.actions.catalogue import save_asset, save_site
from assets.actions.rounds import create_round
from assets.models import Asset, Round, Site
from partners.actions.organisations import found_member, found_organisation
from partners.models import AuditHead, Membership, User
from procurement.actions.bids import add_bid_line, create_bid
from procurement.actions.catalogue import create_item, create_supplier
from procurement.actions.founding import found_authority
from procurement.actions.procurements import create_procurement
from procurement.models import JointProcurement

ROOMS = ("partners", "assets", "procurement")


@dataclass(frozen=True)
class World:
    """One keeper with every role, a round that gathers requests, and a procurement that takes bids and needs."""

    keeper: User
    gathering: Round
    procurement: JointProcurement


def found_world() -> World:
    """Found it by the ordinary actions, in the database of the settings."""
    fire, _ = (
        found_organisation(name=name, short_name=short, kind=kind, partnerships=["County"], by=None)
        for name, short, kind in (
            ("County Fire Service", "FIRE", "fire_service"),
            ("County Police", "POLICE", "police_force"),
        )
    )
    found_authority(organisation=fire, vat_recoverable=True, by=None)
    keeper = found_member(
        organisation=fire,
        email="keeper@example.org",
        name="Keeper",
        roles=Membership.Role.values,
        password=None,
        by=None,
    )
    site = Site(
        organisation=fire, name="Bedford", code="BED", latitude=Decimal("52.1"), longitude=Decimal("-0.4")
    )
    save_site(site=site, by=keeper)
    room = Asset(owner=fire, site=site, name="Room", code="BED-1", kind="room", capacity=20)
    save_asset(asset=room, by=keeper)
    gathering = create_round(
        lead=fire,
        participants=[],
        name="January",
        starts_at=datetime(2035, 1, 8, tzinfo=UTC),
        ends_at=datetime(2035, 1, 22, tzinfo=UTC),
        by=keeper,
    )
    return World(keeper, gathering, _procurement(fire, keeper))


def _procurement(lead, by: User) -> JointProcurement:
    supplier = create_supplier(owner=lead, code="NORTH", name="Northern Medical", by=by)
    items = [
        create_item(
            owner=lead, code=code, name=name, cpv="33182100-0", kind="revenue", reference_price_e4=8_417_500, by=by
        )
        for code, name in (("AED-1", "Defibrillator"), ("AED-0", "Trainer"))
    ]  # fmt: skip
    procurement = create_procurement(
        lead=lead, title="Defibrillators", first_month=date(2035, 4, 1), months=12, by=by
    )
    bid = create_bid(procurement=procurement, supplier=supplier, by=by)
    add_bid_line(bid=bid, item=items[0], tiers=[(1, 8_600_000)], by=by)
    return procurement


def rows_stored() -> int:
    """How many rows there are in all tables of the rooms that uploads are about, the audit log among them.

    The head of the audit's chain is not: a worker writes it, some seconds after the entries.
    """
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    tables = [model._meta.db_table for model in models if model is not AuditHead]
    counts = " + ".join(f"(SELECT COUNT(*) FROM {connection.ops.quote_name(table)})" for table in tables)  # noqa: S608 (our own tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return cursor.fetchone()[0]
