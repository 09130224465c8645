"""Which part of each order and delivery charge each item bears."""

import pytest

from optimizer.batches.charges import ChargeParts, charges_of
from optimizer.batches.choosing import candidate, choose
from optimizer.highs import Limits
from tests.optimizer.batches.drawn import item, line, lot, offer, order, problem

ORDER, DELIVERY = ("s", 0), ("s", 0, "A")
CHARGES = (ORDER, DELIVERY)


@pytest.fixture
def bought():
    return problem(
        months=1,
        items=[item("helmet"), item("boots")],
        demand=[line("d0", wants="helmet", quantity=1), line("d1", wants="boots", quantity=1)],
        suppliers=[{"id": "s", "order_cost_pence": 1000, "delivery_pence": {"A": 300}}],
        lots=[lot("l", "s")],
        offers=[offer("o0", "l", [(1, 10_000)]), offer("o1", "l", [(1, 10_000)], item="boots")],
    )


def shares(bought, *orders):
    return ChargeParts(bought, {"helmet": CHARGES, "boots": CHARGES}, orders)


def test_an_order_brings_about_its_own_cost_and_a_delivery_to_each_buyer(bought):
    assert charges_of(bought, [order(bought, "o0", 0, 1, d0=1)]) == {"helmet": {ORDER, DELIVERY}}


def test_nobody_s_charges_are_borne_equally(bought):
    parts = shares(bought).of_items()

    assert parts["helmet"] == pytest.approx({ORDER: 5.0, DELIVERY: 1.5})
    assert parts["boots"] == pytest.approx({ORDER: 5.0, DELIVERY: 1.5})


def test_those_who_bring_a_charge_about_begin_with_more_of_it(bought):
    parts = shares(bought, order(bought, "o0", 0, 1, d0=1)).of_items()

    assert parts["helmet"][ORDER] == pytest.approx(9.5)
    assert parts["boots"][ORDER] == pytest.approx(0.5)


def test_charges_move_to_who_uses_them_and_still_add_up(bought):
    charges = shares(bought)

    charges.move({"helmet": {ORDER: 1.0, DELIVERY: 0.0}, "boots": {ORDER: 0.0, DELIVERY: 0.0}})

    parts = charges.of_items()
    assert parts["helmet"][ORDER] > 8.0
    assert parts["helmet"][ORDER] + parts["boots"][ORDER] == pytest.approx(10.0)
    assert parts["helmet"][DELIVERY] == pytest.approx(1.5)


def test_plans_are_chosen_that_share_a_charge():
    #   helmets: £101 of s, £100 of t; boots: £100 of s alone. An order of either costs £10
    drawn = problem(
        months=1,
        items=[item("helmet"), item("boots")],
        demand=[line("d0", wants="helmet", quantity=1), line("d1", wants="boots", quantity=1)],
        suppliers=[{"id": "s", "order_cost_pence": 1000}, {"id": "t", "order_cost_pence": 1000}],
        lots=[lot("l", "s"), lot("m", "t")],
        offers=[
            offer("of s", "l", [(1, 10_100)]),
            offer("of t", "m", [(1, 10_000)]),
            offer("boots of s", "l", [(1, 10_000)], item="boots"),
        ],
    )
    helmets = [candidate(drawn, (order(drawn, name, 0, 1, d0=1),)) for name in ("of s", "of t")]
    boots = [candidate(drawn, (order(drawn, "boots of s", 0, 1, d1=1),))]

    chosen = choose(drawn, {"helmet": helmets, "boots": boots}, Limits(5.0))

    assert [own.offer for own in chosen or ()] == ["of s", "boots of s"]


def test_a_choice_that_begins_with_orders_is_no_dearer_however_much_may_be_lost():
    drawn = problem(
        months=1,
        items=[item("helmet")],
        demand=[line("d0", wants="helmet", quantity=1)],
        suppliers=[{"id": "s"}],
        lots=[lot("l", "s")],
        offers=[offer(f"o{count}", "l", [(1, 10_000 + count)]) for count in range(40)],
    )
    known = [candidate(drawn, (order(drawn, f"o{count}", 0, 1, d0=1),)) for count in range(40)]
    anything = Limits(5.0, gap=1e9, absolute_gap=1e9)

    for begin in (known[3], known[30]):
        chosen = choose(drawn, {"helmet": known}, anything, begin.orders)
        assert candidate(drawn, chosen).pounds <= begin.pounds


def test_parts_are_whole_pence_and_what_is_left_over_goes_to_who_bears_most(bought):
    charges = ChargeParts(bought, {"helmet": CHARGES, "boots": CHARGES, "third": (DELIVERY,)}, [])
    charges.go_on_from(
        {
            "helmet": {ORDER: 9.9949, DELIVERY: 1.0},
            "boots": {ORDER: 0.0051, DELIVERY: 1.0},
            "third": {DELIVERY: 1.0},
        }
    )
    parts = charges.of_items()

    assert parts["helmet"] == {ORDER: 10.0, DELIVERY: 1.0}
    assert parts["boots"] == {ORDER: 0.0, DELIVERY: 1.0}


def test_of_what_others_bear_already_nothing_is_shared_again(bought):
    parts = ChargeParts(bought, {"boots": CHARGES}, [], {"helmet": {ORDER: 4.0, DELIVERY: 3.0}}).of_items()

    assert parts == {"boots": {ORDER: 6.0, DELIVERY: 0.0}}
