"""A scenario and its answer: the summary, its buyers, batches, and the workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from optimizer.runs.queries import visible_runs
from procurement.forms.batches import BatchFilterForm
from procurement.forms.scenarios import SolveForm
from procurement.models import Scenario
from procurement.results import ScenarioResult, scenario_result, splits_of
from procurement.sheets.award import award_workbook
from procurement.views.bars import bars_of, compares_with_prices, fairness_of, totals_of
from procurement.views.downloads import workbook_response
from procurement.views.scope import CLOSED, may_edit, place, scenario_crumbs, the_scenario
from procurement.views.words import gap_words

PER_PAGE = 20


@require_GET
def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """A scenario: how far it is, and what its answer says at a glance."""
    found = the_scenario(request, pk)
    result = scenario_result(found, request.user)
    context = scenario_context(request, found, result) | {
        "settings": _settings(found),
        "crumbs": scenario_crumbs(found)[:-1],
    }
    return render(request, "procurement/scenario.html", context)


@require_GET
def buyers(request: HttpRequest, pk: int) -> HttpResponse:
    """What each authority pays together and alone."""
    found, result = solved_scenario(request, pk)
    prices = compares_with_prices(found, result.buyers)
    context = scenario_context(request, found, result) | {
        "prices": prices,
        "bars": bars_of(result.buyers, prices=prices),
        "totals": totals_of(result.buyers),
        "fairness": fairness_of(result.buyers, prices=prices),
        "crumbs": scenario_crumbs(found),
    }
    return render(request, "procurement/scenario_buyers.html", context)


@require_GET
def buyer(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One authority: what it pays for, what it saves and what it gets from which batch."""
    found, result = solved_scenario(request, pk)
    row = next((row for row in result.buyers if row.authority_code == code), None)
    if row is None:
        raise Http404("No such buyer.")
    gets = [
        {"batch": batch, "line": line, "allocation": allocation}
        for batch in result.batches
        for line in batch.lines
        for allocation in line.allocations
        if allocation.authority_code == code
    ]
    page = Paginator(gets, PER_PAGE).get_page(request.GET.get("page"))
    context = scenario_context(request, found, result) | {
        "buyer": row,
        "prices": compares_with_prices(found, result.buyers),
        "page_obj": page,
        "budgets": [budget for budget in result.budgets if budget.authority_code == code],
        "crumbs": [*scenario_crumbs(found), place("What each pays", "scenario_buyers", pk)],
    }
    return render(request, "procurement/scenario_buyer.html", context)


@require_GET
def batches(request: HttpRequest, pk: int) -> HttpResponse:
    """What is ordered from whom in which month."""
    found, result = solved_scenario(request, pk)
    form = BatchFilterForm(request.GET, batches=result.batches)
    chosen = form.narrowed(result.batches)
    context = scenario_context(request, found, result) | {
        "form": None,
        "filter_form": form,
        "page_obj": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": len(chosen),
        "total_pence": sum(batch.total_pence for batch in chosen),
        "crumbs": scenario_crumbs(found),
    }
    return render(request, "procurement/scenario_batches.html", context)


@require_GET
def batch(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One batch: its lines with who gets them, why they are bought here and then, and each buyer's call-off."""
    found, result = solved_scenario(request, pk)
    row = next((row for row in result.batches if row.number == number), None)
    if row is None:
        raise Http404("No such batch.")
    context = scenario_context(request, found, result) | {
        "batch": row,
        "crumbs": [*scenario_crumbs(found), place("Batches", "scenario_batches", pk)],
    }
    return render(request, "procurement/scenario_batch.html", context)


@require_GET
def limits(request: HttpRequest, pk: int) -> HttpResponse:
    """How far ceilings and budgets are used."""
    found, result = solved_scenario(request, pk)
    page = Paginator(result.budgets, PER_PAGE).get_page(request.GET.get("page"))
    context = scenario_context(request, found, result) | {"page_obj": page, "crumbs": scenario_crumbs(found)}
    return render(request, "procurement/scenario_limits.html", context)


@require_GET
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer as an Excel workbook."""
    found, result = solved_scenario(request, pk)
    return workbook_response(
        award_workbook(result, splits_of(found, request.user)), f"{found.procurement} {found}"
    )


def solved_scenario(request: HttpRequest, pk: int) -> tuple[Scenario, ScenarioResult]:
    """A scenario with an answer; 404 while it has none."""
    found = the_scenario(request, pk)
    result = scenario_result(found, request.user)
    if result is None or result.cost_pence is None:
        raise Http404("This scenario has no answer yet.")
    return found, result


def scenario_context(request: HttpRequest, found: Scenario, result: ScenarioResult | None) -> dict[str, Any]:
    """What all pages of a scenario show: its state, its buttons, its answer."""
    editable = may_edit(request, found.procurement)
    run = found.run
    return {
        "scenario": found,
        "procurement": found.procurement,
        "run": run,
        "sees_run": run is not None and visible_runs(request.user).filter(pk=run.pk).exists(),
        "result": result,
        "gap": gap_words(result.cost_pence, result.bound_pence)
        if result and result.cost_pence is not None
        else "",
        "award": next((award for award in found.awards.all() if award.undone_at is None), None),
        "may_edit": editable,
        "may_award": found.procurement.state not in CLOSED
        and found.state == Scenario.State.SOLVED
        and request.user.has_perm("procurement.award", found.procurement),
        "solve_form": SolveForm(auto_id="id_solve_%s")
        if editable and found.state != Scenario.State.SOLVING
        else None,
    }


def _settings(found: Scenario) -> list[str]:
    """What is special about the scenario, in words."""
    words = []
    if not found.apply_tiers:
        words.append("Volume breaks are left out: every unit costs what the first tier says.")
    if not found.respect_budgets:
        words.append("Budgets are left out.")
    if not found.include_indicative:
        words.append("Only committed authorities are planned for.")
    if found.volume_limit_permille is not None:
        limit = f"{found.volume_limit_permille / 10:g}%"
        words.append(f"At most {limit} of an existing contract's own volume may be called off from it.")
    for setting in found.rule_settings.all():
        if not setting.is_on:
            words.append(f"Rule switched off: {setting.rule}.")
        elif any(figure is not None for figure in (setting.value, setting.permille, setting.price_pence)):
            words.append(f"Rule with figures of its own: {setting.rule}.")
    return words
