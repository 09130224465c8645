"""PyJobShop, a scheduling library that models over CP-SAT, on the rounds that it can express.

A job has a task for each of its windows and one elsewhere that ends late; exactly one is done. Being late costs a
job's weight. Caps, fairness, preferences, bundles and series have no counterpart.
"""

import importlib.util
from itertools import chain, pairwise
from typing import Any

from benchmarks.bookings.generate import county
from optimizer.bookings.colouring import place_together
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.model import Taken
from optimizer.bookings.offers import takes_one_asset
from optimizer.bookings.plan import Plan
from optimizer.bookings.pools import Pool, pools_of
from optimizer.bookings.problem import Problem, Request, Weights

UNPRICED = Weights(
    fairness_permille=0, shift_per_grid=0, shift_cap=0, other_asset=0, travel_per_minute=0, charge_per_pound=0
)


def is_installed() -> bool:
    """Whether the library is there: `pip install pyjobshop`."""
    return importlib.util.find_spec("pyjobshop") is not None


def plain(*, requests: int, seed: int) -> Problem:
    """A round that the library can express: one asset and one occurrence each, nothing held, no caps, no costs."""
    problem = county(requests=requests * 2, assets=requests * 15 // 100, seed=seed, held=0)
    simple = [one for one in problem.requests if takes_one_asset(one) and len(one.repeats) == 1]
    agreements = tuple(one.model_copy(update={"cap_minutes": None}) for one in problem.agreements)
    return problem.altered(requests=tuple(simple[:requests]), agreements=agreements, weights=UNPRICED)


def solve_jobshop(problem: Problem, seconds: float, workers: int) -> Plan:
    """The plan that it finds in so many seconds of solving."""
    from pyjobshop import Model

    pools = pools_of(problem)
    layout = Layout(problem, pools, list_columns(problem, pools, out_of_time=lambda: False))
    model = Model()
    elsewhere = model.add_renewable(len(problem.requests))
    resources = [
        model.add_renewable(len(pool.members), breaks=_breaks(problem, pool)) for pool in pools.pools
    ]
    owners: list[int] = []
    for index in layout.options:
        ways = sorted({int(layout.columns.pool[column]) for column in layout.columns_of_request(index)})
        tasks = _tasks(model, problem, problem.requests[index])
        for task in tasks[1:]:
            for number in ways:
                length = problem.requests[index].duration_minutes + pools.pools[number].turnaround_minutes
                model.add_mode(task, resources[number], length // problem.grid_minutes, 1)
        model.add_mode(tasks[0], elsewhere, problem.horizon_minutes // problem.grid_minutes + 1, 1)
        owners += [index] * len(tasks)
    model.set_objective(weight_tardy_jobs=1)
    best = model.solve(time_limit=seconds, display=False, num_workers=workers).best
    plan = Plan(layout)
    place_together(plan, _taken(layout, owners, best.tasks))
    return plan


def _breaks(problem: Problem, pool: Pool) -> list[tuple[int, int]]:
    """When a use and the turnaround after it may not run: from the turnaround after closing."""
    grid = problem.grid_minutes
    shut = chain(((0, 0),), pool.usable, ((problem.horizon_minutes, problem.horizon_minutes),))
    gaps = ((end + pool.turnaround_minutes * (end > 0), begin) for (_, end), (begin, _) in pairwise(shut))
    return [(start // grid, end // grid) for start, end in gaps if start < end]


def _tasks(model: Any, problem: Problem, request: Request) -> list[Any]:
    """The task elsewhere, and one for each window."""
    grid = problem.grid_minutes
    job = model.add_job(weight=request.weight, due_date=problem.horizon_minutes // grid)
    tasks = [model.add_task(job, optional=True)]
    for begin, end in request.windows:
        latest = (end - request.duration_minutes) // grid
        tasks.append(
            model.add_task(job, earliest_start=-(-begin // grid), latest_start=latest, optional=True)
        )
    model.add_select_exactly_one(tasks)
    return tasks


def _taken(layout: Layout, owners: list[int], tasks: list[Any]) -> Taken:
    """The columns that the tasks done stand for; resource 0 is elsewhere."""
    columns, taken = layout.columns, Taken()
    for index, task in zip(owners, tasks, strict=False):
        if not task.present or task.resources[0] == 0:
            continue
        for column in layout.columns_of_request(index):
            start = columns.option_start[columns.group_option[columns.group[column]]]
            if (
                start == task.start * layout.problem.grid_minutes
                and columns.pool[column] == task.resources[0] - 1
            ):
                taken[index] = {column: 1}
    return taken
