"""Each part of the cost, reckoned by hand, and who pays it."""

from optimizer.batches.bills import cost_parts, pays_pence
from tests.optimizer.batches.drawn import authority, item, line, lot, offer, order, problem


def two_buyers(**changes):
    """A wants 4 and B 6 helmets at £2.00; B cannot recover VAT."""
    parts = {
        "authorities": [authority("A"), authority("B", vat_recoverable=False)],
        "demand": [line("a", quantity=4, need_by=1), line("b", quantity=6, buyer="B", need_by=1)],
        **changes,
    }
    return problem(**parts)


def test_goods_and_surplus_are_shared_by_units():
    drawn = two_buyers()
    orders = (order(drawn, "o", 1, 11, a=4, b=6),)  # £22.00: £8.80 and £13.20, and VAT of £2.64 for B
    assert cost_parts(drawn, orders).goods == 2200
    assert cost_parts(drawn, orders).vat == 264
    assert pays_pence(drawn, orders) == {"A": 880, "B": 1584}


def test_vat_is_rounded_once_for_each_delivery():
    #   two items in one delivery: 20% of 1p + 20% of 2p = 0.6p, one penny; in two deliveries 0p and 0p
    drawn = problem(
        authorities=[authority("A", vat_recoverable=False)],
        items=[item("helmet"), item("boots")],
        demand=[line("h", quantity=1, need_by=1), line("b", quantity=2, wants="boots", need_by=1)],
        offers=[offer("o", "l", [(1, 1)]), offer("p", "l", [(1, 1)], item="boots")],
    )
    together = (order(drawn, "o", 0, 1, h=1), order(drawn, "p", 0, 2, b=2))
    apart = (order(drawn, "o", 0, 1, h=1), order(drawn, "p", 1, 2, b=2))
    assert cost_parts(drawn, together).vat == 1
    assert cost_parts(drawn, apart).vat == 0


def test_order_cost_is_once_a_month_and_delivery_once_a_buyer():
    drawn = two_buyers(suppliers=[{"id": "s", "order_cost_pence": 100, "delivery_pence": {"A": 30, "B": 50}}])
    together = cost_parts(drawn, (order(drawn, "o", 1, 10, a=4, b=6),))
    apart = cost_parts(drawn, (order(drawn, "o", 0, 4, a=4), order(drawn, "o", 1, 6, b=6)))
    assert (together.order, together.delivery) == (100, 80)
    assert (apart.order, apart.delivery) == (200, 80)
    pays = pays_pence(drawn, (order(drawn, "o", 1, 10, a=4, b=6),))
    assert pays == {"A": 800 + 30 + 40, "B": 1200 + 240 + 50 + 60}


def test_holding_is_for_each_month_early():
    #   reference £2.00 × 600‰ a year × 1 month early / 12 = 10p a unit
    drawn = two_buyers(items=[item("helmet", holding_permille_per_year=600)])
    assert cost_parts(drawn, (order(drawn, "o", 1, 10, a=4, b=6),)).holding == 0
    assert cost_parts(drawn, (order(drawn, "o", 0, 10, a=4, b=6),)).holding == 100


def test_a_rebate_is_on_all_goods_of_the_year_of_order():
    tiers = [{"from_pence": 1200, "permille": 100}, {"from_pence": 2000, "permille": 200}]
    drawn = two_buyers(rebates=[{"supplier": "s", "tiers": tiers}])
    assert cost_parts(drawn, (order(drawn, "o", 1, 10, a=4, b=6),)).rebates == 400
    march = two_buyers(first_month="2027-03", rebates=[{"supplier": "s", "tiers": tiers}])
    split = (
        order(march, "o", 0, 4, a=4),
        order(march, "o", 1, 6, b=6),
    )  # £8.00 in 2026/27, £12.00 in 2027/28
    assert cost_parts(march, split).rebates == 120
    assert pays_pence(march, split) == {"A": 800, "B": 1200 + 240 - 120}


def test_a_shortfall_is_paid_by_the_committed():
    commitment = {"id": "c", "authority": "A", "supplier": "s", "year": "2026/27"}
    drawn = two_buyers(commitments=[{**commitment, "minimum_pence": 1001, "shortfall_permille": 500}])
    orders = (order(drawn, "o", 1, 10, a=4, b=6),)
    assert cost_parts(drawn, orders).shortfall == 101  # half of £2.01, rounded up
    assert pays_pence(drawn, orders)["A"] == 901


def test_a_broken_rules_price_is_shared_by_goods():
    drawn = two_buyers(
        rules=[{"kind": "exclude_supplier", "supplier": "s", "price_pence": 11}], lots=[lot("l", "s")]
    )
    orders = (order(drawn, "o", 1, 10, a=4, b=6),)
    assert pays_pence(drawn, orders) == {"A": 804, "B": 1447}
    assert sum(pays_pence(drawn, orders).values()) == cost_parts(drawn, orders).total
