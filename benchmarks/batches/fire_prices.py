"""What 46 English fire and rescue services paid for 27 items in 2016 as a batch problem of one month.

Data: Home Office, fire and rescue authority procurement data, published 23 August 2016, Open Government Licence v3.0.
Each service's contract is an offer that the others may call off too, within a volume limit.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

from optimizer.batches.problem import Problem, parse_problem

FILE = Path(__file__).with_name("fire_item_prices_2016.csv")
VOLUME_LIMIT = 3


def fire_problem(volume_limit: int = VOLUME_LIMIT) -> Problem:
    """Every row with a price and a quantity is a demand line and an offer of up to `volume_limit` times it."""
    with FILE.open(encoding="utf-8-sig", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["quantity"] and row["unit_price_gbp"]]
    services = sorted({row["frs"] for row in rows})
    items = sorted({row["item"] for row in rows})
    paid: dict[str, list[int]] = {item: [] for item in items}
    for row in rows:
        paid[row["item"]].append(_price_e4(row))
    document = {
        "format": "batch-problem/1",
        "first_month": "2016-04",
        "months": 1,
        "authorities": [{"id": service} for service in services],
        "items": [
            {"id": item, "reference_price_e4": sorted(paid[item])[len(paid[item]) // 2]} for item in items
        ],
        "demand": [_demand(index, row) for index, row in enumerate(rows)],
        "suppliers": [{"id": f"{service} contract"} for service in services],
        "lots": [_lot(service) for service in services],
        "offers": [_offer(index, row, volume_limit) for index, row in enumerate(rows)],
    }
    return parse_problem(json.dumps(document))


def _price_e4(row: dict[str, str]) -> int:
    return int((Decimal(row["unit_price_gbp"]) * 10_000).to_integral_value())


def _quantity(row: dict[str, str]) -> int:
    return max(1, int(Decimal(row["quantity"]).to_integral_value()))


def _demand(index: int, row: dict[str, str]) -> dict:
    return {
        "id": f"need {index}",
        "authority": row["frs"],
        "item": row["item"],
        "quantity": _quantity(row),
        "earliest": 0,
        "need_by": 0,
    }


def _lot(service: str) -> dict:
    return {
        "id": service,
        "framework": "own contract",
        "supplier": f"{service} contract",
        "from_month": 0,
        "to_month": 1,
        "ceiling_pence": None,
        "entitled": None,
    }


def _offer(index: int, row: dict[str, str], volume_limit: int) -> dict:
    return {
        "id": f"price {index}",
        "lot": row["frs"],
        "item": row["item"],
        "tiers": [{"from_quantity": 1, "price_e4": _price_e4(row)}],
        "tier_kind": "all_units",
        "capacity_per_month": volume_limit * _quantity(row),
    }
