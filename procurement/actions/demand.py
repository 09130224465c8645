"""What authorities need, and what they pay alone."""

from datetime import date
from typing import Any

from django.db import transaction

from partners.audit import state_of
from partners.models import User
from partners.permissions import require
from partners.refusals import Refused
from procurement.actions.signed import change, check_open, locked, remove, store
from procurement.models import (
    Baseline,
    ContractingAuthority,
    DemandLine,
    Item,
    JointProcurement,
    Participation,
)
from procurement.months import month_label, month_start, months_after

DEMAND_FIELDS = ("item", "quantity", "earliest", "need_by", "cost_centre", "note")


@transaction.atomic
def add_demand_line(
    *,
    procurement: JointProcurement,
    authority: ContractingAuthority,
    item: Item,
    quantity: int,
    earliest: date,
    need_by: date,
    by: User,
    cost_centre: str = "",
    note: str = "",
) -> DemandLine:
    """Add a need: whole quantity delivered in the months `earliest` to `need_by`.

    Raises:
        Refused: `not_taking_part`, `not_in_catalogue`, `demand_outside_horizon`, `invalid`, `not_allowed`.
    """
    procurement = _open_for(procurement, authority, by)
    line = DemandLine(
        procurement=procurement,
        authority=authority,
        item=item,
        quantity=quantity,
        earliest=earliest,
        need_by=need_by,
        cost_centre=cost_centre,
        note=note,
    )
    check_fits(line)
    store(line, action="demand.created", by=by, organisation=authority.organisation)
    return line


@transaction.atomic
def edit_demand_line(*, line: DemandLine, by: User, **changes: Any) -> DemandLine:
    """Change fields of a need, of DEMAND_FIELDS."""
    line.procurement = _open_for(line.procurement, line.authority, by)
    for name in changes.keys() & {"item", "need_by", "earliest"}:
        setattr(line, name, changes[name])
    check_fits(line)
    line.refresh_from_db()
    change(
        line,
        changes,
        allowed=DEMAND_FIELDS,
        action="demand.changed",
        by=by,
        organisation=line.authority.organisation,
    )
    return line


@transaction.atomic
def remove_demand_line(*, line: DemandLine, by: User) -> None:
    """Take a need back. Raises Refused `in_use` when an award rested on it."""
    _open_for(line.procurement, line.authority, by)
    remove(line, action="demand.removed", by=by, organisation=line.authority.organisation)


@transaction.atomic
def set_baseline(
    *,
    procurement: JointProcurement,
    authority: ContractingAuthority,
    item: Item,
    price_e4: int,
    by: User,
    quantity: int = 1,
    source: str = "",
) -> Baseline:
    """Record what an authority pays alone for an item; `source` tells several such prices apart."""
    procurement = _open_for(procurement, authority, by)
    row = Baseline.objects.filter(
        procurement=procurement, authority=authority, item=item, source=source
    ).first()
    before = state_of(row) if row else None
    row = row or Baseline(procurement=procurement, authority=authority, item=item, source=source)
    row.price_e4, row.quantity = price_e4, quantity
    store(row, action="baseline.set", by=by, organisation=authority.organisation, before=before)
    return row


def check_fits(line: DemandLine) -> None:
    """Refuse a need for an item outside the lead's catalogue or needed by a month outside the horizon."""
    procurement = line.procurement
    if line.item.owner_id != procurement.lead_id:
        raise Refused(
            "not_in_catalogue",
            f"{line.item} is not in the catalogue of {procurement.lead}, which this procurement uses.",
            "item",
            status=422,
        )
    last = months_after(procurement.first_month, procurement.months - 1)
    if not procurement.first_month <= month_start(line.need_by) <= last:
        raise Refused(
            "demand_outside_horizon",
            f"Choose a month from {month_label(procurement.first_month)} to {month_label(last)}.",
            "need_by",
            status=422,
        )


def require_demand(participation: Participation, by: User) -> None:
    """Refuse anybody who may not change what the participant needs."""
    words = f"Your roles do not let you change what {participation.authority} needs."
    require(by, "procurement.edit_demand", participation, words)


def _open_for(procurement: JointProcurement, authority: ContractingAuthority, by: User) -> JointProcurement:
    participation = (
        Participation.objects.filter(procurement=procurement, authority=authority)
        .select_related("procurement__lead", "authority__organisation")
        .first()
    )
    if participation is None or participation.state == Participation.State.WITHDRAWN:
        raise Refused(
            "not_taking_part", f"{authority} does not take part in {procurement}.", "authority", status=422
        )
    require_demand(participation, by)
    procurement = locked(procurement)
    check_open(procurement)
    return procurement
