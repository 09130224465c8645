"""The demo's main job: plan and publish a round, solve the scenarios, write the workbooks."""

from collections.abc import Callable
from pathlib import Path

from assets.actions.rounds import plan_round, publish_round
from assets.models import Round
from assets.sheets import round_workbook
from config.demo import ADMINISTRATOR, AMBULANCE_BUYER, FIRE_BUYER, DemoFault, person
from optimizer.runs.executing import execute
from optimizer.runs.models import Run
from partners.models import User
from partners.wording import pounds
from procurement.actions.scenarios import solve_scenario
from procurement.actions.splits import split_cost
from procurement.models import Scenario
from procurement.results import scenario_result, split_of
from procurement.sheets.award import award_workbook

ROUND_SECONDS = 20
SCENARIO_SECONDS = 30
SPLIT_SECONDS = 30
FEW_BUYERS = 8
Say = Callable[[str], None]


def run_demo_job(folder: Path, say: Say) -> None:
    """Do what has not been done yet, and write the workbooks of what is there into `folder`.

    Raises:
        DemoFault: a run ended without a result.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _publish_first_round(folder, say)
    for scenario in Scenario.objects.select_related("procurement__lead", "run").order_by("pk"):
        _solve(scenario, folder, say)


def _publish_first_round(folder: Path, say: Say) -> None:
    by = person(ADMINISTRATOR)
    planned = Round.objects.order_by("starts_at").first()
    if planned is None:
        return
    if planned.run_id is None:
        say(f"{planned}: planning {planned.requests.count()} requests, {ROUND_SECONDS} seconds at most…")
        run = _carried_out(plan_round(planned=planned, by=by, seconds=ROUND_SECONDS))
        placed, declined = len(run.solution["placements"]), len(run.solution["declined"])
        say(
            f"  {placed} placed, {declined} declined; no plan can score more than {run.solution['gap']:.2%} above it."
        )
        publish_round(planned=planned, run=run, by=by)
        say("  Published.")
    _write(folder / "round.xlsx", round_workbook(Round.objects.get(pk=planned.pk), by), say)


def _solve(scenario: Scenario, folder: Path, say: Say) -> None:
    by = person(FIRE_BUYER if scenario.procurement.lead.short_name == "BFRS" else AMBULANCE_BUYER)
    if scenario.run_id is None:
        say(f"{scenario.procurement}, {scenario}: solving, {SCENARIO_SECONDS} seconds at most…")
        run = _carried_out(solve_scenario(scenario=scenario, by=by, seconds=SCENARIO_SECONDS))
        cost, gap = run.solution["cost_pence"], run.solution["gap"]
        say(f"  {pounds(cost)} in all; no plan can be more than {gap:.2%} cheaper.")
        if scenario.procurement.participations.count() <= FEW_BUYERS:
            _share(scenario, by, say)
    result = scenario_result(Scenario.objects.get(pk=scenario.pk), by)
    if result is not None:
        _write(folder / f"award-{scenario.pk}.xlsx", award_workbook(result), say)


def _share(scenario: Scenario, by: User, say: Say) -> None:
    _carried_out(
        split_cost(
            scenario=Scenario.objects.get(pk=scenario.pk), rule="nucleolus", by=by, seconds=SPLIT_SECONDS
        )
    )
    shared = split_of(Scenario.objects.get(pk=scenario.pk), by)
    say(f"  Shared by the nucleolus. {shared.certificate}")


def _carried_out(run: Run) -> Run:
    execute(run.pk)
    run.refresh_from_db()
    if not run.is_solved:
        raise DemoFault(f"{run.label} ended as {run.get_status_display().lower()}. {run.error}")
    return run


def _write(path: Path, data: bytes, say: Say) -> None:
    path.write_bytes(data)
    say(f"  Wrote {path}")
