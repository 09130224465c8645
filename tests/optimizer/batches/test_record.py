"""What is kept of a bound holds for the next search as long as an item's programme is the same."""

from itertools import product
from types import SimpleNamespace

import pytest

from optimizer.batches.branching import Branch, Branching
from optimizer.batches.charge_sharing import share_charges
from optimizer.batches.charges import charge_pence, in_pence
from optimizer.batches.crew import Crew
from optimizer.batches.cutting import Cutting
from optimizer.batches.exact import solve_whole
from optimizer.batches.joint_programme import Programme
from optimizer.batches.master import Master
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.record import branches_as_before, charges_as_before, keep, take_over
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.search import Search
from optimizer.batches.solution import TierBranch


def dearer(problem, item):
    """The problem with all offers of an item a tenth dearer."""

    def price(offer):
        if offer.item != item:
            return offer
        tiers = (tier.model_copy(update={"price_e4": tier.price_e4 * 11 // 10}) for tier in offer.tiers)
        return offer.model_copy(update={"tiers": tuple(tiers)})

    return problem.altered(offers=tuple(price(offer) for offer in problem.offers))


@pytest.fixture
def kept(begun):
    """A search whose bound came to stand still, and that bound."""
    fresh, cutting = begun
    cutting.raise_bound(fresh.elapsed + 20)
    keep(cutting, ())
    return fresh, cutting.bounds[-1]


@pytest.fixture
def again(kept):
    """Begins a search for another problem with what was kept, each item looked at once."""
    fresh, _ = kept
    crews = []

    def begin(problem):
        search = Search(problem, 60, rates=fresh.rates, charges=fresh.charges)
        crews.append(Crew(problem, 1))
        pursuit = Pursuit(search, crews[-1].__enter__(), Master(problem))
        assert pursuit.settle(60)
        return pursuit

    yield begin
    for crew in crews:
        crew.__exit__()


def test_the_same_problem_has_the_same_bound_without_asking_anybody(kept, again, monkeypatch):
    fresh, reached = kept
    pursuit = again(fresh.problem)
    before = charges_as_before(pursuit)
    assert set(before) == set(fresh.problem.demanded)

    pursuit.bear(before)
    monkeypatch.setattr(Pursuit, "do", None)
    take_over(pursuit, before)
    with Relaxation(Programme(pursuit.master)) as relaxation:
        point = Cutting(pursuit, relaxation).best_point(pursuit.search.elapsed + 20)

    assert point.bound == pytest.approx(reached, rel=1e-6)


def test_an_item_whose_price_has_changed_is_looked_at_anew_and_the_bound_holds(kept, again):
    fresh, _ = kept
    changed = next(iter(fresh.problem.demanded))
    problem = dearer(fresh.problem, changed)
    best = Search(problem, 60)
    solve_whole(best, 60)
    pursuit = again(problem)
    before = charges_as_before(pursuit)
    assert set(before) == set(problem.demanded) - {changed}

    pursuit.as_planned(best.orders)
    share_charges(pursuit, best.orders, 10, before)
    take_over(pursuit, before)
    assert set(pursuit.master.pools) == set(before)
    assert pursuit.sweep(60, items=[changed])
    with Relaxation(Programme(pursuit.master)) as relaxation:
        cutting = Cutting(pursuit, relaxation)
        cutting.raise_bound(pursuit.search.elapsed + 20)

    assert 0.9 * best.cost < pursuit.search.bound <= best.cost


def test_together_with_those_who_bear_theirs_already_the_others_bear_no_more_than_the_whole(kept, again):
    fresh, _ = kept
    changed = next(iter(fresh.problem.demanded))
    pursuit = again(dearer(fresh.problem, changed))
    before = charges_as_before(pursuit)
    share_charges(pursuit, (), 5, before)
    borne = {}
    for item, own in pursuit.parts.items():
        assert item == changed or own == before[item]
        for charge, pounds in own.items():
            borne[charge] = borne.get(charge, 0) + in_pence(pounds)

    assert all(pence <= charge_pence(pursuit.problem, charge) for charge, pence in borne.items())
    assert all(
        borne[charge] == charge_pence(pursuit.problem, charge) for charge in pursuit.chargeable[changed]
    )


def test_parts_that_are_more_than_a_charge_are_not_taken(kept, again):
    fresh, _ = kept
    twice = (
        each.model_copy(update={"pence": tuple(2 * pence + 1 for pence in each.pence)})
        for each in fresh.charges
    )
    fresh.charges = tuple(twice)

    assert charges_as_before(again(fresh.problem)) == {}


def test_another_demand_is_another_programme(kept, again):
    fresh, _ = kept
    line = fresh.problem.demand[0]
    more = line.model_copy(update={"quantity": line.quantity + 1})
    before = charges_as_before(again(fresh.problem.altered(demand=(more, *fresh.problem.demand[1:]))))

    assert set(before) == set(fresh.problem.demanded) - {line.item}


def test_a_bound_that_rests_on_rates_names_what_it_costs_at_them(kept):
    fresh, _ = kept
    assert {each.item for each in fresh.rates} == {each.item for each in fresh.charges}
    assert set(fresh.problem.demanded) == {each.item for each in fresh.charges}
    assert all(each.least is not None for each in fresh.rates)


YEARS = {("north", "2026/27"): [10, 11, 12], ("south", "2026/27"): [20, 21], ("north", "2027/28"): [30, 31]}


def cutting_with(tiers, branches):
    """What the record looks at of a search: the columns of each year's tiers, and the earlier branches."""
    return SimpleNamespace(
        relaxation=SimpleNamespace(programme=SimpleNamespace(tiers=tiers)),
        pursuit=SimpleNamespace(search=SimpleNamespace(branches=branches)),
    )


def earlier_tree():
    names = [
        (0, "north", "2026/27", 2),
        (1, "south", "2026/27", 1),
        (2, "north", "2027/28", 1),
        (4, "north", "2026/27", 1),
        (3, "north", "2027/28", 1),
    ]
    return [
        TierBranch(node=node, supplier=supplier, year=year, tier=tier) for node, supplier, year, tier in names
    ]


def leaves_of(branches):
    leaves = {0: frozenset()}
    for number, branch in enumerate(branches):
        parts = branch.parts(leaves.pop(branch.node))
        leaves |= {2 * number + 1 + side: shut for side, shut in enumerate(parts)}
    return list(leaves.values())


@pytest.mark.parametrize("gone", [(), *((year,) for year in YEARS), tuple(YEARS)])
def test_the_leaves_of_an_earlier_tree_have_each_choice_of_tiers_once_whatever_years_are_gone(gone):
    tiers = {year: columns for year, columns in YEARS.items() if year not in gone}
    leaves = leaves_of(branches_as_before(cutting_with(tiers, earlier_tree())))

    for chosen in product(*tiers.values()):
        assert sum(shut.isdisjoint(chosen) for shut in leaves) == 1


def test_a_tier_that_is_no_longer_there_is_not_branched_on():
    tiers = {**YEARS, ("north", "2026/27"): [10, 11]}
    found = branches_as_before(cutting_with(tiers, earlier_tree()))

    assert found == [Branch(0, (20, 21), 1), Branch(2, (10, 11), 1), Branch(1, (30, 31), 1)]


def test_a_tree_begun_with_an_earlier_one_bounds_its_leaves_at_once_and_stays_below_the_optimum(
    solved, begun
):
    fresh, cutting = begun
    cutting.raise_bound(fresh.elapsed + 20)
    reached = fresh.bound
    programme = cutting.relaxation.programme
    branches = [
        Branch(number, tuple(columns), 1)
        for number, columns in zip(
            (0, 2), (own for own in programme.tiers.values() if len(own) > 1), strict=False
        )
    ]
    assert branches
    tree = Branching(cutting, lambda shut, until: None, lambda point, until: False)
    tree.grow_from(branches, fresh.elapsed + 20)
    keep(cutting, tree.branches)

    assert {node.shut for _, _, node in tree.heap} <= set(leaves_of(branches))
    for bound, _, node in tree.heap:
        point = cutting.best_point(fresh.elapsed + 20, node.shut)
        assert bound == pytest.approx(max(reached / 100, point.bound), rel=1e-9)
    assert reached <= fresh.bound <= solved.cost
    assert branches_as_before(cutting) == branches
