"""A proven upper bound of the score, and prices that guide the search: Lagrangian relaxation.

Capacities of resources at points, caps of agreements and the smallest accepted share are priced instead of
enforced. With prices ≥ 0 and fairness weights φ that add up to B = total × fairness_permille // 1000,

    score ≤ constant + Σ capacity × price + Σ cap × price + Σ_r max(0, best profit of r at these prices)

because B × m ≤ Σ φ_o × accepted_o / requested_o for every such φ. Prices come from subgradient steps (Polyak's
length); only evaluations over all columns count as bounds.
"""

from dataclasses import dataclass

import numpy as np

from optimizer.bookings.columns import Floats, Ints
from optimizer.bookings.layout import Layout
from optimizer.bookings.plan import Plan


@dataclass(frozen=True)
class Prices:
    """Per resource and point, per minute of agreement, and fairness weight per organisation (in score)."""

    slots: Floats
    minutes: Floats
    fair: Floats


@dataclass(frozen=True)
class Evaluation:
    """The bound at some prices, the profit of each request (by position) and the columns it would take."""

    bound: float
    profits: Floats
    taken: Ints
    happy: Ints


@dataclass(frozen=True)
class Slice:
    """Some of the columns with run starts of their own."""

    numbers: Ints
    group_first: Ints
    groups: Ints
    option_first: Ints
    options: Ints
    request_first: Ints
    requests: Ints
    segment_first: Ints
    segment_pool_from: Ints
    segment_pool_to: Ints
    single: bool


