"""Why a need is bought here and then, what the next best choices would cost, and which limits hold its price up."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from optimizer.batches.binding import binding_limits
from optimizer.batches.explain import LIMITS_SECONDS, explain
from optimizer.batches.explanation import Alternative, Binding, Purchase
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.remedies import Speech, words_of
from optimizer.batches.solution import Solution
from optimizer.runs.models import Run
from procurement.models import JointProcurement
from procurement.money import unit_price
from procurement.months import month_from_code, month_label, months_after
from procurement.planning import plan_of
from procurement.planning.identifiers import demand_id
from procurement.queries.taking_part import demand_of
from procurement.results.names import speech_of
from procurement.views.scope import scenario_crumbs, the_scenario

RULES_IN_WORDS = {
    "orders_fall_in_the_lots_term": "the framework's term is over or has not begun",
    "lots_stay_under_their_ceiling": "the framework's ceiling would be passed",
    "buyers_are_entitled_to_the_lot": "the buyer may not use this framework",
    "the_offer_is_valid_for_its_buyers": "the price is not open to this buyer",
    "delivery_falls_in_the_window": "it would not arrive in time",
    "orders_reach_the_minimum": "the order would be below the minimum",
    "orders_stay_within_capacity": "the supplier cannot deliver that many in a month",
    "authorities_stay_within_budget": "a budget would be passed",
    "max_suppliers": "there would be too many suppliers",
    "min_suppliers": "there would be too few suppliers",
    "max_share": "one supplier would deliver too large a share",
    "min_sme_share": "small firms would get too small a share",
    "exclude_supplier": "the supplier is left out",
}

CHOICES_TRIED = 16


@dataclass(frozen=True)
class Sentence:
    """A purchase or an alternative in names and months; `extra_pence` only for an alternative."""

    supplier: str
    month: str
    words: str
    extra_pence: int | None = None


@dataclass(frozen=True)
class Limit:
    """A limit that holds the price up: a step that eases it, what that saves, and what doing without it saves."""

    words: str
    step: str
    step_pence: int
    without_pence: int
    exact: bool


@require_GET
def why(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """One need in a scenario's answer: where it is bought and when, and what speaks against the alternatives."""
    scenario = the_scenario(request, pk)
    line = get_object_or_404(demand_of(request.user, scenario.procurement), pk=need)
    run = get_object_or_404(Run, pk=scenario.run_id, status__in=Run.SOLVED)
    plan = plan_of(run)
    context: dict[str, Any] = {"scenario": scenario, "line": line, "crumbs": scenario_crumbs(scenario)}
    if demand_id(line) in plan.problem.demand_by_id:
        problem = _with_likely_offers(plan.problem, plan.solution, demand_id(line))
        found = explain(problem, plan.solution, demand_id(line), limits_seconds=0)
        limits = binding_limits(
            plan.problem,
            plan.solution.orders,
            plan.problem.demand_by_id[demand_id(line)],
            seconds=LIMITS_SECONDS,
        )
        speech = speech_of(scenario.procurement, plan.problem)
        names = _names(scenario.procurement)
        context |= {
            "purchases": [_purchase(plan.problem, row, names) for row in found.purchases],
            "alternatives": [_alternative(plan.problem, row, names) for row in found.alternatives],
            "ruled_out": [_alternative(plan.problem, row, names) for row in found.ruled_out],
            "limits": limits,
            "binding": [_limit(speech, row) for row in limits.binding],
        }
    return render(request, "procurement/why.html", context)


def _with_likely_offers(problem: Problem, solution: Solution, demand: str) -> Problem:
    """The problem with only the cheapest offers for this need, and those used for it, open to its buyer.

    Each choice prices the whole plan anew: trying all of dozens of contracts would keep the reader waiting. Closing
    an offer to one buyer changes nothing for the others, nor for the plan, which does not use it for that buyer.
    """
    line = problem.demand_by_id[demand]
    most = max(2, CHOICES_TRIED // (line.need_by - line.earliest + 1))
    rivals = sorted(
        (offer for offer in problem.offers if offer.item == line.item),
        key=lambda offer: goods_pence(offer, line.quantity),
    )
    of_buyer = {row.id for row in problem.demand if row.authority == line.authority}
    used = {row.offer for row in solution.orders if any(a.demand in of_buyer for a in row.allocations)}
    closed = {offer.id for offer in rivals[most:]} - used
    others = tuple(authority.id for authority in problem.authorities if authority.id != line.authority)
    offers = tuple(
        offer.model_copy(
            update={
                "valid_for": tuple(set(others if offer.valid_for is None else offer.valid_for) & set(others))
            }
        )
        if offer.id in closed
        else offer
        for offer in problem.offers
    )
    fields = {name: getattr(problem, name) for name in Problem.model_fields}
    return Problem.model_construct(**{**fields, "offers": offers})


def _purchase(problem: Problem, row: Purchase, names: dict[str, str]) -> Sentence:
    words = f"{row.quantity:,} at {unit_price(row.price_e4)} each"
    if row.tier_from_quantity > 1:
        words += f", the price from {row.tier_from_quantity:,} units"
        if row.quantity < row.tier_from_quantity:
            words += (
                f". The same order takes {row.order_quantity - row.quantity:,} more units and so reaches it"
            )
    words += f". Arrives in {_month(problem, row.arrives)}."
    return Sentence(names.get(row.supplier, row.supplier), _month(problem, row.month), words)


def _alternative(problem: Problem, row: Alternative, names: dict[str, str]) -> Sentence:
    reasons = [RULES_IN_WORDS.get(rule, rule.replace("_", " ")) for rule in row.breaks]
    return Sentence(
        names.get(row.supplier, row.supplier),
        _month(problem, row.month),
        "; ".join(reasons).capitalize(),
        row.extra_pence,
    )


def _limit(speech: Speech, row: Binding) -> Limit:
    words = words_of(speech, (row.kind, row.id))
    return Limit(words.text, words.step, row.step_pence, row.without_pence, row.exact)


def _month(problem: Problem, number: int) -> str:
    return month_label(months_after(month_from_code(problem.first_month), number))


def _names(procurement: JointProcurement) -> dict[str, str]:
    return {bid.supplier.code: bid.supplier.name for bid in procurement.bids.select_related("supplier")}
