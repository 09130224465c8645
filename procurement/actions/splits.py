"""Sharing the cost of a scenario's plan between its buyers."""

from django.db import transaction

from optimizer.runs.actions import queue_run
from optimizer.runs.models import Run
from partners.audit import record
from partners.models import User
from partners.refusals import Refused
from procurement.actions.signed import check_open, locked, require_lead
from procurement.models import Scenario


@transaction.atomic
def split_cost(*, scenario: Scenario, rule: str, by: User, seconds: int = 60) -> Run:
    """Queue a run that shares the cost of the scenario's plan by a rule of `Run.SplitRule`.

    Raises:
        Refused: `not_allowed`, `already_awarded`, `not_solved`, `already_sharing`, and what
            `optimizer.runs.actions.queue_run` refuses.
    """
    require_lead(scenario.procurement, by)
    procurement = locked(scenario.procurement)
    check_open(procurement)
    scenario = Scenario.objects.select_related("run").get(pk=scenario.pk)
    plan = scenario.run
    if plan is None or not plan.is_solved:
        raise Refused("not_solved", "This scenario has no plan whose cost could be shared. Solve it first.")
    if plan.splits.filter(status__in=Run.UNFINISHED).exists():
        raise Refused(
            "already_sharing", "A way to share the cost is being worked out. Stop that run or wait for it."
        )
    run = queue_run(
        problem=plan.problem,
        organisation=procurement.lead,
        by=by,
        seconds=seconds,
        label=f"{procurement}: {scenario}, sharing the cost",
        split_rule=rule,
        split_of=plan,
    )
    record(
        "scenario.splitting",
        scenario,
        by=by,
        organisation=procurement.lead,
        after={"run": run.pk, "plan": plan.pk, "rule": rule},
    )
    return run
