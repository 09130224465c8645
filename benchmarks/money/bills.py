"""What each authority pays for a random plan, recounted part by part from the documents."""

from collections import defaultdict
from random import Random
from typing import Any

from benchmarks.money import recount
from optimizer.batches.solution import Order

AUTHORITIES, ITEMS, SUPPLIERS, OFFERS = 5, 5, 3, 12
PARTS = ("goods", "order", "delivery", "vat", "holding", "shortfall", "rebates", "broken_rules")


def drawn_problem(dice: Random) -> dict[str, Any]:
    """A problem document: authorities that recover VAT and not, tiers of both kinds, charges, rebates, commitments."""
    authorities = [f"a{number}" for number in range(AUTHORITIES)]
    items = [
        {
            "id": f"i{number}",
            "kind": dice.choice(["capital", "revenue"]),
            "vat_permille": dice.choice([0, 50, 175, 200, dice.randint(0, 1000)]),
            "holding_permille_per_year": dice.choice([0, 35, dice.randint(0, 10_000)]),
            "reference_price_e4": dice.choice([1, 4275, dice.randint(0, 10**9)]),
        }
        for number in range(ITEMS)
    ]
    suppliers = [
        {
            "id": f"s{number}",
            "order_cost_pence": dice.choice([0, 1, dice.randint(0, 10**6)]),
            "delivery_pence": {one: dice.randint(0, 10**5) for one in authorities if dice.random() < 0.8},
        }
        for number in range(SUPPLIERS)
    ]
    return {
        "format": "batch-problem/1",
        "first_month": "2026-10",
        "months": 24,
        "authorities": [{"id": one, "vat_recoverable": dice.random() < 0.5} for one in authorities],
        "items": items,
        "demand": [
            {
                "id": f"{one}-{item['id']}", "authority": one, "item": item["id"],
                "quantity": dice.randint(1, 5000), "earliest": 0, "need_by": dice.randint(10, 23),
            }
            for one in authorities for item in items
        ],
        "suppliers": suppliers,
        "lots": [
            {
                "id": f"l{number}", "framework": "F", "supplier": f"s{number}", "from_month": 0, "to_month": 24,
                "ceiling_pence": None, "entitled": None,
            }
            for number in range(SUPPLIERS)
        ],
        "offers": [drawn_offer(dice, f"o{number}") for number in range(OFFERS)],
        "rebates": [{"supplier": f"s{number}", "tiers": drawn_rebate(dice)} for number in range(SUPPLIERS)],
        "commitments": [
            {
                "id": f"c{number}", "authority": dice.choice(authorities), "supplier": f"s{number}",
                "year": dice.choice(["2026/27", "2027/28"]), "minimum_pence": dice.randint(0, 10**10),
                "shortfall_permille": dice.randint(0, 1000),
            }
            for number in range(SUPPLIERS)
        ],
    }  # fmt: skip


def drawn_offer(dice: Random, name: str) -> dict[str, Any]:
    """An offer with up to five tiers; prices from a hundredth of a penny to £100,000."""
    starts = sorted({dice.choice([0, 1]), *(dice.randint(2, 3000) for _ in range(dice.randint(0, 4)))})
    most = dice.choice([10, 10_000, 10**7, 10**9])
    return {
        "id": name,
        "lot": f"l{dice.randrange(SUPPLIERS)}",
        "item": f"i{dice.randrange(ITEMS)}",
        "tiers": [{"from_quantity": start, "price_e4": dice.randint(0, most)} for start in starts],
        "tier_kind": dice.choice(["all_units", "incremental"]),
        "capacity_per_month": None,
        "lead_months": dice.randint(0, 3),
    }


def drawn_rebate(dice: Random) -> list[dict[str, int]]:
    """Up to four rising tiers of a rebate."""
    starts = sorted({dice.choice([0, 1, dice.randint(1, 10**11)]) for _ in range(dice.randint(1, 4))})
    return [{"from_pence": start, "permille": dice.randint(0, 1000)} for start in starts]


