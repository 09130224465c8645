"""Batch problems made to hurt: each is about the largest of its kind that the format still takes, or just beyond."""

from collections.abc import Callable
from typing import Any

Parts = dict[str, Any]


def problem(authorities: int, items: int, suppliers: int, months: int, **parts: Any) -> Parts:
    """Every authority wants every item at any time, every supplier offers every item at any time."""
    names = [f"b{n}" for n in range(authorities)]
    demand = [line(a, i, months) for a in range(authorities) for i in range(items)]
    offers = [offer(s, i) for s in range(suppliers) for i in range(items)]
    return {
        "format": "batch-problem/1",
        "first_month": "2027-04",
        "months": months,
        "authorities": [{"id": name, "vat_recoverable": False} for name in names],
        "items": [{"id": f"i{n}", "reference_price_e4": 10_000 + n} for n in range(items)],
        "demand": demand,
        "suppliers": [
            {"id": f"s{n}", "order_cost_pence": 900, "delivery_pence": dict.fromkeys(names, 700 + n)}
            for n in range(suppliers)
        ],
        "lots": [lot(n, months) for n in range(suppliers)],
        "offers": offers,
    } | parts


def line(authority: int, item: int, months: int, **facts: Any) -> Parts:
    given = {"authority": f"b{authority}", "item": f"i{item}", "quantity": 7 + authority + item}
    return {"id": f"d{authority}-{item}", **given, "earliest": 0, "need_by": months - 1} | facts


def lot(supplier: int, months: int, **facts: Any) -> Parts:
    given = {"id": f"l{supplier}", "framework": "f", "supplier": f"s{supplier}"}
    return {**given, "from_month": 0, "to_month": months, "ceiling_pence": None, "entitled": None} | facts


def offer(supplier: int, item: int, **facts: Any) -> Parts:
    tiers = [
        {"from_quantity": 1, "price_e4": 9_000 + 37 * supplier},
        {"from_quantity": 60, "price_e4": 8_000},
    ]
    given = {"id": f"o{supplier}-{item}", "lot": f"l{supplier}", "item": f"i{item}", "tiers": tiers}
    return {**given, "tier_kind": "all_units", "capacity_per_month": None} | facts


def many_of_everything() -> Parts:
    return problem(20, 60, 20, 24)


def as_many_ways_as_may_be() -> Parts:
    return problem(100, 25, 50, 200)


def more_ways_than_may_be() -> Parts:
    return problem(100, 100, 50, 240)


def tiers_without_end() -> Parts:
    tiers = [{"from_quantity": 1 + 3 * n, "price_e4": 90_000 - 31 * n} for n in range(100)]
    made = problem(10, 20, 10, 24)
    made["offers"] = [offer(s, i, tiers=tiers, tier_kind="incremental") for s in range(10) for i in range(20)]
    return made


def rules_without_end() -> Parts:
    items = [f"i{n}" for n in range(40)]
    rules = [{"kind": "max_share", "items": items, "permille": 300 + n % 600} for n in range(500)]
    rules += [{"kind": "max_suppliers", "value": 3, "price_pence": 10**9 + n} for n in range(400)]
    return problem(10, 40, 10, 12, rules=rules)


def nothing_can_be_had() -> Parts:
    """Impossible, but only all budgets, capacities and ceilings together show it."""
    made = problem(12, 30, 8, 12)
    made["authorities"] = [
        one | {"budgets": [{"year": "2027/28", "kind": "revenue", "pence": 700 + n}]}
        for n, one in enumerate(made["authorities"])
    ]
    made["offers"] = [offer(s, i, capacity_per_month=3 + s) for s in range(8) for i in range(30)]
    made["lots"] = [lot(s, 12, ceiling_pence=900 + s) for s in range(8)]
    return made


def greatest_numbers() -> Parts:
    tiers = [{"from_quantity": 1, "price_e4": 10**12}, {"from_quantity": 10**8, "price_e4": 10**12 - 1}]
    made = problem(6, 10, 4, 12)
    made["demand"] = [line(a, i, 12, quantity=10**8) for a in range(6) for i in range(10)]
    made["offers"] = [
        offer(s, i, tiers=tiers, minimum=10**8, multiple=99_999_989) for s in range(4) for i in range(10)
    ]
    return made


def number_too_great() -> Parts:
    made = problem(1, 1, 1, 1)
    return made | {"items": [{"id": "i0", "reference_price_e4": 10**15}]}


def quantity_too_great() -> Parts:
    made = problem(1, 1, 1, 1)
    return made | {"demand": [line(0, 0, 1, quantity=10**9)]}


def demand_beyond_counting() -> Parts:
    return problem(1, 1, 1, 1) | {"demand": [0] * 2_000_000}


def entitlements_of_the_wrong_kind() -> Parts:
    made = problem(1, 1, 1, 1)
    return made | {"lots": [lot(n, 1, entitled=[0] * 2_000) for n in range(1_500)]}


DOCUMENTS: tuple[Callable[[], Parts], ...] = (
    many_of_everything,
    as_many_ways_as_may_be,
    more_ways_than_may_be,
    tiers_without_end,
    rules_without_end,
    nothing_can_be_had,
    greatest_numbers,
    number_too_great,
    quantity_too_great,
    demand_beyond_counting,
    entitlements_of_the_wrong_kind,
)
