"""Opening, changing and cancelling a joint procurement."""

from datetime import date
from typing import Any

from django.db import transaction

from partners.models import Organisation, User
from partners.permissions import require
from partners.refusals import Refused
from procurement.actions.signed import change, check_open, locked, require_lead, store
from procurement.models import ContractingAuthority, JointProcurement, Participation
from procurement.months import months_after

State = JointProcurement.State
PROCUREMENT_FIELDS = (
    "title",
    "first_month",
    "months",
    "route",
    "state",
    "volume_limit_permille",
    "illustrative",
    "note",
)
WORKING_STATES = (State.GATHERING, State.TENDERING, State.PLANNING)


@transaction.atomic
def create_procurement(
    *,
    lead: Organisation,
    title: str,
    first_month: date,
    months: int,
    by: User,
    route: str = JointProcurement.Route.FRAMEWORK,
    volume_limit_permille: int | None = None,
    illustrative: bool = False,
    note: str = "",
) -> JointProcurement:
    """Open a joint procurement; the lead takes part, committed, if it has a buying face."""
    require(
        by,
        "procurement.create_procurement",
        lead,
        f"Only a procurement lead of {lead} may open a joint procurement in its name.",
    )
    procurement = JointProcurement(
        lead=lead,
        title=title,
        first_month=first_month,
        months=months,
        route=route,
        volume_limit_permille=volume_limit_permille,
        illustrative=illustrative,
        note=note,
    )
    store(procurement, action="procurement.created", by=by, organisation=lead)
    authority = ContractingAuthority.objects.filter(organisation=lead).first()
    if authority is not None:
        own = Participation(procurement=procurement, authority=authority, state=Participation.State.COMMITTED)
        store(own, action="participation.created", by=by, organisation=lead)
    return procurement


@transaction.atomic
def edit_procurement(*, procurement: JointProcurement, by: User, **changes: Any) -> JointProcurement:
    """Change fields of a procurement, of PROCUREMENT_FIELDS; `state` moves between the working states.

    Raises:
        Refused: `already_awarded`, `procurement_cancelled`, `state_not_free`, `demand_outside_horizon`, `invalid`.
    """
    require_lead(procurement, by)
    procurement = locked(procurement)
    check_open(procurement)
    if changes.get("state", procurement.state) not in WORKING_STATES:
        raise Refused(
            "state_not_free",
            "A procurement is awarded by awarding a scenario and cancelled by its own button.",
            "state",
        )
    change(
        procurement,
        changes,
        allowed=PROCUREMENT_FIELDS,
        action="procurement.changed",
        by=by,
        organisation=procurement.lead,
    )
    _check_demand_fits(procurement)
    return procurement


@transaction.atomic
def cancel_procurement(*, procurement: JointProcurement, by: User) -> JointProcurement:
    """Give a procurement up; what was gathered stays readable."""
    require_lead(procurement, by)
    procurement = locked(procurement)
    check_open(procurement)
    change(
        procurement,
        {"state": State.CANCELLED},
        allowed=["state"],
        action="procurement.cancelled",
        by=by,
        organisation=procurement.lead,
    )
    return procurement


def _check_demand_fits(procurement: JointProcurement) -> None:
    last = months_after(procurement.first_month, procurement.months - 1)
    outside = (
        procurement.demand_lines.exclude(need_by__gte=procurement.first_month, need_by__lte=last)
        .select_related("item", "authority__organisation")
        .first()
    )
    if outside is not None:
        raise Refused(
            "demand_outside_horizon",
            f"{outside} would fall outside the procurement's months. Move that need first.",
            "months",
        )
