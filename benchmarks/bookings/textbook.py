"""The textbook model of a booking round: an optional interval for each asset that a request might use, no overlap
on an asset, started from the priority greedy. What a good engineer writes first."""

from collections import defaultdict
from itertools import chain

from ortools.sat.python import cp_model

from optimizer.bookings.greedy import by_priority, fill
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.plan import Choice, Plan
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Problem
from optimizer.bookings.score import charge_of

Way = tuple[int, int, int]


class Textbook:
    """Variables by request: start, accepted; presence by (request, need, asset)."""

    def __init__(self, problem: Problem) -> None:
        pools = pools_of(problem, single=True)
        self.layout = Layout(problem, pools, list_columns(problem, pools, out_of_time=lambda: False))
        self.problem, self.model = problem, cp_model.CpModel()
        self.uses: dict[int, list] = defaultdict(list)
        self.present: dict[Way, tuple] = {}
        self.start: dict[int, cp_model.IntVar] = {}
        self.accepted: dict[int, cp_model.IntVar] = {}
        self.minutes: dict[int, list] = defaultdict(list)
        self.terms: list = []
        self.shifts: dict[int, tuple] = {}
        self.spared: dict[int, cp_model.IntVar] = {}
        for request in self.layout.options:
            self._request(request)
        self._held()
        self._no_overlap()
        for agreement, terms in self.minutes.items():
            if self.layout.caps[agreement] is not None:
                self.model.add(sum(terms) <= self.layout.caps[agreement])
        self._fairness()
        self.model.maximize(sum(self.terms))

    def _ways(self, request: int) -> dict[tuple[int, int], tuple[int, set[int]]]:
        """Agreement and possible starts by need and asset; the cheapest agreement alone is looked at."""
        columns, found = self.layout.columns, {}
        for column in self.layout.columns_of_request(request):
            group = columns.group[column]
            asset = self.layout.pools.pools[columns.pool[column]].members[0]
            key = (int(columns.group_need[group]), asset)
            agreement, starts = found.setdefault(key, (int(columns.agreement[column]), set()))
            if agreement == columns.agreement[column]:
                starts.add(int(columns.option_start[columns.group_option[group]]))
        return found

    def _request(self, request: int) -> None:
        model, wanted, weights = self.model, self.problem.requests[request], self.problem.weights
        ways = self._ways(request)
        every = set(chain.from_iterable(starts for _, starts in ways.values()))
        start = model.new_int_var_from_domain(cp_model.Domain.from_values(sorted(every)), "")
        accepted = model.new_bool_var("")
        self.start[request], self.accepted[request] = start, accepted
        minutes = int(self.layout.minutes[request])
        for need, entry in enumerate(wanted.needs):
            chosen = []
            for (number, asset), (agreement, starts) in ways.items():
                if number != need:
                    continue
                present = model.new_bool_var("")
                if starts != every:
                    domain = cp_model.Domain.from_values(sorted(starts))
                    model.add_linear_expression_in_domain(start, domain).only_enforce_if(present)
                self._use(request, asset, present)
                self.present[request, need, asset] = (present, agreement)
                travel = self.layout.travel.minutes(wanted.site, self.problem.assets[asset].site)
                rate = 0
                if agreement >= 0:
                    rate = self.problem.agreements[agreement].rate_pence_per_hour
                    self.minutes[agreement].append(minutes * present)
                cost = weights.travel_per_minute * (travel or 0) + charge_of(weights, rate, minutes)
                self.terms.append(-cost * present)
                chosen.append(present)
            model.add(sum(chosen) == entry.count * accepted)
        self._worth(request, start, accepted, ways)

    def _worth(self, request: int, start, accepted, ways) -> None:
        model, wanted, weights = self.model, self.problem.requests[request], self.problem.weights
        self.terms.append(int(self.layout.stakes[request]) * accepted)
        if wanted.preferred_start is not None:
            away = model.new_int_var(0, self.problem.horizon_minutes, "")
            model.add_abs_equality(away, start - wanted.preferred_start)
            steps = model.new_int_var(0, self.problem.horizon_minutes // self.problem.grid_minutes + 1, "")
            model.add(self.problem.grid_minutes * steps >= away)
            cost = model.new_int_var(0, weights.shift_cap, "")
            model.add_min_equality(cost, [weights.shift_per_grid * steps, weights.shift_cap])
            paid = model.new_int_var(0, weights.shift_cap, "")
            model.add(paid >= cost).only_enforce_if(accepted)
            self.terms.append(-paid)
            self.shifts[request] = (away, steps, cost, paid)
        if wanted.preferred_assets:
            names = set(wanted.preferred_assets)
            liked = [
                self.present[request, need, asset][0]
                for need, asset in ways
                if self.problem.assets[asset].id in names
            ]
            spared = model.new_bool_var("")
            model.add(spared <= sum(liked))
            self.terms += [weights.other_asset * spared, -weights.other_asset * accepted]
            self.spared[request] = spared

    def _use(self, request: int, asset: int, present) -> None:
        wanted, turnaround = self.problem.requests[request], self.problem.assets[asset].turnaround_minutes
        length = wanted.duration_minutes + turnaround
        for repeat in wanted.repeats:
            begin = self.start[request] + repeat
            interval = self.model.new_optional_interval_var(begin, length, begin + length, present, "")
            self.uses[asset].append(interval)

    def _held(self) -> None:
        for request in self.problem.requests:
            for name in chain(*request.held.assets) if request.held else ():
                asset = self.layout.asset_index[name]
                length = request.duration_minutes + self.problem.assets[asset].turnaround_minutes
                for begin, _ in request.occurrences(request.held.start):
                    self.uses[asset].append(self.model.new_fixed_size_interval_var(begin, length, ""))

    def _no_overlap(self) -> None:
        for asset, intervals in self.uses.items():
            self.model.add_no_overlap(intervals)
            for other in self.layout.conflicts[asset]:
                if other > asset:
                    self.model.add_no_overlap(intervals + self.uses.get(other, []))

    def _fairness(self) -> None:
        requested, plan = self.layout.requested, Plan(self.layout)
        total = sum(requested.values())
        prize = total * self.problem.weights.fairness_permille // 1000
        share = self.model.new_int_var(0, 10_000, "")
        won = defaultdict(list)
        for request, accepted in self.accepted.items():
            won[self.problem.requests[request].organisation].append(self.layout.values[request] * accepted)
        for name, value in requested.items():
            self.model.add(share * value <= 10_000 * (plan.accepted[name] + sum(won[name])))
        worth = self.model.new_int_var(0, prize, "")
        self.model.add(10_000 * worth <= prize * share)
        self.terms.append(worth)
        self.fair = (share, worth, prize)

    def hint(self) -> Plan:
        """Start from the priority greedy, every variable hinted: an incomplete hint is all but ignored."""
        plan = Plan(self.layout)
        fill(plan, by_priority(self.layout), self.layout.columns.cost)
        shares = [10_000 * plan.accepted[name] // value for name, value in self.layout.requested.items()]
        share, worth, prize = self.fair
        smallest = min(shares, default=0)
        self.model.add_hint(share, smallest)
        self.model.add_hint(worth, prize * smallest // 10_000)
        for request, start in self.start.items():
            choice = plan.placed.get(request)
            at = (
                choice.start
                if choice
                else int(self.layout.columns.option_start[self.layout.options[request].start])
            )
            self.model.add_hint(self.accepted[request], choice is not None)
            self.model.add_hint(start, at)
            self._hint_costs(request, at, choice)
        for (request, need, asset), (present, _) in self.present.items():
            choice = plan.placed.get(request)
            self.model.add_hint(present, choice is not None and asset in choice.assets[need])
        return plan

    def _hint_costs(self, request: int, at: int, choice: Choice | None) -> None:
        wanted, weights = self.problem.requests[request], self.problem.weights
        if request in self.shifts:
            away = abs(at - (wanted.preferred_start or 0))
            steps = -(-away // self.problem.grid_minutes)
            cost = min(weights.shift_per_grid * steps, weights.shift_cap)
            for variable, value in zip(
                self.shifts[request], (away, steps, cost, cost if choice else 0), strict=True
            ):
                self.model.add_hint(variable, value)
        if request in self.spared:
            used = {self.problem.assets[asset].id for asset in chain(*choice.assets)} if choice else set()
            self.model.add_hint(self.spared[request], not used.isdisjoint(wanted.preferred_assets))

    def plan(self, solver: cp_model.CpSolver) -> Plan:
        """What was found, with legal placements alone."""
        plan = Plan(self.layout)
        for request, start in self.start.items():
            if not solver.boolean_value(self.accepted[request]):
                continue
            needs = self.problem.requests[request].needs
            groups: list[list[int]] = [[] for _ in needs]
            named: list[list[int]] = [[] for _ in needs]
            for (owner, need, asset), (present, agreement) in self.present.items():
                if owner == request and solver.boolean_value(present):
                    groups[need].append(asset)
                    named[need].append(agreement)
            assets = tuple(tuple(group) for group in groups)
            agreements, at = tuple(chain(*named)), int(solver.value(start))
            gain = self.layout.gain(request, at, assets, agreements)
            if plan.can_put(request, Choice(at, assets, agreements, gain)):
                plan.put(request, Choice(at, assets, agreements, gain))
        return plan


def solve_textbook(problem: Problem, seconds: float, workers: int) -> tuple[Plan, int | None]:
    """The plan found after so many seconds of solving, or else its hint, and the bound proven (None without any)."""
    book = Textbook(problem)
    start = book.hint()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(book.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return start, None
    fixed = -sum(book.layout.regrets) + sum(choice.gain for choice in Plan(book.layout).placed.values())
    return book.plan(solver), fixed + int(solver.best_objective_bound + 1e-6)