def drawn_orders(dice: Random, document: dict[str, Any]) -> tuple[Order, ...]:
    """One to four order lines, each shared by some who need the item, with surplus now and then."""
    orders = []
    for offer in dice.sample(document["offers"], dice.randint(1, 4)):
        wanting = [line for line in document["demand"] if line["item"] == offer["item"]]
        chosen = dice.sample(wanting, dice.randint(1, len(wanting)))
        served = [{"demand": line["id"], "quantity": dice.randint(1, line["quantity"])} for line in chosen]
        quantity = sum(one["quantity"] for one in served) + dice.choice([0, 0, dice.randint(0, 50)])
        orders.append(
            Order.model_validate(
                {
                    "offer": offer["id"], "month": dice.randint(0, 9), "quantity": quantity,
                    "goods_pence": recount.goods(offer, quantity), "allocations": tuple(served),
                }
            )
        )  # fmt: skip
    return tuple(orders)


def recounted(document: dict[str, Any], orders: tuple[Order, ...]) -> tuple[list[int], list[int]]:
    """The cost by part, in the order of PARTS, and what each authority pays."""
    names = [one["id"] for one in document["authorities"]]
    pays, parts = dict.fromkeys(names, 0), dict.fromkeys(PARTS, 0)
    lines = [line for order in orders for line in _lines(document, order)]

    def bear(part: str, authority: str, pence: int) -> None:
        parts[part] += pence
        pays[authority] += -pence if part == "rebates" else pence

    by_month: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_year: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    taxed: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    for line in lines:
        bear("goods", line["authority"], line["goods"])
        bear("holding", line["authority"], line["holding"])
        by_month[line["supplier"], line["month"]][line["authority"]] += line["goods"]
        by_year[line["supplier"], line["year"]][line["authority"]] += line["goods"]
        taxed[line["authority"], line["supplier"], line["month"]].append(
            (line["goods"], line["vat_permille"])
        )
    recovering = {one["id"]: one["vat_recoverable"] for one in document["authorities"]}
    suppliers = {one["id"]: one for one in document["suppliers"]}
    for (authority, supplier, _), pairs in taxed.items():
        bear("delivery", authority, suppliers[supplier]["delivery_pence"].get(authority, 0))
        if not recovering[authority]:
            bear("vat", authority, recount.vat(pairs))
    for one in document["commitments"]:
        spent = by_year.get((one["supplier"], one["year"]), {}).get(one["authority"], 0)
        due = recount.shortfall(one["minimum_pence"], spent, one["shortfall_permille"])
        bear("shortfall", one["authority"], due)
    for (supplier, _), weights in by_month.items():
        _share("order", suppliers[supplier]["order_cost_pence"], weights, bear)
    tiers = {one["supplier"]: one["tiers"] for one in document["rebates"]}
    for (supplier, _), weights in by_year.items():
        _share("rebates", recount.rebate(tiers[supplier], sum(weights.values())), weights, bear)
    return list(parts.values()), list(pays.values())


def _share(part: str, pence: int, weights: dict[str, int], bear) -> None:
    for authority, share in zip(weights, recount.hamilton(pence, list(weights.values())), strict=True):
        bear(part, authority, share)


def _lines(document: dict[str, Any], order: Order) -> list[dict[str, Any]]:
    """The allocations of an order with their goods and holding."""
    offer = next(one for one in document["offers"] if one["id"] == order.offer)
    item = next(one for one in document["items"] if one["id"] == offer["item"])
    served = [
        (next(line for line in document["demand"] if line["id"] == one.demand), one.quantity)
        for one in order.allocations
    ]
    quantities = [quantity for _, quantity in served]
    goods = recount.hamilton(recount.goods(offer, order.quantity), quantities)
    early = [line["need_by"] - order.month - offer["lead_months"] for line, _ in served]
    held = recount.holding(item, quantities, early)
    return [
        {
            "authority": line["authority"], "goods": goods[index], "holding": held[index], "month": order.month,
            "supplier": f"s{offer['lot'][1:]}", "vat_permille": item["vat_permille"],
            # October is month 0, so the second financial year begins with month 6.
            "year": "2026/27" if order.month < 6 else "2027/28",
        }
        for index, (line, _) in enumerate(served)
    ]  # fmt: skip
