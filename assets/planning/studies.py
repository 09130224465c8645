"""What if: the problem with one thing changed.

changed_problem(study) -> dict        valid `booking-problem/1`
lost_assets(study) -> list[int]
fairness_prices(planned) -> list[FairnessPoint]       what more fairness costs, from the studies of it

The plan compared with goes along as the earlier plan, so that the search starts from it and the comparison
(planning.comparing) knows it. Where nothing is lost a change of places costs next to nothing.
"""

from dataclasses import dataclass, replace
from typing import Any

from assets.models import Asset, Round, Study
from assets.planning.again import problem_again, without_assets
from assets.planning.names import agreement_pk, twin_id
from optimizer.bookings.problem import Weights
from optimizer.runs.models import Run

Part = dict[str, Any]
Kind = Study.Kind
# Enough to leave alone what need not move, too little to weigh against anything else.
EASY_MOVES = {"moved": 1}


def changed_problem(study: Study) -> Part:
    """The problem that the study's run plans."""
    if study.is_loss and study.round.state_now == Round.State.PUBLISHED:
        return problem_again(study.round, lost_assets(study))
    base = Run.objects.get(pk=study.base_id)
    places = {one["request"]: one for one in base.solution["placements"]}
    document = {**base.problem, "requests": [_planned(one, places) for one in base.problem["requests"]]}
    if study.is_loss:
        return without_assets(document, {str(asset) for asset in lost_assets(study)})
    document["weights"] = {**document.get("weights", {}), **EASY_MOVES}
    return CHANGES[Kind(study.kind)](document, study)


def lost_assets(study: Study) -> list[int]:
    """Ids of the assets that a study takes away, with the parts of what is divided."""
    if study.kind == Kind.LOST:
        parts = Asset.objects.filter(part_of=study.asset_id).values_list("pk", flat=True)
        return [study.asset_id, *parts]
    return list(Asset.objects.filter(site=study.site_id).values_list("pk", flat=True))


def _planned(part: Part, places: dict[str, Part]) -> Part:
    place = places.get(part["id"])
    if place is None or part.get("held"):
        return part
    return {**part, "planned": {"start": place["start"], "assets": place["assets"]}}


def _with_another(document: Part, study: Study) -> Part:
    name = str(study.asset_id)
    twin = twin_id(name)
    assets = [
        {**one, "id": twin, "conflicts_with": [], "blocked": []}
        for one in document["assets"]
        if one["id"] == name
    ]
    agreements = [
        {**one, "assets": [*one["assets"], twin]} if name in (one["assets"] or ()) else one
        for one in document["agreements"]
    ]
    return {**document, "assets": document["assets"] + assets, "agreements": agreements}


def _without_cap(document: Part, study: Study) -> Part:
    agreements = [
        {**one, "cap_minutes": None} if agreement_pk(one["id"]) == study.agreement_id else one
        for one in document["agreements"]
    ]
    return {**document, "agreements": agreements}


def _fairer(document: Part, study: Study) -> Part:
    weights = document["weights"]
    usual = weights.get("fairness_permille", Weights().fairness_permille)
    return {**document, "weights": {**weights, "fairness_permille": min(10_000, usual * study.times)}}


CHANGES = {Kind.ANOTHER: _with_another, Kind.UNCAPPED: _without_cap, Kind.FAIRER: _fairer}


@dataclass(frozen=True)
class FairnessPoint:
    """One point of the trade-off: how often fairness counts, and what came of it, in tenths of a percent.

    worst: what the organisation gets that gets least; served: what all get together, of what they asked for.
    price: how much of all that is asked for is no longer served for each point (percent) that the worst-off
    organisation gains, in hundredths of a percent; None where it gains nothing.
    """

    times: int
    worst: int
    served: int
    price: int | None = None

    @property
    def figures(self) -> tuple[str, str, str]:
        """Worst, served and price with their decimals."""
        price = "" if self.price is None else f"{self.price // 100}.{self.price % 100:02d}%"
        return *(f"{value // 10}.{value % 10}%" for value in (self.worst, self.served)), price


def fairness_prices(planned: Round) -> list[FairnessPoint]:
    """The plan of the round and those of its studies of fairness, where fairness counts least first."""
    base = planned.published_run_id or planned.run_id
    studies = planned.studies.filter(base=base, kind=Kind.FAIRER, run__status__in=Run.SOLVED)
    runs = dict(studies.order_by("pk").values_list("times", "run__solution__organisations"))
    if not runs:
        return []
    of_base = Run.objects.filter(pk=base).values_list("solution__organisations", flat=True).get()
    first = _point(1, of_base)
    return [first, *(_priced(_point(times, runs[times]), first) for times in sorted(runs))]


def _point(times: int, organisations: list[Part]) -> FairnessPoint:
    asked = [one for one in organisations if one["requested"]]
    return FairnessPoint(
        times,
        worst=min(1000 * one["accepted"] // one["requested"] for one in asked),
        served=1000 * sum(one["accepted"] for one in asked) // sum(one["requested"] for one in asked),
    )


def _priced(point: FairnessPoint, first: FairnessPoint) -> FairnessPoint:
    gained = point.worst - first.worst
    if gained <= 0:
        return point
    return replace(point, price=max(0, 100 * (first.served - point.served) // gained))
