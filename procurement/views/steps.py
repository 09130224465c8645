"""The way of a procurement from its participants to its award, and what each step still lacks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from partners.models import User
from procurement.models import BidLine, Budget, Item, JointProcurement, Participation, Scenario
from procurement.months import financial_year_of
from procurement.permissions import sees_all
from procurement.queries.scenarios import scenarios_of
from procurement.queries.taking_part import demand_of, own_participations

State = Participation.State
COLOURS = {"Done": "green", "In progress": "blue", "To do": "yellow", "Optional": "grey", "Not yet": "grey"}


@dataclass(frozen=True)
class Step:
    """A step: where it is done, how far it is, and in words what is there and what is missing."""

    title: str
    href: str
    status: str
    hint: str

    def as_task(self) -> dict[str, Any]:
        """The step as an item of the kit's task list."""
        tag = {
            "text": self.status,
            "colour": COLOURS[self.status],
            "classes": f"nhsuk-tag--{COLOURS[self.status]}",
        }
        return {
            "title": {"text": self.title},
            "href": self.href,
            "hint": {"text": self.hint},
            "status": {"tag": tag},
        }


def steps_of(user: User, procurement: JointProcurement) -> list[dict[str, Any]]:
    """The steps as items of a task list, in a fixed number of queries."""
    scenarios = list(scenarios_of(procurement))
    steps = [
        _participants(procurement),
        _demand(user, procurement),
        _bids(procurement),
        _rules(procurement),
        _scenarios(procurement, scenarios),
        _award(procurement, scenarios, leads=user.has_perm("procurement.award", procurement)),
    ]
    return [step.as_task() for step in steps]


def count(number: int, noun: str, plural: str = "") -> str:
    """ "1 buyer", "2 buyers", "No buyers"."""
    return f"{number:,} {noun}" if number == 1 else f"{number or 'No'} {plural or noun + 's'}"


def _href(name: str, procurement: JointProcurement) -> str:
    return reverse(f"procurement:{name}", args=[procurement.pk])


def _participants(procurement: JointProcurement) -> Step:
    states = dict(procurement.participations.order_by().values_list("state").annotate(number=Count("pk")))
    committed, indicative = states.get(State.COMMITTED, 0), states.get(State.INDICATIVE, 0)
    title, href = "Participants", _href("participants", procurement)
    if not committed + indicative:
        return Step(title, href, "To do", "Nobody takes part yet. Invite the authorities that buy with you.")
    hint = f"{count(committed, 'authority', 'authorities')} committed"
    if indicative:
        return Step(title, href, "In progress", f"{hint}, {indicative} not committed yet.")
    return Step(title, href, "Done", f"{hint}.")


def _demand(user: User, procurement: JointProcurement) -> Step:
    title, href = "Needs", _href("demand", procurement)
    lines = demand_of(user, procurement)
    number = lines.count()
    if sees_all(user, procurement):
        active = procurement.participations.exclude(state=State.WITHDRAWN)
        without = active.exclude(authority__in=procurement.demand_lines.values("authority"))
    else:
        without = (
            own_participations(user, procurement)
            .exclude(state=State.WITHDRAWN)
            .exclude(authority__in=lines.order_by().values("authority"))
        )
    missing = [str(row.authority) for row in without.select_related("authority__organisation")[:4]]
    if not number:
        return Step(title, href, "To do", "No needs yet. Enter them one by one or send a workbook.")
    if missing:
        names = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        return Step(title, href, "In progress", f"{count(number, 'need')}. Still without any: {names}.")
    return Step(title, href, "Done", f"{count(number, 'need')} of {_buyers(lines)}.")


def _buyers(lines: Any) -> str:
    return count(lines.order_by().values("authority").distinct().count(), "authority", "authorities")


def _bids(procurement: JointProcurement) -> Step:
    title, href = "Suppliers and bids", _href("bids", procurement)
    bids = procurement.bids.count()
    priced = BidLine.objects.filter(bid__procurement=procurement, tiers__isnull=False)
    needed = Item.objects.filter(demand_lines__procurement=procurement)
    without = needed.exclude(bid_lines__in=priced).distinct()
    missing = [item.name for item in without[:4]]
    if not bids:
        return Step(title, href, "To do", "No bids yet. Enter them one by one or send a workbook.")
    if missing:
        names = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        return Step(title, href, "In progress", f"{count(bids, 'bid')}. No price yet for: {names}.")
    lines = priced.order_by().values("pk").distinct().count()
    return Step(title, href, "Done", f"{count(bids, 'bid')} with {count(lines, 'priced line')}.")


def _rules(procurement: JointProcurement) -> Step:
    rules = procurement.award_rules.count()
    first = financial_year_of(procurement.first_month)
    budgets = Budget.objects.filter(
        Q(starts_in__gte=first),
        authority__participations__procurement=procurement,
    ).count()
    hint = f"{count(rules, 'rule')}, {count(budgets, 'budget').lower()} of those who take part."
    return Step(
        "Rules and budgets",
        _href("award_rules", procurement),
        "Done" if rules or budgets else "Optional",
        hint,
    )


def _scenarios(procurement: JointProcurement, scenarios: list[Scenario]) -> Step:
    title, href = "Scenarios", _href("scenarios", procurement)
    states = [scenario.state for scenario in scenarios]
    solved = sum(state in (Scenario.State.SOLVED, Scenario.State.AWARDED) for state in states)
    if not scenarios:
        return Step(title, href, "To do", "No scenario yet. A scenario is one way to award.")
    if not solved:
        return Step(title, href, "In progress", f"{count(len(scenarios), 'scenario')}, none solved yet.")
    return Step(title, href, "Done", f"{solved} of {count(len(scenarios), 'scenario')} solved.")


def _award(procurement: JointProcurement, scenarios: list[Scenario], *, leads: bool) -> Step:
    for scenario in scenarios:
        for award in scenario.awards.all():
            if award.undone_at is None:
                href = reverse("procurement:award", args=[award.pk])
                return Step("Award", href, "Done", f"“{scenario}” is awarded.")
    solved = any(scenario.state == Scenario.State.SOLVED for scenario in scenarios)
    if solved and not leads:
        hint = f"{procurement.lead} chooses a solved scenario and awards it."
    else:
        hint = "Choose a solved scenario and award it." if solved else "Needs a solved scenario."
    return Step("Award", _href("scenarios", procurement), "To do" if solved and leads else "Not yet", hint)
