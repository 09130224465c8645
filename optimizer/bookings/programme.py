"""The choice among some columns as a mixed-integer programme, vectorised, for HiGHS.

Capacity is written as a flow: for every resource, what is in use after an event is what was in use before, plus what
starts, minus what ends; and it is at most what is free. A column then stands in two rows a resource and repeat,
however long it lasts, and the programme's linear relaxation is as tight as with a row for every point.
"""

import numpy as np

from optimizer.bookings.blocks import Builder
from optimizer.bookings.bound import Prices, Relaxation
from optimizer.bookings.columns import Floats, Ints
from optimizer.bookings.layout import Layout
from optimizer.bookings.model import Taken
from optimizer.bookings.sidecosts import add_side_costs, exact_column_cost, exact_option_costs

FREE = 1e9


class Choosing:
    """A programme over these (sorted) columns of a layout beside what is held.

    `exact` counts the costs that the assets of a request share as the score does, in whole numbers; otherwise they
    count as in the columns, which is never more.
    """

    def __init__(self, relaxation: Relaxation, numbers: Ints, *, exact: bool) -> None:
        self.relaxation, self.layout, self.numbers, self.exact = relaxation, relaxation.layout, numbers, exact
        layout, columns, self.builder = self.layout, self.layout.columns, Builder()
        self.request = layout.request_of[numbers]
        self.simple = layout.is_simple[self.request]
        option = columns.group_option[columns.group[numbers]]
        self.options = np.unique(option[~self.simple])
        self.first_option = len(numbers)
        self._placings(option)
        self._one_placing_each()
        self._needs_met()
        self._caps()
        if exact:
            add_side_costs(self)
        self._fairness()
        self._capacity()
        self.programme = self.builder.finish()

    def _placings(self, option: Ints) -> None:
        """A variable a column, and one a start of each request that takes several assets."""
        layout, columns = self.layout, self.layout.columns
        stakes, self.owners = layout.stakes, columns.option_request[self.options]
        costs, dues = columns.cost[self.numbers], columns.option_cost[self.options]
        if self.exact:
            several = np.flatnonzero(~self.simple)
            costs = costs.copy()
            costs[several] = [exact_column_cost(layout, number) for number in self.numbers[several].tolist()]
            dues = np.array(exact_option_costs(layout, self.options), dtype=float)
        gain = np.where(self.simple, stakes[self.request] - columns.option_cost[option], 0.0) - costs
        counts = columns.group_count[columns.group[self.numbers]]
        upper = np.where(self.simple, 1, np.minimum(columns.most[self.numbers], counts))
        self.builder.add_columns(-gain, upper.astype(float))
        self.builder.add_columns(dues - stakes[self.owners], np.ones(len(self.options)))

    def placings(self) -> tuple[Ints, Ints]:
        """The variables that place a request, and the request of each."""
        simple = np.flatnonzero(self.simple)
        variables = np.concatenate([simple, self.first_option + np.arange(len(self.options))])
        return variables, np.concatenate([self.request[simple], self.owners])

    def _one_placing_each(self) -> None:
        variables, requests = self.placings()
        listed, row = np.unique(requests, return_inverse=True)
        first = self.builder.add_rows(np.full(len(listed), -np.inf), np.ones(len(listed)))
        self.builder.put(first + row, variables, np.ones(len(variables)))

    def _needs_met(self) -> None:
        """At the start chosen each need takes its count of assets, at any other none."""
        columns, builder = self.layout.columns, self.builder
        several = np.flatnonzero(~self.simple)
        sizes = layout_group_sizes(self.layout, self.options)
        groups = np.repeat(columns.option_first[self.options], sizes) + _counted(sizes)
        first = builder.add_rows(np.zeros(len(groups)), np.zeros(len(groups)))
        row = np.searchsorted(groups, columns.group[self.numbers[several]])
        builder.put(first + row, several, np.ones(len(several)))
        chosen = self.first_option + np.repeat(np.arange(len(self.options)), sizes)
        builder.put(first + np.arange(len(groups)), chosen, -columns.group_count[groups].astype(float))

    def _caps(self) -> None:
        agreement = self.layout.columns.agreement[self.numbers]
        capped = np.array([*(cap is not None for cap in self.layout.caps), False])
        paying = np.flatnonzero(capped[agreement])
        self.capped, row = np.unique(agreement[paying], return_inverse=True)
        limit = np.array([self.layout.caps[index] for index in self.capped], dtype=float)
        self.first_cap = self.builder.add_rows(np.full(len(limit), -np.inf), limit)
        self.builder.put(
            self.first_cap + row, paying, self.layout.minutes[self.request[paying]].astype(float)
        )

    def _fairness(self) -> None:
        """No organisation's share is below the one that is paid for; in ten-thousandths where exact."""
        relaxation, builder = self.relaxation, self.builder
        count = len(relaxation.names)
        self.share = self.prize = builder.width
        self.first_fair = builder.height
        if not count or not relaxation.prize:
            return
        scale = 10_000.0 if self.exact else 1.0
        if self.exact:
            self.share = builder.add_columns(np.zeros(1), np.full(1, scale))
            self.prize = builder.add_columns(-np.ones(1), np.full(1, relaxation.prize))
            row = builder.add_rows(np.full(1, -np.inf), np.zeros(1))
            ratio = np.array([1.0, -relaxation.prize / scale])
            builder.put(np.array([row, row]), np.array([self.prize, self.share]), ratio)
        else:
            self.share = builder.add_columns(np.full(1, -relaxation.prize), np.ones(1), integer=False)
        self.first_fair = builder.add_rows(np.full(count, -np.inf), scale * relaxation.fixed_shares)
        variables, requests = self.placings()
        place = np.searchsorted(relaxation.layout.columns.requests, requests)
        owner = relaxation.organisation[place]
        worth = scale * relaxation.values[place] / relaxation.requested[owner]
        builder.put(self.first_fair + owner, variables, -worth)
        builder.put(self.first_fair + np.arange(count), np.full(count, self.share), np.ones(count))

    def _capacity(self) -> None:
        """What is in use between two events of a resource, as a flow."""
        relaxation, builder = self.relaxation, self.builder
        column, begin, end = self._uses()
        self.events = np.unique(np.concatenate([begin, end]))
        resource = self.events // relaxation.width
        closes = np.append(np.diff(resource) != 0, True)[: len(self.events)]
        room = np.hstack([relaxation.room, np.full((len(relaxation.room), 1), FREE)]).ravel()
        limit = np.minimum.reduceat(room, self.events) if len(self.events) else room[:0]
        self.first_state = builder.add_columns(
            np.zeros(len(self.events)), np.where(closes, 0.0, limit), integer=False
        )
        self.closes = closes
        first = builder.add_rows(np.zeros(len(self.events)), np.zeros(len(self.events)))
        at = np.arange(len(self.events))
        builder.put(first + at, self.first_state + at, np.ones(len(at)))
        later = np.flatnonzero(np.diff(resource) == 0) + 1
        builder.put(first + later, self.first_state + later - 1, -np.ones(len(later)))
        builder.put(first + np.searchsorted(self.events, begin), column, -np.ones(len(column)))
        builder.put(first + np.searchsorted(self.events, end), column, np.ones(len(column)))

    def _uses(self) -> tuple[Ints, Ints, Ints]:
        """Every use of a resource: the variable, and where it begins and ends as resource × width + point."""
        relaxation, width = self.relaxation, self.relaxation.width
        part = relaxation.slice_of(self.numbers)
        lengths = np.diff(np.append(part.segment_first, len(part.segment_pool_from)))
        column, pool = np.repeat(np.arange(len(self.numbers)), lengths), part.segment_pool_from // width
        first = np.searchsorted(relaxation.pool_edges, np.arange(len(self.layout.pools.pools) + 1))
        sizes = np.diff(first)[pool]
        resource = relaxation.resource_edges[np.repeat(first[pool], sizes) + _counted(sizes)]
        begin, end = (
            np.repeat(part.segment_pool_from % width, sizes),
            np.repeat(part.segment_pool_to % width, sizes),
        )
        return np.repeat(column, sizes), resource * width + begin, resource * width + end

    def prices_of(self, row_duals: Floats, column_duals: Floats) -> Prices:
        """The prices that the duals of the linear relaxation stand for."""
        relaxation = self.relaxation
        minutes = np.zeros(len(relaxation.caps))
        minutes[self.capped] = np.maximum(0.0, -row_duals[self.first_cap :][: len(self.capped)])
        count = len(relaxation.names)
        fair = np.maximum(0.0, -row_duals[self.first_fair :][:count]) if relaxation.prize else np.zeros(count)
        fair = fair * relaxation.prize / fair.sum() if fair.sum() > 0 else relaxation.start_prices().fair
        scarce = np.maximum(0.0, -column_duals[self.first_state :][: len(self.events)])
        scarce[self.closes] = 0.0
        slots = np.zeros_like(relaxation.room)
        point = np.minimum(self.events % relaxation.width, relaxation.width - 2)
        slots[self.events // relaxation.width, point] = scarce
        return Prices(slots, minutes, fair)

    def least_losses(self, column_duals: Floats) -> Floats:
        """How much more than the linear optimum a plan costs at least that takes each column: its reduced cost, and
        that of its start where this has a variable of its own."""
        losses = np.maximum(0.0, column_duals[: len(self.numbers)])
        several = np.flatnonzero(~self.simple)
        columns = self.layout.columns
        option = columns.group_option[columns.group[self.numbers[several]]]
        at = self.first_option + np.searchsorted(self.options, option)
        losses[several] += np.maximum(0.0, column_duals[at])
        return losses

    def taken(self, values: Floats) -> Taken:
        """The columns that a whole-numbered solution takes, by request."""
        counts = np.round(np.asarray(values)[: len(self.numbers)]).astype(np.int64)
        found: Taken = {}
        for at in np.flatnonzero(counts > 0).tolist():
            found.setdefault(int(self.request[at]), {})[int(self.numbers[at])] = int(counts[at])
        return found

    def start_at(self, taken: Taken) -> dict[int, float]:
        """The columns, starts and states of a plan that takes these columns, each with its value."""
        columns = self.layout.columns
        values = np.zeros(self.builder.width)
        for chosen in taken.values():
            numbers = np.array(sorted(chosen), dtype=np.int64)
            at = np.searchsorted(self.numbers, numbers)
            values[at] = [chosen[number] for number in numbers.tolist()]
            if not self.simple[at[0]]:
                option = columns.group_option[columns.group[numbers[0]]]
                values[self.first_option + np.searchsorted(self.options, option)] = 1
        column, begin, end = self._uses()
        flow = np.zeros(len(self.events))
        np.add.at(flow, np.searchsorted(self.events, begin), values[column])
        np.add.at(flow, np.searchsorted(self.events, end), -values[column])
        values[self.first_state :][: len(flow)] = np.round(np.cumsum(flow))
        known = np.concatenate(
            [np.arange(self.first_option + len(self.options)), self.first_state + np.arange(len(flow))]
        )
        return dict(zip(known.tolist(), values[known].tolist(), strict=True))


def layout_group_sizes(layout: Layout, options: Ints) -> Ints:
    """How many needs each option has."""
    return layout.group_ends[options] - layout.columns.option_first[options]


def _counted(sizes: Ints) -> Ints:
    """0, 1, … for each size in turn."""
    return np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
