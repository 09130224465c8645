"""A minimal set of what cannot hold together, and the smallest change of each that frees the others."""

import pytest

from optimizer.batches.budgets import budgets_out_of_reach
from optimizer.batches.search import Search
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import authority, line, lot, offer, problem


def conflict(**changes) -> dict[tuple[str, str], tuple[int | None, str]]:
    """Kind and id of each member, with its change and unit."""
    answer = solve(problem(**changes), seconds=20)
    assert answer.status == "infeasible"
    return {(m.kind, m.id): (m.change, m.unit) for m in answer.conflict}


def test_a_capacity_and_a_date_that_clash():
    #   month   0  1  2        4 a month, 10 wanted by month 1: 8. Two more units a month, or a month later.
    #   wanted  [----]
    found = conflict(
        months=3,
        demand=[line("d", quantity=10, need_by=1)],
        offers=[offer("o", "l", [(1, 200)], capacity_per_month=4)],
    )
    assert found == {("capacity", "o"): (1, "units"), ("need_by", "d"): (1, "months")}


def test_what_has_no_part_in_the_conflict_is_not_named():
    found = conflict(
        months=1,
        authorities=[
            authority("A", budgets=[{"year": "2026/27", "kind": "revenue", "pence": 1500}]),
            authority("B", budgets=[{"year": "2026/27", "kind": "revenue", "pence": 9999}]),
        ],
        demand=[line("a", quantity=10), line("b", quantity=10, buyer="B")],
        offers=[offer("o", "l", [(1, 200)], capacity_per_month=50)],
        rules=[{"kind": "max_suppliers", "value": 1}],
    )
    assert found == {("budget", "A 2026/27 revenue"): (499, "pence")} or found == {
        ("budget", "A 2026/27 revenue"): (500, "pence")
    }


def test_a_ceiling_tells_what_it_lacks():
    found = conflict(lots=[lot("l", "s", ceiling_pence=1900)])
    assert found == {("ceiling", "l"): (100, "pence")}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"lots": [lot("l", "s", entitled=[])]}, "entitlement"),
        ({"offers": [offer("o", "l", [(1, 200)], valid_for=[])]}, "validity"),
    ],
)
def test_a_missing_right_names_how_many_lack_it(changes, kind):
    ((member, change),) = conflict(**changes).items()
    assert member[0] == kind
    assert change == (1, "authorities")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ({"kind": "min_suppliers", "value": 2}, (1, "suppliers")),
        ({"kind": "max_share", "permille": 700}, (3, "units")),
        ({"kind": "exclude_supplier", "supplier": "s"}, (1, "suppliers")),
    ],
)
def test_an_award_rule_tells_by_how_much_it_must_give(rule, change):
    assert conflict(rules=[rule]) == {("rule", "0"): change}


def test_demand_out_of_everyones_reach_is_named():
    #   wanted in month 0, lead 1: nothing that can give would help
    found = conflict(
        months=1, demand=[line("d", quantity=10)], offers=[offer("o", "l", [(1, 2)], lead_months=1)]
    )
    assert found == {("demand", "d"): (10, "units")}


def test_a_conflict_reads_as_a_person_would_say_it():
    answer = solve(problem(lots=[lot("l", "s", ceiling_pence=1900)]), seconds=5)
    (member,) = answer.conflict
    assert member.text == "No more than £19.00 may be ordered under lot l."
    assert member.remedy == "Raise the ceiling by £1.00."


@pytest.mark.parametrize(("pence", "members"), [(1990, ["budget"]), (2000, [])])
def test_a_budget_below_the_lowest_prices_is_found_at_any_size(pence, members):
    #   10 helmets at £2.00, or £2.00 from 10 on: £20.00 whatever is agreed
    poor = authority("A", budgets=[{"year": "2026/27", "kind": "revenue", "pence": pence}])
    drawn = problem(authorities=[poor, authority("B")], offers=[offer("o", "l", [(1, 250), (10, 200)])])
    found = budgets_out_of_reach(Search(drawn, 20)) or ()
    assert [member.kind for member in found] == members
    assert [member.change for member in found] == [10] * len(members)
