"""A problem made ready for search: numbers instead of names, and what every part of the solver looks up."""

from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from optimizer.bookings.agreements import minutes_per_asset
from optimizer.bookings.columns import Columns, ends_of
from optimizer.bookings.offers import takes_one_asset
from optimizer.bookings.pools import Pools
from optimizer.bookings.problem import Problem
from optimizer.bookings.score import (
    charge_cost,
    declined_cost,
    is_as_planned,
    other_asset_cost,
    requested_values,
    shift_cost,
    travel_cost,
    value,
)
from optimizer.bookings.travel import TravelTimes

Groups = tuple[tuple[int, ...], ...]


@dataclass
class Layout:
    """Problem, pools and columns with indexes over them. Requests, assets and agreements are numbers here.

    With `bonus`, fairness is decided elsewhere: so many points by organisation for each unit of weight and repeat
    accepted, on top of its value, stand for it, and no smallest share is looked for. `tolls` are what accepting some of
    the requests is worth less here, for they could be served elsewhere.
    """

    problem: Problem
    pools: Pools
    columns: Columns
    bonus: dict[str, int] | None = None
    tolls: dict[int, int] = field(default_factory=dict)
    travel: TravelTimes = field(init=False)

    def __post_init__(self) -> None:
        problem, columns = self.problem, self.columns
        self.travel = TravelTimes(problem)
        self.points: list[int] = columns.points.tolist()
        self.asset_index = {asset.id: index for index, asset in enumerate(problem.assets)}
        self.values = [value(request, problem.weights) for request in problem.requests]
        self.regrets = [declined_cost(request, problem.weights) for request in problem.requests]
        self.minutes = np.array([minutes_per_asset(request) for request in problem.requests], dtype=np.int64)
        self.caps = [agreement.cap_minutes for agreement in problem.agreements]
        self.requested = requested_values(problem) if self.bonus is None else {}
        self.count_stakes()
        self.is_simple = np.array([takes_one_asset(request) for request in problem.requests], dtype=bool)
        conflicts = [asset.conflicts_with for asset in problem.assets]
        self.conflicts = [
            tuple(self.asset_index[name] for name in dict.fromkeys(names)) for names in conflicts
        ]
        option_ends = ends_of(columns.request_first, len(columns.option_start))
        bounds = zip(columns.requests, columns.request_first, option_ends, strict=True)
        self.options = {int(request): range(int(first), int(end)) for request, first, end in bounds}
        self.group_ends = ends_of(columns.option_first, len(columns.group_option))
        self.column_ends = ends_of(columns.group_first, columns.size)
        self.request_of = columns.request.astype(np.int32)
        self.segment_ends = ends_of(columns.segment_first, len(columns.segment_from)).astype(np.int32)

    def count_stakes(self) -> None:
        """What accepting each request is worth beside declining it, with what stands for fairness."""
        rates, requests = self.bonus or {}, self.problem.requests
        self.stakes = np.array(
            [
                worth + regret + rates.get(request.organisation, 0) * request.weight * len(request.repeats)
                for worth, regret, request in zip(self.values, self.regrets, requests, strict=True)
            ],
            dtype=np.int64,
        )
        for request, toll in self.tolls.items():
            self.stakes[request] -= toll

    def groups_of(self, option: int) -> range:
        """The groups (one a need) of an option."""
        return range(int(self.columns.option_first[option]), int(self.group_ends[option]))

    def columns_of(self, group: int) -> range:
        """The columns of a group."""
        return range(int(self.columns.group_first[group]), int(self.column_ends[group]))

    def columns_of_request(self, request: int) -> range:
        """All columns of a request that has options."""
        options = self.options[request]
        first = self.groups_of(options.start).start
        last = self.groups_of(options.stop - 1).stop - 1
        return range(self.columns_of(first).start, self.columns_of(last).stop)

    def segments_of(self, column: int) -> list[tuple[int, int]]:
        """The runs of points that a column occupies."""
        run = slice(int(self.columns.segment_first[column]), int(self.segment_ends[column]))
        return list(
            zip(self.columns.segment_from[run].tolist(), self.columns.segment_to[run].tolist(), strict=True)
        )

    def extended(self, request: int, asset: int, start: int) -> list[tuple[int, int]]:
        """The intervals for which a request keeps an asset: its occurrences with the turnaround after each."""
        turnaround = self.problem.assets[asset].turnaround_minutes
        return [(begin, end + turnaround) for begin, end in self.problem.requests[request].occurrences(start)]

    def gain(self, request: int, start: int, groups: Groups, agreements: tuple[int, ...]) -> int:
        """What this placement adds to the score compared with declining, fairness apart. Exact."""
        problem, wanted = self.problem, self.problem.requests[request]
        names = [[problem.assets[asset].id for asset in group] for group in groups]
        flat = list(chain(*names))
        named = [None if index < 0 else problem.agreements[index].id for index in agreements]
        costs = shift_cost(problem, wanted, start) + other_asset_cost(wanted, flat, problem.weights)
        costs += travel_cost(problem, wanted, flat, self.travel) + charge_cost(problem, wanted, named)
        if wanted.planned and not is_as_planned(wanted, start, names):
            costs += problem.weights.moved
        return int(self.stakes[request]) - costs
