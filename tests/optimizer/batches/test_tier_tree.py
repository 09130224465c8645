"""The bound of the tree over rebate tiers, against proven optima of small purchases."""

import pytest

from optimizer.batches.charge_sharing import share_by_plans, share_charges
from optimizer.batches.crew import Crew
from optimizer.batches.master import Master
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.tier_tree import TierTree


@pytest.mark.parametrize("by_plans", [False, True])
def test_no_bound_of_the_tree_is_above_the_least_cost_and_the_last_is_the_best(solved, by_plans):
    told = []
    with Crew(solved.problem, 1) as crew:
        pursuit = Pursuit(solved, crew, Master(solved.problem))
        pursuit.settle(60)
        root = sum(pursuit.floors.values())
        pursuit.as_planned(solved.orders)
        share_charges(pursuit, solved.orders, 30)
        if by_plans:
            share_by_plans(pursuit, lambda found, deadline: None, solved.elapsed + 60)
        cutoff = solved.cost / 100 * 1.05
        tree = TierTree(pursuit, lambda: cutoff, told.append, lambda found, deadline: None)
        tree.grow(solved.elapsed + 20)

    assert told
    assert all(pounds - pursuit.rounding <= solved.cost / 100 for pounds in told)
    assert max(told) > root


@pytest.mark.parametrize("by_plans", [False, True])
def test_the_parts_of_every_charge_add_up_to_it_whatever_moved(solved, by_plans):
    with Crew(solved.problem, 1) as crew:
        pursuit = Pursuit(solved, crew, Master(solved.problem))
        pursuit.settle(60)
        share_charges(pursuit, solved.orders, 30)
        before = pursuit.parts
        if by_plans:
            share_by_plans(pursuit, lambda found, deadline: None, solved.elapsed + 60)
            assert pursuit.parts != before
    borne = {}
    for own in pursuit.parts.values():
        for charge, pounds in own.items():
            borne[charge] = borne.get(charge, 0.0) + pounds
    for (supplier, _, *authority), pounds in borne.items():
        known = solved.problem.supplier_by_id[supplier]
        pence = known.delivery_pence[authority[0]] if authority else known.order_cost_pence
        assert pounds == pytest.approx(pence / 100)
