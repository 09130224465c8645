"""Which made-up requests could be served at all, and some of them as held bookings."""

import random
from typing import Any

import numpy as np

from optimizer.bookings.columns import columns_by_request
from optimizer.bookings.fitting import Fitting
from optimizer.bookings.listing import list_columns
from optimizer.bookings.offers import offers_of
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Request, parse_problem
from optimizer.documents import canonical_json


def servable(document: dict[str, Any]) -> set[str]:
    """Ids of the requests that could be served if they were alone."""
    problem = parse_problem(canonical_json(document))
    fitting = Fitting(problem, pools_of(problem))
    return {request.id for request in problem.requests if _is_servable(fitting, request)}


def _is_servable(fitting: Fitting, request: Request) -> bool:
    starts = fitting.starts_of(request)
    offers = offers_of(fitting, request, starts) if len(starts) else None
    if offers is None:
        return False
    enough = [offer.most.sum(axis=0) >= need.count for need, offer in zip(request.needs, offers, strict=True)]
    return bool(np.logical_and.reduce(enough).any())


def hold(chance: random.Random, document: dict[str, Any], share: float) -> None:
    """Turn about this share of the requests into held bookings, wherever they fit first."""
    problem = parse_problem(canonical_json(document))
    pools = pools_of(problem, single=True)
    columns = list_columns(problem, pools, out_of_time=lambda: False)
    listed, taken = columns_by_request(columns), {}
    for index in chance.sample(range(len(problem.requests)), int(len(problem.requests) * share)):
        request = problem.requests[index]
        if len(request.needs) > 1:
            continue
        numbers = list(listed[index])
        chance.shuffle(numbers)
        for column in numbers:
            asset = pools.pools[columns.pool[column]].members[0]
            start = int(columns.option_start[columns.group_option[columns.group[column]]])
            turnaround = problem.assets[asset].turnaround_minutes
            spans = [(begin, end + turnaround) for begin, end in request.occurrences(start)]
            if all(end <= a or b <= begin for begin, end in spans for a, b in taken.get(asset, ())):
                taken.setdefault(asset, []).extend(spans)
                name = problem.assets[asset].id
                document["requests"][index]["held"] = {"start": start, "assets": [[name]]}
                break
