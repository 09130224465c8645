"""Two awards at the same moment: what they share is spent once."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection

from partners.refusals import Refused
from procurement.actions import awards
from procurement.actions.bids import add_bid_line, create_bid
from procurement.actions.demand import add_demand_line
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from procurement.models import Award, Scenario
from tests.procurement.conftest import APRIL, month
from tests.procurement.solving import solve_now

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def purchase(world, title: str) -> Scenario:
    """A solved purchase that takes more than half of the lot's ceiling."""
    by = world.rye_buyer
    procurement = create_procurement(lead=world.rye, title=title, first_month=APRIL, months=12, by=by)
    add_demand_line(
        procurement=procurement,
        authority=world.rye_authority,
        item=world.aed,
        quantity=40,
        earliest=month(1),
        need_by=month(6),
        by=by,
    )
    bid = create_bid(procurement=procurement, supplier=world.fen, lot=world.lot, by=by)
    add_bid_line(bid=bid, item=world.aed, tiers=[(1, 8_200_000)], by=by)
    scenario = create_scenario(procurement=procurement, name="Base", by=by)
    solve_now(scenario, by)
    return scenario


def test_two_awards_do_not_pass_a_ceiling_together(world, monkeypatch):
    one, other = (purchase(world, title) for title in ("One", "Other"))
    checked = awards._checked_plan
    outcomes = []

    def award_other() -> str:
        try:
            awards.award_scenario(scenario=other, by=world.rye_buyer)
            return "awarded"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def checked_slowly(scenario: Scenario):
            plan = checked(scenario)
            if scenario.pk == one.pk:
                outcomes.append(pool.submit(award_other))
                wait(outcomes, timeout=0.7)
            return plan

        monkeypatch.setattr(awards, "_checked_plan", checked_slowly)
        awards.award_scenario(scenario=one, by=world.rye_buyer)
    assert outcomes[0].result() == "out_of_date"
    assert Award.objects.count() == 1
