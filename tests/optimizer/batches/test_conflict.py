"""A minimal set of what cannot hold together, and the smallest change of each that frees the others."""

import json
from random import Random

import pytest

from optimizer.batches.budgets import budgets_out_of_reach
from optimizer.batches.conflict import groups_of
from optimizer.batches.easing import eased
from optimizer.batches.freeing import changed
from optimizer.batches.plain import plain_conflict
from optimizer.batches.problem import parse_problem
from optimizer.batches.search import Search
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import authority, least_cost, line, lot, offer, problem
from tests.optimizer.batches.random_problems import over_random_seeds, random_document


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
    assert found == {("budget", "A 2026/27 revenue"): (500, "pence")}


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
        ({"kind": "max_share", "permille": 700}, (201, "permille")),  # 10 of 10 is more than 90%
        ({"kind": "min_sme_share", "permille": 700}, (700, "permille")),  # nobody is small
        ({"kind": "exclude_supplier", "supplier": "s"}, (1, "suppliers")),
    ],
)
def test_an_award_rule_tells_by_how_much_it_must_give(rule, change):
    assert conflict(rules=[rule]) == {("rule", "0"): change}


def test_a_minimum_order_that_the_budget_cannot_bear():
    #   10 are wanted, 20 must be ordered at £2.00: £40.00, of £25.00. £15.00 more, or a minimum of 12
    poor = authority("A", budgets=[{"year": "2026/27", "kind": "revenue", "pence": 2500}])
    found = conflict(authorities=[poor], offers=[offer("o", "l", [(1, 200)], minimum=20)])
    assert found == {("budget", "A 2026/27 revenue"): (1500, "pence"), ("minimum", "o"): (8, "units")}


def test_of_two_conflicts_the_one_without_numerous_limits_is_told():
    #   15 buyers of one each, p serves 5. An order under o is for 20 or more: all 15 would pay £2.67 each of £2.60,
    #   10 of them £4.00, so that budgets stand against it. But o cannot supply 20 either
    budgets = [{"year": "2026/27", "kind": "revenue", "pence": 260}]
    names = [f"A{number}" for number in range(15)]
    found = conflict(
        months=1,
        authorities=[authority(name, budgets=budgets) for name in names],
        demand=[line(f"of {name}", quantity=1, buyer=name) for name in names],
        lots=[lot("l", "s"), lot("m", "s")],
        offers=[
            offer("o", "l", [(1, 200)], minimum=20, capacity_per_month=15),
            offer("p", "m", [(1, 200)], capacity_per_month=5),
        ],
    )
    assert found == {
        ("minimum", "o"): (5, "units"),
        ("capacity", "o"): (5, "units"),
        ("capacity", "p"): (10, "units"),
    }


def test_a_right_is_asked_for_those_alone_who_need_it():
    #   B and C are shut out of l; s can deliver 10 of the 15 from l, so one of them must be let in, either will do
    answer = solve(
        problem(
            authorities=[authority(name) for name in "ABC"],
            demand=[line("b", quantity=5, buyer="B"), line("c", quantity=5, buyer="C")],
            lots=[lot("l", "s", entitled=["A"]), lot("m", "s", entitled=["A", "C"])],
            offers=[offer("o", "l", [(1, 200)]), offer("p", "m", [(1, 200)])],
        ),
        seconds=10,
    )
    told = {member.id: (member.change, member.whom, member.remedy) for member in answer.conflict}
    assert told == {"l": (1, ("B",), "Admit B."), "m": (1, ("B",), "Admit B.")}


def _without(drawn, groups):
    """The problem with some limits left out, as the search for a conflict does."""
    shut = {"entitlement": ("lots", "entitled"), "validity": ("offers", "valid_for")}
    for kind, name in groups:
        if kind in shut:
            part, right = shut[kind]
            rows = (
                row.model_copy(update={right: None}) if row.id == name else row
                for row in getattr(drawn, part)
            )
            drawn = drawn.altered(**{part: tuple(rows)})
        else:
            drawn = eased(drawn, (kind, name), "", entirely=True)
    return drawn


