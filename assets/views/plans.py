"""A plan on the page: its figures in words, who got what, the placements and what was declined."""

from typing import Any

from django.http import HttpRequest

from assets.forms.plans import PlacementFilter
from assets.models import Round
from assets.planning.plans import DeclinedLine, Plan
from assets.tables import PlacementTable
from partners.tables import show_a_page

PART_WORDS = {
    "accepted": "Requests served, by importance",
    "fairness": "Fairness between organisations",
    "shift": "Other times than asked for",
    "other_asset": "Other assets than preferred",
    "travel": "Travel",
    "charge": "Charges between organisations",
    "moved": "Changes to earlier plans",
}
GAINS = {"accepted", "fairness"}


def plan_context(request: HttpRequest, planned: Round, plan: Plan | None) -> dict[str, Any]:
    """What the template shows of a plan, narrowed to the organisation and site that the address names."""
    if plan is None:
        return {}
    narrowed = PlacementFilter(request.GET, plan=plan)
    placed = narrowed.narrowed(plan.placed)
    declined = narrowed.of_organisation(plan.declined)
    table = PlacementTable(placed)
    show_a_page(table, request)
    return {
        "plan": plan,
        "better": better_words(plan),
        "placements": table,
        "placed": placed,
        "declined": declined,
        "reasons": _by_reason(declined),
        "narrowing": narrowed,
        "parts": [
            (PART_WORDS[name], points if name in GAINS else -points)
            for name, points in plan.parts.items()
            if points
        ],
    }


def _by_reason(declined: list[DeclinedLine]) -> list[dict[str, Any]]:
    """The declined requests under their reasons, the commonest first."""
    groups: dict[str, list[DeclinedLine]] = {}
    for line in declined:
        groups.setdefault(line.text, []).append(line)
    return [
        {"text": text, "lines": lines, "blocked": any(line.blockers for line in lines)}
        for text, lines in sorted(groups.items(), key=lambda pair: -len(pair[1]))
    ]


def better_words(plan: Plan) -> str:
    """How good the plan is, for somebody who does not know bounds and gaps."""
    missing = plan.bound - plan.score
    if missing <= 0:
        return "This is proven to be the best plan there is."
    if plan.score <= 0:
        return f"No plan can score more than {plan.bound:,}."
    share = 100 * missing / plan.score
    # Rounded up, so that the sentence stays true.
    words = f"{share + 0.049:.1f}" if share < 10 else f"{share + 0.499:.0f}"
    return f"No plan can be more than {words}% better."
