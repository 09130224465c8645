"""Scenarios: created, copied, changed, solved."""

from typing import Any

from django.db import transaction

from optimizer.runs.actions import queue_run
from optimizer.runs.models import Run
from partners.audit import record, state_of
from partners.models import User
from partners.refusals import Refused
from procurement.actions.signed import change, check_open, locked, remove, require_lead, store
from procurement.models import AwardRule, JointProcurement, Scenario, ScenarioRule
from procurement.planning import batch_problem

SCENARIO_FIELDS = (
    "name",
    "note",
    "apply_tiers",
    "respect_budgets",
    "include_indicative",
    "volume_limit_permille",
)


@transaction.atomic
def create_scenario(*, procurement: JointProcurement, name: str, by: User, **fields: Any) -> Scenario:
    """Add a scenario; fields are those of SCENARIO_FIELDS. The volume limit starts as the procurement's."""
    require_lead(procurement, by)
    procurement = locked(procurement)
    check_open(procurement)
    unknown = set(fields) - set(SCENARIO_FIELDS)
    if unknown:
        raise TypeError(f"a scenario has no field called {', '.join(sorted(unknown))}")
    fields.setdefault("volume_limit_permille", procurement.volume_limit_permille)
    scenario = Scenario(procurement=procurement, name=name, **fields)
    store(scenario, action="scenario.created", by=by, organisation=procurement.lead)
    return scenario


@transaction.atomic
def copy_scenario(*, scenario: Scenario, name: str, by: User) -> Scenario:
    """Add a scenario with the same settings, not yet solved."""
    scenario = Scenario.objects.select_related("procurement__lead").get(pk=scenario.pk)
    fields = {field: getattr(scenario, field) for field in SCENARIO_FIELDS if field != "name"}
    copy = create_scenario(procurement=scenario.procurement, name=name, by=by, **fields)
    copy.copied_from = scenario
    copy.save(update_fields=["copied_from"])
    for setting in scenario.rule_settings.select_related("rule"):
        set_scenario_rule(
            scenario=copy,
            rule=setting.rule,
            is_on=setting.is_on,
            value=setting.value,
            permille=setting.permille,
            price_pence=setting.price_pence,
            by=by,
        )
    return copy


@transaction.atomic
def change_scenario(*, scenario: Scenario, by: User, **changes: Any) -> Scenario:
    """Change settings of a scenario (SCENARIO_FIELDS); its answer, if any, is then out of date."""
    scenario = _open_scenario(scenario, by)
    change(
        scenario,
        changes,
        allowed=SCENARIO_FIELDS,
        action="scenario.changed",
        by=by,
        organisation=scenario.procurement.lead,
    )
    return scenario


@transaction.atomic
def set_scenario_rule(
    *,
    scenario: Scenario,
    rule: AwardRule,
    is_on: bool,
    by: User,
    value: int | None = None,
    permille: int | None = None,
    price_pence: int | None = None,
) -> ScenarioRule:
    """Switch a rule on or off in a scenario, with figures of its own; empty ones are the rule's."""
    scenario = _open_scenario(scenario, by)
    setting = ScenarioRule.objects.filter(scenario=scenario, rule=rule).first()
    before = state_of(setting) if setting else None
    setting = setting or ScenarioRule(scenario=scenario, rule=rule)
    setting.is_on, setting.value, setting.permille = is_on, value, permille
    setting.price_pence = price_pence
    store(
        setting,
        action="scenario.rule_set",
        by=by,
        organisation=scenario.procurement.lead,
        before=before,
    )
    return setting


@transaction.atomic
def remove_scenario(*, scenario: Scenario, by: User) -> None:
    """Delete a scenario. Raises Refused `in_use` when it was ever awarded."""
    scenario = _open_scenario(scenario, by)
    remove(scenario, action="scenario.removed", by=by, organisation=scenario.procurement.lead)


@transaction.atomic
def solve_scenario(
    *, scenario: Scenario, by: User, seconds: int = 60, seed: int = 0, workers: int | None = None
) -> Run:
    """Freeze the scenario's problem and queue it; the scenario shows the new run's answer from then on.

    Raises:
        Refused: `not_allowed`, `already_solving`, `already_awarded`, what `planning.batch_problem` and
            `optimizer.runs.actions.queue_run` refuse.
    """
    scenario = _open_scenario(scenario, by)
    if scenario.state == Scenario.State.SOLVING:
        raise Refused("already_solving", "This scenario is being solved. Stop that run or wait for it.")
    run = queue_run(
        problem=batch_problem(scenario),
        organisation=scenario.procurement.lead,
        by=by,
        seconds=seconds,
        seed=seed,
        workers=workers,
        label=f"{scenario.procurement}: {scenario}",
    )
    before = state_of(scenario)
    scenario.run = run
    scenario.save(update_fields=["run"])
    record(
        "scenario.solving",
        scenario,
        by=by,
        organisation=scenario.procurement.lead,
        before=before,
        after=state_of(scenario),
    )
    return run


def _open_scenario(scenario: Scenario, by: User) -> Scenario:
    require_lead(scenario.procurement, by)
    procurement = locked(scenario.procurement)
    check_open(procurement)
    scenario = Scenario.objects.select_related("run").get(pk=scenario.pk)
    scenario.procurement = procurement
    return scenario