def _with(drawn, kind, name, change, whom):
    """The problem with one limit changed by so much."""
    if kind in ("need_by", "minimum"):
        return changed(drawn, (kind, name), change)
    if kind in ("entitlement", "validity"):
        for buyer in whom[:change]:
            drawn = eased(drawn, (kind, name), buyer)
        return drawn
    if kind == "rule":
        rules = list(drawn.rules)
        rule = rules[int(name)]
        if rule.kind in ("max_share", "min_sme_share"):
            return changed(drawn, (kind, name), change)
        by = change if rule.kind == "max_suppliers" else -change
        new = (
            {"price_pence": 0 if change else None}
            if rule.kind == "exclude_supplier"
            else {"value": rule.value + by}
        )
        rules[int(name)] = rule.model_copy(update=new)
        return drawn.altered(rules=tuple(rules))
    if kind == "budget":
        authority_id, year, what = name.rsplit(" ", 2)
        rows = []
        for row in drawn.authorities:
            budgets = [
                own.model_copy(update={"pence": own.pence + change})
                if row.id == authority_id and (own.year, own.kind) == (year, what)
                else own
                for own in row.budgets
            ]
            rows.append(row.model_copy(update={"budgets": tuple(budgets)}))
        return drawn.altered(authorities=tuple(rows))
    part, field = {"ceiling": ("lots", "ceiling_pence"), "capacity": ("offers", "capacity_per_month")}[kind]
    rows = (
        row.model_copy(update={field: getattr(row, field) + change}) if row.id == name else row
        for row in getattr(drawn, part)
    )
    return drawn.altered(**{part: tuple(rows)})


@over_random_seeds(one_in=4)
def test_each_change_is_enough_and_less_is_not_by_every_plan_there_is(seed):
    document = random_document(Random(seed))
    drawn = parse_problem(json.dumps(document))
    if drawn.rebates or drawn.commitments or any(rule.kind == "min_sme_share" for rule in drawn.rules):
        return
    if least_cost(drawn, surplus_up_to=2) is not None:
        return
    told = solve(drawn, seconds=30).conflict
    assert told
    members = {(member.kind, member.id) for member in told}
    if told[0].kind == "demand":
        return
    alone = _without(drawn, [group for group in groups_of(drawn) if group not in members])
    by_itself = [drawn.lines_of_item[item] for item in drawn.demanded]
    unserved = [
        lines for lines in by_itself if least_cost(drawn.altered(demand=lines), surplus_up_to=2) is None
    ]
    lines = (unserved or [drawn.demand])[0]

    def served(of) -> bool:
        own = tuple(of.demand_by_id[one.id] for one in lines)
        return least_cost(of.altered(demand=own), surplus_up_to=2) is not None

    assert not served(alone)
    for member in told:
        if member.change is not None:
            name = member.kind, member.id
            assert served(_with(alone, *name, member.change, member.whom)), member
            less = member.change - 1 if member.least is None else member.least - 2
            assert less < 1 or not served(_with(alone, *name, less, member.whom)), member


@over_random_seeds(one_in=4)
def test_what_shows_at_any_size_is_true_and_its_changes_are_enough(seed):
    chance = Random(seed)
    document = random_document(chance)
    for buyer in document["authorities"]:
        pence = chance.randint(100, 900)
        buyer["budgets"] = [
            {"year": year, "kind": "revenue", "pence": pence} for year in ("2025/26", "2026/27")
        ]
    document["rules"] = [{"kind": "max_suppliers", "value": 1}]
    drawn = parse_problem(json.dumps(document))
    told = plain_conflict(Search(drawn, 30))
    if not told:
        return
    named = {(member.kind, member.id) for member in told}
    rights = ("entitlement", "validity", "need_by") if told[0].kind == "budget" else ()
    others = [group for group in groups_of(drawn) if group not in named and group[0] not in rights]
    alone = _without(drawn, others).altered(rebates=(), commitments=())
    assert least_cost(alone, surplus_up_to=2) is None
    if least_cost(_without(alone, named), surplus_up_to=2) is None:
        return  # somebody's rights stand in the way too
    for member in told:
        if member.change is not None:
            name = member.kind, member.id
            assert least_cost(_with(alone, *name, member.change, ()), surplus_up_to=2) is not None
            less = member.change - 1 if member.least is None else member.least - 2
            assert less < 1 or least_cost(_with(alone, *name, less, ()), surplus_up_to=2) is None


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
