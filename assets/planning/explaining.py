"""Why one request of a plan was placed where it is, or declined, and what would have to give: in names people know.

    explanation_of(planned, run, request, user) -> Told     with what serving it after all would cost the plan

The solver explains documents by their ids. So it is given the same documents with names for ids: those of assets
and of the requests that the user sees; the others stay nameless.
"""

from dataclasses import dataclass
from itertools import count
from typing import Any

from assets.models import Agreement, Asset, BookingRequest, Round, Site
from assets.planning.names import agreement_pk, is_held
from assets.queries.rounds import sees_whole_round
from optimizer.bookings.explain import NEVER, explain
from optimizer.bookings.index import UnknownRequest
from optimizer.bookings.problem import Problem, parse_problem
from optimizer.bookings.solution import Price, Solution, parse_solution
from optimizer.bookings.words import listed, moment
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import Organisation, User
from partners.permissions import organisation_ids_of
from partners.refusals import Refused

Part = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """An explanation: outcome is accepted, moved or declined; changes are sentences, the smallest first.

    price: for a declined request in sentences what serving it after all would take; none for others.
    """

    outcome: str
    text: str
    changes: list[str]
    price: list[str]


def explanation_of(planned: Round, run: Run, request: BookingRequest, user: User) -> Told:
    """The explanation of a request the user sees.

    Raises Refused: `not_found` (404) if the request is not the user's to see or not in the plan; `no_plan`.
    """
    seen = sees_whole_round(user, planned) or request.organisation_id in organisation_ids_of(user)
    if not seen:
        raise Refused("not_found", "There is no such request.", status=404)
    run = Run.objects.get(pk=run.pk)
    if not run.is_solved:
        raise Refused("no_plan", "This run has no plan that could be explained.")
    labels = _Labels(planned, run.problem, user)
    problem = parse_problem(canonical_json(labels.problem(run.problem)))
    solution = parse_solution(canonical_json(labels.solution(run.solution)))
    try:
        name = labels.requests[str(request.pk)]
        told = explain(problem, solution, name)
    except (KeyError, UnknownRequest) as unknown:
        message = "This request came after the plan was made."
        raise Refused("not_found", message, status=404) from unknown
    changes = [change.text for change in told.what_would_have_to_give]
    price = []
    if told.outcome == "declined" and told.reason not in NEVER:
        price = _price_words(problem, solution, told.price)
    return Told(told.outcome, told.text, changes, price)


def _price_words(problem: Problem, solution: Solution, price: Price | None) -> list[str]:
    if price is None:
        return ["No way to serve it was found, whoever would give way: bookings that stand are never moved."]
    where, when = listed(price.placement.flat_assets, most=10), moment(problem, price.placement.start)
    points = f"{abs(price.points):,} of its {solution.score:,} points"
    effect = f"lose {points}" if price.points > 0 else f"gain {points}" if price.points else "lose nothing"
    words = [f"It could have {where} from {when}. The plan would {effect}."]
    for heading, names in (
        ("Would no longer be served", price.declined),
        ("Would get another time or asset", price.moved),
        ("Would be served besides", price.accepted),
    ):
        if names:
            words.append(f"{heading}: {listed(names, most=6)}.")
    return words


class _Labels:
    """Names for the ids of one problem document, each used once, by the list the id belongs to."""

    def __init__(self, planned: Round, problem: Part, user: User) -> None:
        whole, own = sees_whole_round(user, planned), organisation_ids_of(user)
        titles = {
            str(one.pk): one.title for one in planned.requests.all() if whole or one.organisation_id in own
        }
        numbers = count(1)
        self.requests = _unique(
            (one["id"], _nameless(one["id"], next(numbers)) if one["id"] not in titles else titles[one["id"]])
            for one in problem["requests"]
        )
        self.assets = _named(problem["assets"], Asset.objects.values_list("pk", "name"))
        self.sites = _named(problem["sites"], Site.objects.values_list("pk", "name"))
        self.organisations = _named(
            problem["organisations"], Organisation.objects.values_list("pk", "short_name")
        )

        references = dict(Agreement.objects.values_list("pk", "reference"))
        self.agreements = _unique(
            (one["id"], references.get(agreement_pk(one["id"]), one["id"])) for one in problem["agreements"]
        )

    def problem(self, document: Part) -> Part:
        """The problem with names for ids."""
        return {
            **document,
            "organisations": [{"id": self.organisations[one["id"]]} for one in document["organisations"]],
            "sites": [{**one, "id": self.sites[one["id"]]} for one in document["sites"]],
            "assets": [self._asset(one) for one in document["assets"]],
            "agreements": [self._agreement(one) for one in document["agreements"]],
            "requests": [self._request(one) for one in document["requests"]],
        }

    def _asset(self, one: Part) -> Part:
        return {
            **one,
            "id": self.assets[one["id"]],
            "owner": self.organisations[one["owner"]],
            "site": self.sites[one["site"]],
            "conflicts_with": [self.assets[other] for other in one["conflicts_with"]],
        }

    def _agreement(self, one: Part) -> Part:
        chosen = one["assets"]
        return {
            **one,
            "id": self.agreements[one["id"]],
            "owner": self.organisations[one["owner"]],
            "user": self.organisations[one["user"]],
            "assets": None if chosen is None else [self.assets[name] for name in chosen],
        }

    def _request(self, one: Part) -> Part:
        named = {
            **one,
            "id": self.requests[one["id"]],
            "organisation": self.organisations[one["organisation"]],
            "preferred_assets": [self.assets[name] for name in one.get("preferred_assets", ())],
        }
        if one.get("site") is not None:
            named["site"] = self.sites[one["site"]]
        for fixture in ("held", "planned"):
            if one.get(fixture):
                named[fixture] = {**one[fixture], "assets": self._groups(one[fixture]["assets"])}
        return named

    def _groups(self, groups: list[list[str]]) -> list[list[str]]:
        return [[self.assets[name] for name in group] for group in groups]

    def solution(self, document: Part) -> Part:
        """The solution with names for ids; reasons are worked out anew, so of the declined only who was in the way."""
        placements = [
            {
                "request": self.requests[one["request"]],
                "start": one["start"],
                "assets": self._groups(one["assets"]),
                "agreements": [name and self.agreements[name] for name in one["agreements"]],
            }
            for one in document["placements"]
        ]
        declined = [
            {
                "request": self.requests[one["request"]],
                "reason": one["reason"],
                "text": "",
                "blockers": [self.requests[name] for name in one["blockers"]],
            }
            for one in document["declined"]
        ]
        organisations = [{**one, "id": self.organisations[one["id"]]} for one in document["organisations"]]
        return {**document, "placements": placements, "declined": declined, "organisations": organisations}


def _nameless(request_id: str, number: int) -> str:
    return f"standing booking {number}" if is_held(request_id) else f"another organisation's request {number}"


def _named(parts: list[Part], rows) -> dict[str, str]:
    names = {str(pk): name for pk, name in rows}
    return _unique((one["id"], names.get(one["id"], one["id"])) for one in parts)


def _unique(pairs) -> dict[str, str]:
    """Names by id; a name that comes again gets a number."""
    taken: dict[str, int] = {}
    labels = {}
    for key, name in pairs:
        taken[name] = taken.get(name, 0) + 1
        labels[key] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return labels
