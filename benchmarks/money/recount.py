"""The same money reckoned again with exact fractions, from the contract's words and not from the product's code."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import floor
from typing import Any

HALF = Fraction(1, 2)
Document = Mapping[str, Any]


def half_up(exact: Fraction) -> int:
    """To the nearest whole number, halves up."""
    return floor(exact + HALF)


def hamilton(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainders: each gets its whole part; what is left goes one by one to the largest rests, first come."""
    if sum(weights) == 0:
        weights = [1] * len(weights)
    return by_remainder(total, [Fraction(total * weight, sum(weights)) for weight in weights])


def by_remainder(total: int, exact: Sequence[Fraction]) -> list[int]:
    """Exact shares of `total` as whole pence."""
    shares = [floor(share) for share in exact]
    rests = sorted(range(len(exact)), key=lambda one: (shares[one] - exact[one], one))
    for one in rests[: total - sum(shares)]:
        shares[one] += 1
    return shares


def shapley(worths: Mapping[frozenset[str], int], players: Sequence[str]) -> list[int]:
    """What each player adds, on average over all orders of joining."""
    orders = list(permutations(players))
    added = dict.fromkeys(players, 0)
    for order in orders:
        for place, player in enumerate(order):
            before = frozenset(order[:place])
            added[player] += worths[before | {player}] - worths[before]
    whole = worths[frozenset(players)]
    return by_remainder(whole, [Fraction(added[player], len(orders)) for player in players])


def goods(offer: Document, quantity: int) -> int:
    """Pence for a quantity: unit by unit where tiers are incremental, else all at the price of the tier reached."""
    tiers = [(tier["from_quantity"], tier["price_e4"]) for tier in offer["tiers"]]
    if offer["tier_kind"] == "all_units":
        reached = [price for start, price in tiers if start <= quantity]
        return half_up(Fraction((reached or [0])[-1] * quantity, 100))
    edges = [max(1, start) for start, _ in tiers] + [max(quantity, tiers[-1][0]) + 1]
    paid = sum(
        price * max(0, min(quantity + 1, edges[index + 1]) - edges[index])
        for index, (_, price) in enumerate(tiers)
    )
    return half_up(Fraction(paid, 100))


def rebate(tiers: Iterable[Document], spent: int) -> int:
    """The share of the tier reached on all that was spent."""
    reached = [tier["permille"] for tier in tiers if spent >= tier["from_pence"]]
    return half_up(Fraction(spent * (reached or [0])[-1], 1000))


def charge(rate_pence_per_hour: int, minutes: int) -> int:
    """What a booking of so many minutes is charged."""
    return half_up(Fraction(rate_pence_per_hour * minutes, 60))


def shortfall(minimum: int, spent: int, permille: int) -> int:
    """What is paid for ordering less than was committed."""
    return half_up(Fraction(max(0, minimum - spent) * permille, 1000))


def holding(item: Document, quantities: Sequence[int], months_early: Sequence[int]) -> list[int]:
    """Keeping the units of one order until they are needed, by allocation."""
    a_year = item["reference_price_e4"] * item["holding_permille_per_year"]
    early = [quantity * max(0, months) for quantity, months in zip(quantities, months_early, strict=True)]
    return hamilton(half_up(Fraction(a_year * sum(early), 100 * 1000 * 12)), [a_year * one for one in early])


def vat(taxed: Iterable[tuple[int, int]]) -> int:
    """The VAT on one delivery: (pence, rate in thousandths) of its lines, added before they are rounded."""
    return half_up(sum((Fraction(pence * permille, 1000) for pence, permille in taxed), Fraction(0)))
