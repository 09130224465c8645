"""Random computations of money: what the product says, and what the recount says.

computations(count, seed=0) -> Iterator[Computation]
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from random import Random
from types import SimpleNamespace
from typing import NamedTuple

from api.schemas.base import Money, UnitPrice
from assets.cover import charge_of
from assets.models import Agreement
from benchmarks.money import recount
from benchmarks.money.bills import PARTS, drawn_offer, drawn_orders, drawn_problem, drawn_rebate, recounted
from optimizer.batches.bills import cost_parts, pays_pence
from optimizer.batches.ledger import Portion, budget_use, rebate_pence, vat_by_delivery
from optimizer.batches.prices import goods_pence, share_out
from optimizer.batches.problem import Offer, Problem, RebateTier, parse_problem
from optimizer.batches.sharing import proportional, rounded, shapley
from optimizer.documents import canonical_json
from procurement.forms.figures import PoundsField, UnitPriceField
from procurement.money import goods_at
from workbooks.cells import cell_value
from workbooks.table import Column

Pence = list[int]
LARGEST = 10**12
PROBLEM_USES = 200
MONEY = Column("amount", "Amount", "money")
PRICE = Column("price", "Price", "price_e4")
POUNDS, UNIT_PRICE = PoundsField(), UnitPriceField()


class Computation(NamedTuple):
    """One computation. `adds_up` is the sum that the pence are shares of, if they are."""

    kind: str
    ours: Pence
    recounted: Pence
    adds_up: int | None = None


def amount(dice: Random) -> int:
    """Pence: nothing, a penny, small, ordinary and huge ones alike."""
    return dice.choice([0, 1, dice.randint(2, 999), dice.randint(1000, 10**8), dice.randint(10**8, LARGEST)])


def weights(dice: Random) -> Pence:
    """One to a dozen weights: noughts among them, equal ones, or far apart."""
    count = dice.randint(1, 12)
    one = dice.choice([lambda: 0, lambda: 7, lambda: dice.randint(0, 3), lambda: amount(dice)])
    return [one() for _ in range(count)]


def _share(dice: Random) -> Computation:
    total, parts = amount(dice), weights(dice)
    return Computation("largest remainder", share_out(total, parts), recount.hamilton(total, parts), total)


def _proportional(dice: Random) -> Computation:
    total, alone = amount(dice), {f"a{number}": weight for number, weight in enumerate(weights(dice))}
    shares = proportional(total, alone)
    return Computation(
        "split in proportion", list(shares.values()), recount.hamilton(total, list(alone.values())), total
    )


def _signed(dice: Random) -> Computation:
    """Shares of which some are negative, as those of who saves more than they pay."""
    exact = [
        Fraction(dice.randint(-LARGEST, LARGEST), dice.randint(1, 5040)) for _ in range(dice.randint(1, 8))
    ]
    total = recount.half_up(sum(exact, Fraction(0)))
    exact[-1] += total - sum(exact, Fraction(0))
    shares = rounded(total, {str(number): share for number, share in enumerate(exact)})
    return Computation("negative shares", list(shares.values()), recount.by_remainder(total, exact), total)


def _shapley(dice: Random) -> Computation:
    players = [f"a{number}" for number in range(dice.randint(2, 4))]
    groups = [frozenset(group) for size in range(len(players) + 1) for group in combinations(players, size)]
    worths = {group: amount(dice) if group else 0 for group in groups}
    game = SimpleNamespace(worth=lambda group: SimpleNamespace(cost=worths[frozenset(group)]))
    joint = worths[frozenset(players)]
    shares, _ = shapley(game, joint, dict.fromkeys(players, 0))
    return Computation("Shapley value", list(shares.values()), recount.shapley(worths, players), joint)


def _goods(dice: Random) -> Computation:
    drawn, quantity = (
        drawn_offer(dice, "o"),
        dice.choice([0, 1, dice.randint(1, 4000), dice.randint(1, 10**6)]),
    )
    ours = goods_pence(Offer.model_validate({**drawn, "tiers": tuple(drawn["tiers"])}), quantity)
    return Computation("tiered prices", [ours], [recount.goods(drawn, quantity)])


def _unit_price(dice: Random) -> Computation:
    price_e4, quantity = dice.randint(0, 10**9), dice.randint(0, 10**5)
    exact = recount.half_up(Fraction(price_e4 * quantity, 100))
    return Computation("one price", [goods_at(price_e4, quantity)], [exact])


def _rebate(dice: Random) -> Computation:
    tiers, spent = drawn_rebate(dice), amount(dice)
    known = SimpleNamespace(
        rebates=[SimpleNamespace(supplier="s", tiers=[RebateTier.model_construct(**tier) for tier in tiers])]
    )
    return Computation("rebates", [rebate_pence(known, "s", spent)], [recount.rebate(tiers, spent)])


def _charge(dice: Random) -> Computation:
    rate, minutes = (
        dice.choice([0, 1, dice.randint(0, 10_000), dice.randint(0, 10**7)]),
        dice.randint(1, 20_160),
    )
    charged = charge_of(Agreement(rate_pence_per_hour=rate), minutes)
    return Computation("booking charges", [charged], [recount.charge(rate, minutes)])


def _in_and_out(dice: Random) -> Computation:
    """Pence to a form, a document of the API and a cell, and back; and a unit price likewise."""
    pence, price_e4 = amount(dice), dice.choice([0, 1, dice.randint(0, 10**6), dice.randint(0, 10**11)])
    back = [
        POUNDS.clean(POUNDS.prepare_value(pence)),
        int(Fraction(Money.of(pence).amount) * 100),
        MONEY.parse(cell_value(MONEY, pence)),
        UNIT_PRICE.clean(UNIT_PRICE.prepare_value(price_e4)),
        UnitPrice.of(price_e4).e4,
        PRICE.parse(cell_value(PRICE, price_e4)),
    ]
    return Computation("forms, API and cells", back, [pence] * 3 + [price_e4] * 3)


class _Problems:
    """A problem document and its parsed form, drawn anew every PROBLEM_USES times."""

    def __init__(self) -> None:
        self._left = 0

    def drawn(self, dice: Random) -> tuple[dict, Problem]:
        if not self._left:
            self._document = drawn_problem(dice)
            self._problem, self._left = parse_problem(canonical_json(self._document)), PROBLEM_USES
        self._left -= 1
        return self._document, self._problem


def _bill(dice: Random, problems: _Problems) -> Computation:
    document, problem = problems.drawn(dice)
    orders = drawn_orders(dice, document)
    costs = cost_parts(problem, orders)
    parts, pays = recounted(document, orders)
    ours = list(pays_pence(problem, orders).values())
    total = costs.goods + costs.order + costs.delivery + costs.vat + costs.holding + costs.shortfall
    total += costs.broken_rules - costs.rebates
    # What the authorities pay adds up to the cost.
    return Computation(
        "bills", [*(getattr(costs, name) for name in PARTS), *ours, sum(ours)], [*parts, *pays, total]
    )


def _taxed(dice: Random, problems: _Problems) -> Computation:
    """VAT by delivery and budgets by year, on portions of any size."""
    _, problem = problems.drawn(dice)
    taken = [
        (dice.choice(problem.offers), dice.randint(0, 9), dice.choice(problem.authorities), amount(dice))
        for _ in range(dice.randint(1, 5))
    ]
    portions = [
        Portion(offer, month, authority.id, "", 1, pence, 0) for offer, month, authority, pence in taken
    ]
    by_delivery, by_year = {}, {}
    for offer, month, authority, pence in taken:
        item = problem.item_by_id[offer.item]
        permille = 0 if authority.vat_recoverable else item.vat_permille
        if not authority.vat_recoverable:
            delivery = (authority.id, f"s{offer.lot[1:]}", month)
            by_delivery.setdefault(delivery, []).append((pence, permille))
        year = "2026/27" if month + offer.lead_months < 6 else "2027/28"
        by_year.setdefault((authority.id, year, item.kind), []).append((pence, permille))
    vats, budgets = vat_by_delivery(problem, portions), budget_use(problem, portions)
    assert (vats.keys(), budgets.keys()) == (by_delivery.keys(), by_year.keys())
    return Computation(
        "VAT and budgets",
        [*(vats[key] for key in by_delivery), *(budgets[key] for key in by_year)],
        [
            *(recount.vat(pairs) for pairs in by_delivery.values()),
            *(sum(pence for pence, _ in pairs) + recount.vat(pairs) for pairs in by_year.values()),
        ],
    )


def computations(count: int, seed: int = 0) -> Iterator[Computation]:
    """So many random computations of all kinds."""
    dice, problems = Random(seed), _Problems()
    kinds: list[tuple[int, Callable[[Random], Computation]]] = [
        (20, _share), (8, _proportional), (6, _signed), (4, _shapley), (14, _goods), (8, _unit_price), (8, _rebate),
        (12, _charge), (6, _in_and_out), (4, lambda dice: _bill(dice, problems)),
        (10, lambda dice: _taxed(dice, problems)),
    ]  # fmt: skip
    shares, drawers = zip(*kinds, strict=True)
    for drawer in dice.choices(drawers, shares, k=count):
        yield drawer(dice)
