"""Moving order and delivery charges to the items that bring them about."""

import pytest

from optimizer.batches.charge_sharing import share_by_plans, share_charges
from optimizer.batches.crew import Crew
from optimizer.batches.master import Master
from optimizer.batches.pursuit import Pursuit


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
