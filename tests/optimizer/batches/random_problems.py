"""Random problems small enough to try every plan, with something of every field."""

import os
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.optimizer.batches.drawn import document, item, line, lot, offer


def over_random_seeds(one_in: int = 1) -> Callable[[Callable], Callable]:
    """Runs a test with TINY_PURCHASES seeds, 60 by default; one in so many of them where it is slow."""
    profile = settings(
        max_examples=int(os.environ.get("TINY_PURCHASES", "60")) // one_in,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    return lambda test: profile(given(st.integers(0, 10**9))(test))


def random_document(chance: Random) -> dict[str, Any]:
    """One or two buyers, items, suppliers and months, up to three lines and offers, and some of each rule."""
    buyers = ["A", "B"][: chance.randint(1, 2)]
    items = ["helmet", "boots"][: chance.choice([1, 1, 2])]
    suppliers = ["s", "t"][: chance.randint(1, 2)]
    months = chance.randint(1, 2)
    return document(
        first_month=chance.choice(["2026-04", "2026-03"]),
        months=months,
        authorities=[_authority(chance, buyer) for buyer in buyers],
        items=[
            item(
                name,
                reference_price_e4=chance.randint(100, 30_000),
                holding_permille_per_year=chance.choice([0, 500]),
            )
            for name in items
        ],
        demand=[_line(chance, number, buyers, items, months) for number in range(chance.randint(1, 3))],
        suppliers=[_supplier(chance, name, buyers) for name in suppliers],
        lots=[_lot(chance, name, buyers) for name in suppliers],
        offers=[_offer(chance, number, buyers, items, suppliers) for number in range(chance.randint(1, 3))],
        rebates=[_rebate(chance, suppliers)] if chance.random() < 0.3 else [],
        commitments=[_commitment(chance, buyers, suppliers)] if chance.random() < 0.3 else [],
        rules=[_rule(chance, items, suppliers) for _ in range(chance.choice([0, 0, 1, 2]))],
    )


def _authority(chance: Random, name: str) -> dict[str, Any]:
    budget = {"year": "2026/27", "kind": "revenue", "pence": chance.randint(200, 3000)}
    budgets = [budget] if chance.random() < 0.25 else []
    return {"id": name, "vat_recoverable": chance.random() < 0.5, "budgets": budgets}


def _line(chance: Random, number: int, buyers: list[str], items: list[str], months: int) -> dict[str, Any]:
    earliest = chance.randint(0, months - 1)
    return line(
        f"d{number}",
        quantity=chance.randint(1, 4 if number < 2 else 2),
        buyer=chance.choice(buyers),
        wants=chance.choice(items),
        earliest=earliest,
        need_by=chance.randint(earliest, months - 1),
    )


def _supplier(chance: Random, name: str, buyers: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "sme": chance.random() < 0.5,
        "order_cost_pence": chance.choice([0, 0, 100, 250]),
        "delivery_pence": {buyer: chance.choice([0, 50, 120]) for buyer in buyers},
    }


def _lot(chance: Random, supplier: str, buyers: list[str]) -> dict[str, Any]:
    return lot(
        f"l{supplier}",
        supplier,
        to_month=chance.choice([1, 2, 2]),
        ceiling_pence=chance.choice([None, None, None, chance.randint(100, 2000)]),
        entitled=chance.choice([None, None, None, [chance.choice(buyers)]]),
    )


def _offer(
    chance: Random, number: int, buyers: list[str], items: list[str], suppliers: list[str]
) -> dict[str, Any]:
    price = chance.randint(80, 300)
    tiers = [(chance.choice([0, 1]), price)]
    if chance.random() < 0.6:
        tiers.append((chance.randint(2, 5), int(price * chance.uniform(0.5, 1.05))))
    if chance.random() < 0.3 and len(tiers) == 2:
        tiers.append((tiers[1][0] + chance.randint(1, 4), int(price * 0.4)))
    sold = offer(
        f"o{number}",
        f"l{chance.choice(suppliers)}",
        tiers,
        item=chance.choice(items),
        tier_kind=chance.choice(["all_units", "incremental"]),
        minimum=chance.choice([0, 0, 3]),
        multiple=chance.choice([1, 1, 2, 3]),
        capacity_per_month=chance.choice([None, None, 3, 6]),
        lead_months=chance.choice([0, 0, 1]),
        valid_for=chance.choice([None, None, None, [chance.choice(buyers)]]),
    )
    fraction = chance.choice([0, 0, 37])
    for tier in sold["tiers"]:
        tier["price_e4"] += fraction
    return sold


def _rebate(chance: Random, suppliers: list[str]) -> dict[str, Any]:
    tiers = [
        {"from_pence": chance.randint(0, 900), "permille": chance.randint(0, 150)},
        {"from_pence": chance.randint(901, 1500), "permille": chance.randint(100, 400)},
    ]
    return {"supplier": chance.choice(suppliers), "tiers": tiers}


def _commitment(chance: Random, buyers: list[str], suppliers: list[str]) -> dict[str, Any]:
    return {
        "id": "c",
        "authority": chance.choice(buyers),
        "supplier": chance.choice(suppliers),
        "year": "2026/27",
        "minimum_pence": chance.randint(1, 1500),
        "shortfall_permille": chance.choice([150, 500, 1000]),
    }


def _rule(chance: Random, items: list[str], suppliers: list[str]) -> dict[str, Any]:
    some = chance.choice([None, [items[0]]])
    rule = chance.choice(
        [
            {"kind": "max_suppliers", "value": chance.randint(1, 2), "items": some},
            {"kind": "min_suppliers", "value": chance.randint(1, 2), "items": some},
            {"kind": "max_share", "permille": chance.choice([300, 500, 700]), "items": some},
            {"kind": "min_sme_share", "permille": chance.choice([300, 600])},
            {"kind": "exclude_supplier", "supplier": chance.choice(suppliers)},
        ]
    )
    return {**rule, "price_pence": chance.choice([None, 50, 300])}
