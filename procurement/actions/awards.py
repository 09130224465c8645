"""Making a scenario's plan binding, and taking that back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from optimizer.batches.check import broken_rules
from optimizer.batches.problem import parse_problem
from optimizer.documents import canonical_json
from partners.audit import record, state_of
from partners.models import User
from partners.permissions import require
from partners.refusals import Refused
from procurement.actions.award_rows import write_rows, write_splits
from procurement.actions.signed import check_open, locked, store
from procurement.models import Award, Budget, CallOff, CostSplit, JointProcurement, Lot, Scenario
from procurement.months import month_label
from procurement.planning import Plan, batch_problem, plan_of
from procurement.planning.shares import finished_splits
from procurement.savings import savings_of


def award_refusal(scenario: Scenario) -> Refused | None:
    """Why the scenario cannot be awarded as it stands, or None: feeds the button and the refusal.

    Costs building and hashing a fresh problem document; do not call it for every row of a list.
    """
    try:
        check_open(scenario.procurement)
        _checked_plan(scenario)
    except Refused as refusal:
        return refusal
    return None


@transaction.atomic
def award_scenario(*, scenario: Scenario, by: User, split_rule: str = CostSplit.Rule.BATCH_PRICE) -> Award:
    """Write the scenario's plan as award, batches, order lines, allocations, call-offs, costs and savings.

    Parameters:
        split_rule: how the cost is shared; any but the batch price needs a finished split of this very plan.

    Raises:
        Refused: `not_allowed`; `not_solved`; `out_of_date` when anything the plan rests on has changed since it
            was solved; `no_split`; `already_awarded`; `plan_broken` when the judge finds a fault (details: the faults).
    """
    _require_award(scenario.procurement, by)
    procurement = locked(scenario.procurement)
    check_open(procurement)
    scenario = Scenario.objects.select_related("run").get(pk=scenario.pk)
    scenario.procurement = procurement
    _lock_what_is_shared(procurement)
    plan = _checked_plan(scenario)
    splits = {rule: document for rule, (_, document) in finished_splits(scenario.run).items()}
    if split_rule != CostSplit.Rule.BATCH_PRICE and split_rule not in splits:
        raise Refused(
            "no_split",
            "The cost of this plan has not been shared by that rule yet. Do that first.",
            "split_rule",
        )
    award = Award(
        procurement=procurement,
        scenario=scenario,
        run=scenario.run,
        cost_pence=plan.solution.cost_pence,
        awarded_by=by,
    )
    store(award, action="award.made", by=by, organisation=procurement.lead)
    write_rows(award, plan, savings_of(procurement, plan))
    write_splits(award, plan, splits, split_rule)
    _move(procurement, JointProcurement.State.AWARDED, by)
    return award


@transaction.atomic
def undo_award(*, award: Award, by: User) -> Award:
    """Take an award out of force before any call-off is issued; its rows stay as a record.

    Raises:
        Refused: `not_allowed`, `already_undone`, `call_offs_issued`.
    """
    _require_award(award.procurement, by)
    procurement = locked(award.procurement)
    award = Award.objects.get(pk=award.pk)
    if award.undone_at is not None:
        raise Refused("already_undone", "This award has been undone already.")
    issued = CallOff.objects.filter(batch__award=award, state=CallOff.State.ISSUED).first()
    if issued is not None:
        raise Refused(
            "call_offs_issued",
            f"Call-off {issued} has been issued to the supplier, so the award can no longer be undone.",
        )
    before = state_of(award)
    award.undone_at, award.undone_by = timezone.now(), by
    store(award, action="award.undone", by=by, organisation=procurement.lead, before=before)
    _move(procurement, JointProcurement.State.PLANNING, by)
    return award


def require_issue(call_off: CallOff, by: User) -> None:
    """Refuse anybody but a procurement lead of the buyer."""
    organisation = call_off.authority.organisation
    words = f"Only a procurement lead of {organisation} may issue its call-offs."
    require(by, "procurement.edit_catalogue", organisation, words)


@transaction.atomic
def issue_call_off(*, call_off: CallOff, by: User) -> CallOff:
    """Mark one buyer's call-off as sent to the supplier. Raises Refused `already_issued`, `award_undone`."""
    require_issue(call_off, by)
    organisation = call_off.authority.organisation
    locked(call_off.batch.award.procurement)
    call_off = CallOff.objects.select_related("batch__award", "authority__organisation").get(pk=call_off.pk)
    if call_off.batch.award.undone_at is not None:
        raise Refused("award_undone", "The award of this call-off has been undone.")
    if call_off.state == CallOff.State.ISSUED:
        raise Refused("already_issued", "This call-off has been issued already.")
    before = state_of(call_off)
    call_off.state, call_off.issued_at = CallOff.State.ISSUED, timezone.now()
    store(call_off, action="call_off.issued", by=by, organisation=organisation, before=before)
    return call_off


def _lock_what_is_shared(procurement: JointProcurement) -> None:
    """Awards of two procurements that draw on the same ceiling or budget wait for each other."""
    buyers = procurement.participations.values("authority")
    for rows in (
        Lot.objects.filter(pk__in=procurement.bids.values("lot")),
        Budget.objects.filter(authority__in=buyers),
    ):
        list(rows.select_for_update().order_by("pk").values_list("pk"))


def _checked_plan(scenario: Scenario) -> Plan:
    """The plan of the scenario's run, if it answers the problem as it stands now and the judge accepts it."""
    run = scenario.run
    if run is None or not run.is_solved:
        raise Refused("not_solved", "This scenario has no answer to award. Solve it first.")
    problem = parse_problem(canonical_json(batch_problem(scenario)))
    if problem.sha256 != run.problem_sha256:
        solved = f"on {run.finished_at:%d} {month_label(run.finished_at)}" if run.finished_at else "earlier"
        raise Refused(
            "out_of_date",
            f"Needs, bids, rules or budgets have changed since this scenario was solved {solved}. "
            "Solve it again and review the new answer.",
        )
    plan = plan_of(run)
    _refuse_broken(broken_rules(problem, plan.solution))
    return plan


def _refuse_broken(found: Iterable) -> None:
    faults = [f"{broken.rule.replace('_', ' ')}: {broken.text}" for broken in found]
    if faults:
        raise Refused(
            "plan_broken",
            f"The plan breaks a rule and cannot be awarded: {faults[0]}.",
            details={"errors": [{"path": "", "message": fault} for fault in faults]},
        )


def _require_award(procurement: JointProcurement, by: User) -> None:
    require(
        by,
        "procurement.award",
        procurement,
        f"Only a procurement lead of {procurement.lead} may award this procurement.",
    )


def _move(procurement: JointProcurement, state: str, by: User) -> None:
    before = state_of(procurement)
    procurement.state = state
    procurement.save(update_fields=["state"])
    record(
        "procurement.moved",
        procurement,
        by=by,
        organisation=procurement.lead,
        before=before,
        after=state_of(procurement),
    )
