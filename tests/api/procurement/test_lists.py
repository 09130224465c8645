"""A list takes as many queries for many rows as for one."""

import pytest

from procurement.actions.bids import create_bid, remove_bid
from procurement.actions.frameworks import create_framework, create_lot
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario, solve_scenario
from tests.api.calling import queries_of
from tests.procurement.conftest import APRIL, month


@pytest.fixture
def many(joint):
    """At least two of everything, the new ones with all that belongs to them."""
    lead, by = joint.rye, joint.rye_buyer
    create_procurement(lead=lead, title="Another", first_month=APRIL, months=6, by=by)
    framework = create_framework(owner=lead, code="FW-9", name="Another", by=by)
    for code in ("1", "2"):
        lot = create_lot(
            framework=framework,
            code=code,
            supplier=joint.north,
            term_from=APRIL,
            term_to=month(12),
            entitled=[joint.rye_authority],
            by=by,
        )
    # A bid without a lot leaves out the queries about lots.
    remove_bid(bid=joint.bid, by=by)
    create_bid(procurement=joint.procurement, supplier=joint.north, lot=lot, by=by)
    another = create_scenario(procurement=joint.procurement, name="Another", by=by)
    solve_scenario(scenario=another, by=by, seconds=5)


@pytest.mark.parametrize(
    "path",
    [
        "/organisations",
        "/items",
        "/suppliers",
        "/frameworks",
        "/procurements",
        "/demand-lines",
        "/bids",
        "/scenarios",
    ],
)
def test_a_longer_list_takes_no_more_queries(many, rye, path):
    rye.get(path)

    one, shown = queries_of(rye, path, 1)
    all_, shown_of_all = queries_of(rye, path, 200)

    assert shown == 1
    assert shown_of_all >= 2
    assert all_ <= one
