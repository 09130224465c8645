"""A client of a storm that awards a joint procurement, undoes the award, and issues call-offs.

found_purchase(world) -> Purchase
awards(storm, purchase, browser)      its script
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db import connection
from django.urls import reverse

from benchmarks.races.planned import solved
from benchmarks.races.storms.storm import HALF, Storm, ended
from benchmarks.races.wire import Script
from benchmarks.races.world import World
from partners.models import AuditEntry, User
from procurement.actions.authorities import set_up_authority
from procurement.actions.awards import award_scenario, undo_award
from procurement.actions.bids import add_bid_line, create_bid
from procurement.actions.catalogue import create_item, create_supplier
from procurement.actions.demand import add_demand_line
from procurement.actions.participation import commit_participation, invite_authority
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario, solve_scenario
from procurement.models import Award, CallOff, ContractingAuthority, Item, JointProcurement

BUYERS = ("police", "trust", "council")
UNDONE_BEFORE_ISSUE = 3


@dataclass(frozen=True)
class Purchase:
    """A procurement with a solved scenario; `rows` is what an award of it consists of."""

    procurement: JointProcurement
    scenario: int
    rows: tuple[int, ...]

    def reset(self, world: World) -> None:
        """Take an award that is in force back, issued or not."""
        award = Award.objects.filter(procurement=self.procurement, undone_at=None).first()
        if award is not None:
            CallOff.objects.filter(batch__award=award).update(state=CallOff.State.DRAFT, issued_at=None)
            undo_award(award=award, by=world.keeper)


def found_purchase(world: World) -> Purchase:
    """Three buyers, two suppliers, one item, solved in this process."""
    by, lead = world.keeper, world.bodies["police"]
    buyers = [
        set_up_authority(organisation=world.bodies[name], code=name.upper(), vat_recoverable=False, by=by)
        for name in BUYERS
    ]
    item = create_item(
        owner=lead,
        by=by,
        code="AED",
        name="Defibrillator",
        cpv="33182100-0",
        kind="revenue",
        reference_price_e4=8_417_500,
    )
    first_month = date(2027, 4, 1)
    procurement = create_procurement(
        lead=lead, title="Defibrillators", first_month=first_month, months=12, by=by
    )
    _wanted(procurement, item, buyers, by)
    _offered(procurement, item, by)
    scenario = create_scenario(procurement=procurement, name="Base", by=by)
    solved(lambda: solve_scenario(scenario=scenario, by=by, seconds=2))
    scenario.refresh_from_db()
    award = award_scenario(scenario=scenario, by=by)
    rows = _rows(award)
    undo_award(award=award, by=by)
    return Purchase(procurement, scenario.pk, rows)


def _wanted(procurement: JointProcurement, item: Item, buyers: list[ContractingAuthority], by: User) -> None:
    for authority in buyers:
        if authority.organisation_id != procurement.lead_id:
            invited = invite_authority(procurement=procurement, authority=authority, by=by)
            commit_participation(participation=invited, by=by)
        add_demand_line(
            procurement=procurement,
            authority=authority,
            item=item,
            quantity=20,
            earliest=date(2027, 5, 1),
            need_by=date(2027, 8, 1),
            by=by,
        )


def _offered(procurement: JointProcurement, item: Item, by: User) -> None:
    costs = {"order_cost_pence": 12_000, "delivery_pence": 4_500}
    for code, price in (("NORTH", 8_600_000), ("FEN", 8_200_000)):
        supplier = create_supplier(owner=procurement.lead, by=by, code=code, name=code, **costs)
        bid = create_bid(procurement=procurement, supplier=supplier, by=by)
        add_bid_line(bid=bid, item=item, tiers=[(1, price), (50, price - 500_000)], lead_months=1, by=by)


def _rows(award: Award) -> tuple[int, ...]:
    """How many rows of each kind the award has."""
    lines = [line for batch in award.batches.all() for line in batch.order_lines.all()]
    return (
        award.batches.count(),
        len(lines),
        sum(line.allocations.count() for line in lines),
        CallOff.objects.filter(batch__award=award).count(),
        award.buyer_costs.count(),
        award.savings.count(),
        sum(split.shares.count() for split in award.splits.all()),
    )


@ended
def awards(storm: Storm, purchase: Purchase, browser: str) -> Script:
    """Awards and undoes some times, then issues the call-offs of the last award one by one."""
    subject = storm.subject("award", awarded(purchase), "open")
    for turn in count():
        key = f"Storm {storm.number}, award {turn}"
        call = storm.world.api(f"/scenarios/{purchase.scenario}/award", Idempotency_Key=key)
        reply = yield from storm.do(subject, "awarded", call)
        if not reply.granted:
            return
        pk = reply.document["id"]
        if turn == UNDONE_BEFORE_ISSUE:
            break
        path = reverse("procurement:award_undo", args=[pk])
        yield from storm.do(subject, "open", storm.world.form(browser, path))
    ids = list(CallOff.objects.filter(batch__award=pk).values_list("pk", flat=True))
    connection.close()
    for number, call_off in enumerate(ids, start=1):
        path = reverse("procurement:call_off_issue", args=[call_off])
        yield from storm.do(subject, f"{number} issued", storm.world.form(browser, path))


def awarded(purchase: Purchase) -> Callable[[], str]:
    """Observes the award in force; every award there ever was must be whole, with its audit entries."""

    def observe() -> str:
        rows = list(Award.objects.filter(procurement=purchase.procurement))
        ids = [str(row.pk) for row in rows]
        said = AuditEntry.objects.filter(object_type="procurement.award", object_id__in=ids)
        undone = sum(row.undone_at is not None for row in rows)
        recorded = (said.filter(action="award.made").count(), said.filter(action="award.undone").count())
        if any(_rows(row) != purchase.rows for row in rows) or recorded != (len(rows), undone):
            return f"{HALF}: {[_rows(row) for row in rows[:3]]}, recorded {recorded} of {len(rows)}, {undone}"
        purchase.procurement.refresh_from_db()
        in_force = [row for row in rows if row.undone_at is None]
        expected = JointProcurement.State.AWARDED if in_force else JointProcurement.State.PLANNING
        if len(in_force) > 1 or (rows and purchase.procurement.state != expected):
            return f"{HALF}: {len(in_force)} in force, {purchase.procurement.state}"
        return _progress(in_force[0]) if in_force else "open"

    return observe


def _progress(award: Award) -> str:
    issued = CallOff.objects.filter(batch__award=award, state=CallOff.State.ISSUED)
    ids = [str(pk) for pk in issued.values_list("pk", flat=True)]
    recorded = AuditEntry.objects.filter(action="call_off.issued", object_id__in=ids).count()
    if recorded != len(ids):
        return f"{HALF}: {len(ids)} issued, {recorded} recorded"
    return f"{len(ids)} issued" if ids else "awarded"
