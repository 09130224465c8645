"""Which group could gain most by leaving, among all there are: a bound on every group's gain, group after group.

Without whole numbers the cost of an item falls apart into what each authority's demand adds to it at the prices of the
moment (the duals of its demand). These cuts bound the own cost of every group from below, not only of the one they
were found at (Benders 1962), so a small programme over who leaves finds the group to look at next, and in the end
bounds the gain of all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from optimizer.batches.crew import Crew, Result, Task
from optimizer.batches.master import Master
from optimizer.batches.problem import Problem
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.search import Search
from optimizer.batches.variables import PENCE_PER_POUND
from optimizer.highs import Limits, run_highs
from optimizer.mip import Mip

Group = frozenset[str]

TOLERANCE = 1e-4
MASTER_SECONDS = 20.0


@dataclass
class Leaving:
    """The most that any group could gain by leaving, in pence (None: not known), and the groups looked at, best first."""

    at_most: int | None = None
    groups: list[Group] = field(default_factory=list)


def most_gain(search: Search, problem: Problem, pays: Mapping[str, int], seconds: float) -> Leaving:
    """Bound what any group of those who pay could gain on its own, for at most these seconds."""
    deadline = search.elapsed + seconds
    parts = {name: getattr(problem, name) for name in Problem.model_fields}
    free = Problem.model_construct(**{**parts, "rules": ()})
    joint = sum(pays.values()) / PENCE_PER_POUND
    gains: dict[Group, float] = {}
    found = Leaving()
    with Crew(free, max(1, search.workers)) as crew:
        pursuit = Pursuit(Search(free, search.seconds, should_stop=search.should_stop), crew, Master(free))
        cuts: list[Result] = []
        for begin in (frozenset(pays), *(frozenset([name]) for name in pays)):
            if _look(search, pursuit, cuts, pays, begin, deadline) is None:
                return found
        while deadline > search.elapsed:
            limits = search.limits(min(MASTER_SECONDS, deadline - search.elapsed), TOLERANCE / 10)
            bound, group = _best_group(cuts, pays, limits)
            at_most = max(0.0, -bound + pursuit.rounding) * PENCE_PER_POUND
            if bound > -joint and (found.at_most is None or at_most < found.at_most):
                found.at_most = round(at_most)
            if group is None or group in gains:
                break
            value = _look(search, pursuit, cuts, pays, group, deadline)
            if value is None:
                break
            gains[group] = value
            if -bound - max(gains.values()) <= TOLERANCE * joint:
                break
    found.groups = sorted(gains, key=lambda group: -gains[group])
    return found


def _look(
    search: Search,
    pursuit: Pursuit,
    cuts: list[Result],
    pays: Mapping[str, int],
    group: Group,
    deadline: float,
) -> float | None:
    """Add the cuts at a group, and its gain in pounds at most; None when time ran out."""
    present = {name: 1.0 if name in group else 0.0 for name in pays}
    rates = {item: pursuit.rates_of(item, pursuit.rates) for item in pursuit.problem.demanded}
    tasks = [Task(item, own, present=present, seed=search.seed) for item, own in rates.items()]
    until = pursuit.search.started + pursuit.search.elapsed + deadline - search.elapsed
    results = list(pursuit.crew.work(tasks, until, search.should_stop))
    if len(results) < len(tasks):
        return None
    cuts += results
    own = sum(pays[name] for name in group) / PENCE_PER_POUND
    return own - sum(result.bound for result in results if not result.impossible)


def _best_group(
    cuts: Iterable[Result], pays: Mapping[str, int], limits: Limits
) -> tuple[float, Group | None]:
    """A lower bound of own cost less what is paid, in pounds, over all groups, and the group of the best point."""
    mip = Mip()
    joins = {name: mip.binary(cost=-pence / PENCE_PER_POUND) for name, pence in pays.items()}
    costs: dict[str, int] = {}
    for cut in cuts:
        if cut.item not in costs:
            costs[cut.item] = mip.column(cost=1.0, lower=-1e9)
        if not cut.impossible:
            added = [(joins[name], -pounds) for name, pounds in cut.added.items()]
            constant = cut.bound - sum(pounds * cut.present[name] for name, pounds in cut.added.items())
            mip.row([(costs[cut.item], 1.0), *added], lower=constant)
    mip.row([(column, 1.0) for column in joins.values()], lower=1.0, upper=len(joins) - 1.0)
    answer = run_highs(mip, limits)
    if answer.values is None:
        return answer.bound, None
    return answer.bound, frozenset(name for name, column in joins.items() if answer.values[column] > 0.5)
