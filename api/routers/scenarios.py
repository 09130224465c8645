"""Scenarios: tried, solved, awarded."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from api.answers import address_of, answer, created, found, page_of, referred
from api.auth import needs
from api.openapi import LOCATION
from api.schemas.base import Nothing, Page
from api.schemas.rounds import RunOut, SolveIn
from api.schemas.scenarios import AwardOut, ScenarioFilter, ScenarioIn, ScenarioOut
from api.workbook import WORKBOOK, workbook_answer
from partners.models import Scope
from partners.refusals import Refused
from procurement.actions.awards import award_scenario
from procurement.actions.scenarios import create_scenario, solve_scenario
from procurement.queries.procurements import visible_procurements
from procurement.queries.scenarios import visible_scenarios
from procurement.results import scenario_result, splits_of
from procurement.sheets.award import award_workbook

router = Router(tags=["Procurement"])


@router.get("/scenarios", response=Page[ScenarioOut], summary="Scenarios", **needs(Scope.PROCUREMENT_READ))
def list_scenarios(request: HttpRequest, filters: Query[ScenarioFilter]):
    """Ways to award the procurements you see; ask for one alone to read its answer."""
    rows = visible_scenarios(request.user)
    if filters.procurement:
        rows = rows.filter(procurement=filters.procurement)
    return page_of(ScenarioOut, rows, filters)


@router.post(
    "/scenarios",
    response={201: ScenarioOut},
    summary="Add a scenario",
    **needs(Scope.PROCUREMENT_WRITE, headers=LOCATION),
)
def add_scenario(request: HttpRequest, wanted: ScenarioIn):
    """Add a way to award a procurement; solve it next."""
    procurements = visible_procurements(request.user)
    fields = wanted.model_dump(exclude={"procurement", "name"}, exclude_unset=True)
    scenario = create_scenario(
        procurement=referred(procurements, wanted.procurement, "procurement", "procurement"),
        name=wanted.name,
        by=request.user,
        **fields,
    )
    return created(ScenarioOut.of(scenario), "get_scenario", scenario_id=scenario.pk)


@router.get(
    "/scenarios/{int:scenario_id}",
    response=ScenarioOut,
    summary="One scenario with its answer",
    **needs(Scope.PROCUREMENT_READ),
)
def get_scenario(request: HttpRequest, scenario_id: int):
    """A scenario; once it is answered, its batches and what each buyer pays. Others than the lead see their own share."""
    scenario = found(visible_scenarios(request.user), scenario_id, "scenario")
    return ScenarioOut.of(scenario, scenario_result(scenario, request.user))


@router.post(
    "/scenarios/{int:scenario_id}/solve",
    response={202: RunOut},
    summary="Solve a scenario",
    **needs(Scope.PROCUREMENT_WRITE, headers=LOCATION),
)
def solve(request: HttpRequest, scenario_id: int, limits: SolveIn | None = None):
    """Freeze the scenario's problem and queue a run; follow it at the address in `Location`."""
    scenario = found(visible_scenarios(request.user), scenario_id, "scenario")
    limits = limits or SolveIn()
    run = solve_scenario(scenario=scenario, by=request.user, seconds=limits.seconds, seed=limits.seed)
    return answer(RunOut.of(run), 202, address_of("get_run", run_id=run.pk))


@router.post(
    "/scenarios/{int:scenario_id}/award",
    response={201: AwardOut},
    summary="Award a scenario",
    **needs(Scope.PROCUREMENT_WRITE),
)
def award(request: HttpRequest, scenario_id: int, body: Nothing | None = None):
    """Make the plan binding, all or nothing; 409 `out_of_date` if what it rests on has changed since."""
    scenario = found(visible_scenarios(request.user), scenario_id, "scenario")
    return created(AwardOut.of(award_scenario(scenario=scenario, by=request.user)))


@router.get(
    "/scenarios/{int:scenario_id}/workbook.xlsx",
    summary="A scenario's answer as a workbook",
    **needs(Scope.PROCUREMENT_READ, responses=WORKBOOK),
)
def get_scenario_workbook(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Batches, lines, buyers, savings and checks; others than the lead get their own sheets. 404 without an answer."""
    scenario = found(visible_scenarios(request.user), scenario_id, "scenario")
    result = scenario_result(scenario, request.user)
    if result is None or result.cost_pence is None:
        raise Refused("no_solution", "This scenario has no answer yet.", status=404)
    return workbook_answer(
        award_workbook(result, splits_of(scenario, request.user)), f"scenario-{scenario_id}"
    )
