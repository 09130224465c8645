"""What a plan pays beyond a best point, by item: for the item itself, and for ending in other rebate tiers.

The cuts that an item rests on at a best point weigh one in all; at their mean rates it costs at least the mean of what
they ask for. A tier is reached by many items together: that each of them by itself costs hardly more than at the point
does not show what is lost where they are not bought anew together.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from optimizer.batches.crew import Rates, Year
from optimizer.batches.cutting import RATE_DIGITS, Cutting
from optimizer.batches.plan_costs import PlanCosts
from optimizer.batches.relaxation import Point


class Mean(NamedTuple):
    """The mean of the cuts that an item rests on: its rates, and pounds at least for those who are there."""

    rates: Rates
    least: float


def means_at(cutting: Cutting, point: Point) -> dict[str, Mean]:
    """The mean of the cuts of each item."""
    sums: dict[str, np.ndarray] = {}
    for cut, weight in cutting.relaxation.resting_on(point, 0.0):
        least, own_rates = cutting.in_its_tier(cut, point)
        own = weight * np.array([1.0, least, *own_rates.values()])
        sums[cut.item] = sums[cut.item] + own if cut.item in sums else own
    pools, means = cutting.pursuit.master.pools, {}
    for item, (weight, least, *rates) in sums.items():
        pool = pools[item]
        each = (round(rate / weight, RATE_DIGITS) for rate in rates[: pool.goods])
        added = float(np.array(rates[pool.goods :]) @ cutting.goods_at(item, point.values)[pool.goods :])
        goods = pool.accounts[: pool.goods]
        means[item] = Mean(dict(zip(goods, each, strict=True)), (least + added) / weight)
    return means


def costs_of_best(cutting: Cutting) -> PlanCosts | None:
    """What each item of the best plan costs; None without a plan."""
    pursuit = cutting.pursuit
    if not pursuit.search.orders:
        return None
    return PlanCosts(pursuit.problem, pursuit.search.orders, pursuit.parts)


def own_losses(means: Mapping[str, Mean], costs: PlanCosts | None) -> dict[str, float]:
    """By item, how many pounds a plan pays beyond the cuts that the item rests on."""
    if costs is None:
        return dict.fromkeys(means, 0.0)
    return {
        item: costs.at(item, mean.rates) - mean.least for item, mean in means.items() if item in costs.items
    }


class TierLoss(NamedTuple):
    """What a plan loses as a year's rebate is not that of a point: pounds, and by item how many more it would spend."""

    pounds: float
    more: Mapping[str, float]


def tier_losses(
    cutting: Cutting, point: Point, means: Mapping[str, Mean], costs: PlanCosts | None
) -> dict[Year, TierLoss]:
    """The losses of the years, with the items alone that would have to spend more, or where all spend less, less."""
    if costs is None:
        return {}
    more: dict[Year, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    lost: dict[Year, float] = defaultdict(float)
    planned_in: dict[Year, float] = defaultdict(float)
    pursuit = cutting.pursuit
    for item, mean in means.items():
        at_the_point = zip(
            pursuit.master.pools[item].accounts, cutting.goods_at(item, point.values), strict=True
        )
        for account, pounds in at_the_point:
            year = pursuit.supplier(account[0]), account[1]
            planned = costs.goods[item].get(account, 0.0)
            more[year][item] += pounds - planned
            lost[year] += mean.rates[account] * (planned - pounds)
            lost[year] += cutting.rate_of_tier(year, point.values) * pounds
            planned_in[year] += planned
    found = {}
    for year, of_items in more.items():
        pounds = lost[year] - pursuit.reached(year, planned_in[year]) * planned_in[year]
        side = 1.0 if sum(of_items.values()) > 0 else -1.0
        found[year] = TierLoss(pounds, {item: own for item, own in of_items.items() if side * own > 0})
    return found