class Relaxation:
    """The relaxed problem of a layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout, columns = layout, layout.columns
        self.width = len(columns.points) + 1
        capacity = np.array(layout.pools.capacity, dtype=np.int64)
        self.room = np.maximum(0, capacity[:, None] - Plan(layout).usage).astype(float)
        self.count_caps()
        self.edges = [(p, r) for p, pool in enumerate(layout.pools.pools) for r in pool.resources]
        self.pool_edges = np.array([p for p, _ in self.edges], dtype=np.int64)
        self.one_resource_each = len(set(self.pool_edges.tolist())) == len(self.pool_edges)
        self.resource_edges = np.array([r for _, r in self.edges], dtype=np.int64)
        self.position = np.searchsorted(columns.requests, layout.request_of).astype(np.int32)
        self.pinned: dict[int, float] = {}
        self.count_stakes()
        self.everything = self.slice_of(np.arange(columns.size, dtype=np.int32))

    def pin(self, prices: Prices) -> Prices:
        """The same prices where the minutes of agreements that other parts share cost what they cost there."""
        if not self.pinned:
            return prices
        minutes = prices.minutes.copy()
        minutes[list(self.pinned)] = list(self.pinned.values())
        return Prices(prices.slots, minutes, prices.fair)

    def count_caps(self) -> None:
        """The minutes that agreements allow."""
        self.caps = np.array([0 if cap is None else cap for cap in self.layout.caps], dtype=float)

    def count_stakes(self) -> None:
        """What accepting is worth, and what is settled already, by the layout's values and bonus."""
        layout, problem = self.layout, self.layout.problem
        self.names = list(layout.requested)
        number = {name: index for index, name in enumerate(self.names)}
        self.requested = np.array([layout.requested[name] for name in self.names], dtype=float)
        total = sum(layout.requested.values())
        self.prize = float(total * problem.weights.fairness_permille // 1000)
        held = np.zeros(len(self.names))
        self.constant = -float(sum(layout.regrets))
        for index, request in enumerate(problem.requests):
            sure = index in layout.columns.incomplete
            if request.held:
                groups = tuple(
                    tuple(layout.asset_index[name] for name in group) for group in request.held.assets
                )
                self.constant += layout.gain(index, request.held.start, groups, ())
            elif sure:
                self.constant += int(layout.stakes[index])
            if (request.held or sure) and request.organisation in number:
                held[number[request.organisation]] += layout.values[index]
        self.fixed_shares = held / self.requested if len(held) else held
        listed = layout.columns.requests
        self.values = np.array(layout.values, dtype=float)[listed]
        self.stakes = layout.stakes[listed].astype(float)
        organisations = [number.get(problem.requests[index].organisation, 0) for index in listed]
        self.organisation = np.array(organisations, dtype=np.int64)

    def slice_of(self, numbers: Ints) -> Slice:
        """The columns of these (sorted) numbers."""
        columns = self.layout.columns
        group = columns.group[numbers]
        group_first = np.flatnonzero(np.diff(group, prepend=-1))
        groups = group[group_first]
        option = columns.group_option[groups]
        option_first = np.flatnonzero(np.diff(option, prepend=-1))
        options = option[option_first]
        request = columns.option_request[options]
        request_first = np.flatnonzero(np.diff(request, prepend=-1))
        ends = self.layout.segment_ends[numbers]
        lengths = ends - columns.segment_first[numbers]
        first = (np.cumsum(lengths) - lengths).astype(np.int32)
        segments = np.arange(int(lengths.sum()), dtype=np.int32) + np.repeat(
            columns.segment_first[numbers] - first, lengths
        )
        base = np.repeat(columns.pool[numbers], lengths) * self.width
        return Slice(
            numbers=numbers,
            group_first=group_first,
            groups=groups,
            option_first=option_first,
            options=options,
            request_first=request_first,
            requests=np.searchsorted(columns.requests, request[request_first]),
            segment_first=first,
            segment_pool_from=base + columns.segment_from[segments],
            segment_pool_to=base + columns.segment_to[segments],
            single=len(segments) == len(numbers),
        )

    def start_prices(self) -> Prices:
        """Nothing costs anything; fairness is shared evenly."""
        count = len(self.names)
        fair = np.full(count, self.prize / count) if count else np.zeros(0)
        return Prices(np.zeros_like(self.room), np.zeros(len(self.caps)), fair)

    def column_costs(self, part: Slice, prices: Prices) -> Floats:
        """Cost of each column with what its points and minutes are priced at, per asset."""
        columns, layout = self.layout.columns, self.layout
        by_pool = np.zeros((len(layout.pools.pools), self.width))
        if self.one_resource_each:
            by_pool[self.pool_edges, 1:] = prices.slots[self.resource_edges]
        else:
            np.add.at(by_pool[:, 1:], self.pool_edges, prices.slots[self.resource_edges])
        summed = np.cumsum(by_pool, axis=1).ravel()
        priced = summed[part.segment_pool_to] - summed[part.segment_pool_from]
        if not part.single and len(priced):
            priced = np.add.reduceat(priced, part.segment_first)
        costs = columns.cost[part.numbers] + priced
        if prices.minutes.any():
            agreement = columns.agreement[part.numbers]
            minutes = layout.minutes[layout.request_of[part.numbers]]
            costs += np.where(agreement >= 0, prices.minutes[agreement], 0) * minutes
        return costs

    def evaluate(self, part: Slice, prices: Prices) -> tuple[Evaluation, Floats, Floats, Floats]:
        """The relaxed optimum over these columns; also costs, least cost per group and profit per option."""
        columns = self.layout.columns
        profits = np.zeros(len(columns.requests))
        costs = self.column_costs(part, prices)
        base = self.constant + (self.room * prices.slots).sum() + self.caps @ prices.minutes
        base += prices.fair @ self.fixed_shares
        nothing = np.zeros(0, dtype=np.int64)
        if not len(costs):
            return Evaluation(float(base), profits, nothing, nothing), costs, costs, costs
        least = np.minimum.reduceat(costs, part.group_first)
        spent = np.add.reduceat(least * columns.group_count[part.groups], part.option_first)
        stakes = self.stakes.copy()
        if len(self.names):
            stakes += (prices.fair / self.requested)[self.organisation] * self.values
        sizes = np.diff(np.append(part.request_first, len(part.options)))
        by_option = np.repeat(stakes[part.requests], sizes) - columns.option_cost[part.options] - spent
        best = np.maximum.reduceat(by_option, part.request_first)
        profits[part.requests] = best
        taken, happy = self._taken(part, costs, least, by_option, best, sizes)
        bound = base + np.maximum(best, 0).sum()
        return Evaluation(float(bound), profits, taken, happy), costs, least, by_option

    def _taken(
        self, part: Slice, costs: Floats, least: Floats, by_option: Floats, best: Floats, sizes: Ints
    ) -> tuple[Ints, Ints]:
        """Numbers of the columns in the relaxed optimum, and positions of the requests it accepts."""
        good = np.flatnonzero((by_option >= np.repeat(best, sizes)) & np.repeat(best > 0, sizes))
        owner = np.repeat(np.arange(len(sizes)), sizes)[good]
        options = good[np.flatnonzero(np.diff(owner, prepend=-1))]
        lengths = np.diff(np.append(part.option_first, len(part.groups)))[options]
        groups = np.repeat(part.option_first[options] - np.cumsum(lengths) + lengths, lengths)
        groups = groups + np.arange(len(groups))
        ends = np.append(part.group_first, len(costs))
        spans = ends[groups + 1] - ends[groups]
        rows = np.repeat(ends[groups] - np.cumsum(spans) + spans, spans) + np.arange(int(spans.sum()))
        group_of_row = np.repeat(np.arange(len(groups)), spans)
        hits = np.flatnonzero(costs[rows] <= np.repeat(least[groups], spans))
        chosen = rows[hits[np.flatnonzero(np.diff(group_of_row[hits], prepend=-1))]]
        return part.numbers[chosen], part.requests[np.unique(owner)]

    def usage(self, taken: Ints) -> tuple[Floats, Floats]:
        """Units of each resource at each point and minutes of each agreement that these columns take."""
        columns, layout = self.layout.columns, self.layout
        counts = columns.group_count[columns.group[taken]]
        part = self.slice_of(taken)
        sizes = np.diff(np.append(part.segment_first, len(part.segment_pool_from)))
        weight = np.repeat(counts, sizes)
        change = np.zeros(len(layout.pools.pools) * self.width)
        np.add.at(change, part.segment_pool_from, weight)
        np.add.at(change, part.segment_pool_to, -weight)
        by_pool = np.cumsum(change.reshape(-1, self.width), axis=1)[:, :-1]
        slots = np.zeros_like(self.room)
        np.add.at(slots, self.resource_edges, by_pool[self.pool_edges])
        minutes = np.zeros(len(self.caps))
        agreement = columns.agreement[taken]
        paid = agreement >= 0
        np.add.at(minutes, agreement[paid], (counts * layout.minutes[layout.request_of[taken]])[paid])
        return slots, minutes
