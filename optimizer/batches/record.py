"""What a search keeps of its bound for the next one, and takes over from an earlier answer.

An item's least cost at some rates depends on nothing but its own programme and the charges that it bears. Where both
are the same to the last number it need not be found again, nor proven in whole numbers. An earlier answer is taken at
its word: it must be this solver's own.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from optimizer.batches.branching import Branch
from optimizer.batches.charges import Parts, in_pence, pence_left
from optimizer.batches.crew import Result, Task
from optimizer.batches.cutting import Cutting
from optimizer.batches.joint_programme import Programme
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.solution import ItemCharges, ItemRates, TierBranch
from optimizer.batches.variables import PENCE_PER_POUND

RATES_KEPT = 2_000
# With more charges than that an answer would take long to write and to read.
CHARGES_KEPT = 500_000
# The first branches of a tree are about the years on which most hangs, whatever else changes.
BRANCHES_KEPT = 12
# Of an item whose programme has changed, so many of the earlier rates are asked for again.
QUESTIONS_EACH = 8
STEEPEST = 1.0


def keep(cutting: Cutting, branches: Iterable[Branch]) -> None:
    """Have the search know the rates that its bound rests on, the charges that items bear, and the first branches."""
    pursuit = cutting.pursuit
    pursuit.search.branches = tuple(islice(_named(cutting.relaxation.programme, branches), BRANCHES_KEPT))
    pursuit.search.rates = tuple(_rates(cutting))
    count = sum(len(own) for own in pursuit.parts.values())
    pursuit.search.charges = tuple(_charges(pursuit)) if count <= CHARGES_KEPT else ()


def _rates(cutting: Cutting) -> Iterator[ItemRates]:
    """The rates at which items were asked for the cuts that points rested on, the weightiest of them."""
    weights: dict[tuple[str, tuple], float] = {}
    most: dict[tuple[str, tuple], float] = {}
    for cut, weight in cutting.relaxation.rested_on():
        for least, rates in cutting.pursuit.master.pools[cut.item].members(cut):
            named = tuple((*account, rate) for account, rate in rates.items() if rate)
            name = cut.item, named
            weights[name] = weights.get(name, 0.0) + weight
            most[name] = max(least, most.get(name, least))
    heaviest = sorted(weights, key=lambda name: -weights[name])[:RATES_KEPT]
    return (ItemRates(item=name[0], rates=name[1], least=most[name]) for name in heaviest)


def _charges(pursuit: Pursuit) -> Iterator[ItemCharges]:
    for item, own in pursuit.parts.items():
        pence = tuple(in_pence(own[charge]) for charge in pursuit.chargeable[item])
        yield ItemCharges(item=item, programme=pursuit.programmes[item], pence=pence)


def _named(programme: Programme, branches: Iterable[Branch]) -> Iterator[TierBranch]:
    years = {tuple(columns): year for year, columns in programme.tiers.items()}
    for branch in branches:
        supplier, year = years[branch.columns]
        yield TierBranch(node=branch.node, supplier=supplier, year=year, tier=branch.low)


def branches_as_before(cutting: Cutting) -> list[Branch]:
    """The branches of the earlier tree that there still can be; without one, all below it are those of its first part."""
    # Nodes of the earlier tree that are not in two parts as yet, by number, with their numbers in this one.
    found, here = list[Branch](), {0: 0}
    for number, earlier in enumerate(cutting.pursuit.search.branches):
        node = here.pop(earlier.node, None)
        columns = cutting.relaxation.programme.tiers.get((earlier.supplier, earlier.year), ())
        first, second = 2 * number + 1, 2 * number + 2
        if node is not None and 0 < earlier.tier < len(columns):
            here |= {first: 2 * len(found) + 1, second: 2 * len(found) + 2}
            found.append(Branch(node, tuple(columns), earlier.tier))
        elif node is not None:
            here[first] = node
    return found


def charges_as_before(pursuit: Pursuit) -> Parts:
    """What the items bear whose programme is that of the earlier answer; none where that is more than all of a charge."""
    parts = {}
    for earlier in pursuit.search.charges:
        charges = pursuit.chargeable.get(earlier.item, ())
        same = pursuit.programmes.get(earlier.item) == earlier.programme
        if same and len(charges) == len(earlier.pence) and min(earlier.pence, default=0) >= 0:
            pounds = (pence / PENCE_PER_POUND for pence in earlier.pence)
            parts[earlier.item] = dict(zip(charges, pounds, strict=True))
    left = pence_left(pursuit.problem, parts)
    return parts if min(left.values(), default=0) >= 0 else {}


def take_over(pursuit: Pursuit, items: Collection[str]) -> None:
    """Take the cuts of these items, which bear what they bore, from the earlier answer."""
    for item, rates, least in _known(pursuit):
        if item in items and least is not None:
            most = pursuit.master.most[item]
            pursuit.master.add(Result(item, False, least, {}, most, None, 0, rates=rates))


def ask_as_before(pursuit: Pursuit, deadline: float, *, but: Collection[str] = (), **options: Any) -> None:
    """Look at all items but some at the weightiest rates that the bound of an earlier answer rested on."""
    tasks, asked = [], Counter[str]()
    for item, rates, _ in _known(pursuit):
        asked[item] += 1
        if item not in but and asked[item] <= QUESTIONS_EACH:
            tasks.append(Task(item, rates, seed=pursuit.search.seed, **options))
    for _ in pursuit.do(tasks, deadline - pursuit.search.elapsed):
        pass


def _known(pursuit: Pursuit) -> Iterator[tuple[str, dict, float | None]]:
    """The earlier rates of items and lots that there still are, within reason."""
    for earlier in pursuit.search.rates:
        known = set(pursuit.accounts.get(earlier.item, ()))
        rates = {(lot, year): rate for lot, year, rate in earlier.rates if (lot, year) in known}
        if known and all(abs(rate) <= STEEPEST for rate in rates.values()):
            yield earlier.item, rates, earlier.least
