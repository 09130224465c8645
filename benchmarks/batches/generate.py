"""Random joint procurements of emergency services, by seed: market, demand, terms and budgets as found in practice."""

import json
import random
from typing import Any, NamedTuple

from optimizer.batches.as_needed import each_alone_as_needed
from optimizer.batches.ledger import budget_use, portions
from optimizer.batches.problem import Problem, parse_problem


class Category(NamedTuple):
    share: float
    low_pence: int
    high_pence: int
    events_a_year: tuple[float, float]
    units: tuple[int, int]
    kind: str
    delivery_pence: tuple[int, int]


CATEGORIES = {
    "vehicle": Category(0.06, 2_800_000, 16_500_000, (0.5, 1.5), (1, 12), "capital", (20_000, 60_000)),
    "equipment": Category(0.20, 15_000, 1_400_000, (1, 3), (2, 40), "capital", (4_000, 15_000)),
    "clothing": Category(0.20, 800, 24_000, (1, 4), (10, 300), "revenue", (2_000, 6_000)),
    "consumables": Category(0.40, 40, 3_000, (2, 8), (20, 1_500), "revenue", (1_200, 4_000)),
    "it": Category(0.14, 6_000, 260_000, (1, 3), (5, 150), "capital", (2_000, 8_000)),
}
# Authorities, items, suppliers, months, and the part of the items that an authority buys: with sixty organisations of
# several services few need the same things, and a document takes 100,000 demand lines at most.
SIZES = {
    "tiny": (2, 10, 6, 6, 1.0),
    "small": (3, 40, 8, 12, 1.0),
    "medium": (8, 120, 16, 18, 1.0),
    "fourteen": (14, 120, 16, 18, 1.0),
    "standard": (14, 300, 30, 24, 1.0),
    "large": (60, 2000, 100, 36, 0.075),
}


def batch_problem(size: str, seed: int) -> Problem:
    """A problem of a size: `small` has 3 authorities, 40 items, 8 suppliers, 12 months; `fourteen` medium's items."""
    authorities, items, suppliers, months, bought = SIZES[size]
    chance = random.Random(seed)
    names = [f"trust-{number:02d}" for number in range(authorities)]
    categories = _categories(chance, items)
    document: dict[str, Any] = {
        "format": "batch-problem/1",
        "first_month": "2027-04",
        "months": months,
        "authorities": [{"id": name, "vat_recoverable": chance.random() < 0.3} for name in names],
        "items": [_item(chance, number, kind) for number, kind in enumerate(categories)],
        "suppliers": [_supplier(chance, number, names) for number in range(suppliers)],
    }
    document["demand"] = _demand(chance, document, categories, names, bought)
    document["lots"] = [
        _lot(chance, number, kind, months) for number in range(suppliers) for kind in CATEGORIES
    ]
    document["offers"] = _offers(chance, document, categories, suppliers)
    document["rebates"] = _rebates(chance, document, suppliers)
    document["commitments"] = _commitments(chance, names, suppliers)
    _limit(chance, document)
    return parse_problem(json.dumps(document))


def _categories(chance: random.Random, items: int) -> list[str]:
    kinds = [kind for kind, category in CATEGORIES.items() for _ in range(round(category.share * items))]
    kinds = (kinds + ["consumables"] * items)[:items]
    chance.shuffle(kinds)
    return kinds


def _item(chance: random.Random, number: int, kind: str) -> dict[str, Any]:
    category = CATEGORIES[kind]
    pence = category.low_pence * (category.high_pence / category.low_pence) ** chance.random()
    return {"id": f"{kind}-{number:03d}", "kind": category.kind, "reference_price_e4": round(pence) * 100}


def _supplier(chance: random.Random, number: int, names: list[str]) -> dict[str, Any]:
    category = CATEGORIES[chance.choice(list(CATEGORIES))]
    return {
        "id": f"supplier-{number:02d}",
        "sme": chance.random() < 0.4,
        "order_cost_pence": chance.randrange(6_000, 18_000, 500),
        "delivery_pence": {name: chance.randrange(*category.delivery_pence, 100) for name in names},
    }


def _demand(
    chance: random.Random, document: dict[str, Any], kinds: list[str], names: list[str], bought: float
) -> list[dict[str, Any]]:
    sizes = {name: chance.lognormvariate(0, 0.45) for name in names}
    months = document["months"]
    toward_year_end = [1.0 + 0.8 * (month % 12 >= 9) for month in range(months)]
    lines = []
    for item, kind in zip(document["items"], kinds, strict=True):
        category = CATEGORIES[kind]
        for name in names:
            if bought < 1 and chance.random() >= bought:
                continue
            events = chance.uniform(*category.events_a_year) * months / 12
            for _ in range(int(events) + (chance.random() < events % 1)):
                need_by = max(2, chance.choices(range(months), toward_year_end)[0])
                low, high = category.units
                quantity = max(1, round(sizes[name] * low * (high / low) ** chance.random()))
                lines.append(
                    {
                        "id": f"d{len(lines)}",
                        "authority": name,
                        "item": item["id"],
                        "quantity": quantity,
                        "earliest": max(0, need_by - chance.randint(0, 6)),
                        "need_by": need_by,
                    }
                )
    return lines


def _lot(chance: random.Random, number: int, kind: str, months: int) -> dict[str, Any]:
    return {
        "id": f"lot-{number:02d}-{kind}",
        "framework": f"{kind} framework",
        "supplier": f"supplier-{number:02d}",
        "from_month": 0,
        "to_month": months,
        "ceiling_pence": None,
        "entitled": None,
    }


def _offers(
    chance: random.Random, document: dict[str, Any], kinds: list[str], suppliers: int
) -> list[dict[str, Any]]:
    offers = []
    peaks: dict[str, int] = {}
    for line in document["demand"]:
        peaks[line["item"]] = max(peaks.get(line["item"], 1), line["quantity"])
    for item, kind in zip(document["items"], kinds, strict=True):
        peak = peaks.get(item["id"], 1)
        for rank, number in enumerate(chance.sample(range(suppliers), chance.randint(2, 6))):
            offers.append(
                {
                    "id": f"o{len(offers)}",
                    "lot": f"lot-{number:02d}-{kind}",
                    "item": item["id"],
                    "tiers": _tiers(chance, item["reference_price_e4"], peak),
                    "tier_kind": "all_units" if chance.random() < 0.7 else "incremental",
                    "minimum": max(1, round(peak * chance.uniform(0.1, 0.5))) if chance.random() < 0.4 else 0,
                    "multiple": chance.choice([1, 1, 1, 5, 10]) if kind in ("consumables", "clothing") else 1,
                    "capacity_per_month": round(peak * chance.uniform(0.6, 4)) if rank else None,
                    "lead_months": chance.randint(0, 6) if rank else chance.randint(0, 2),
                }
            )
    return offers


def _tiers(chance: random.Random, reference_e4: int, peak: int) -> list[dict[str, int]]:
    price = reference_e4 * 1.06 * chance.lognormvariate(0, 0.05)
    depth = chance.uniform(0.03, 0.18)
    count = chance.randint(2, 5)
    starts = sorted({max(2, round(peak * chance.uniform(0.3, 4))) for _ in range(count - 1)})
    tiers = [{"from_quantity": 1, "price_e4": round(price)}]
    for step, start in enumerate(starts, start=1):
        tiers.append({"from_quantity": start, "price_e4": round(price * (1 - depth * step / len(starts)))})
    return tiers


def _rebates(chance: random.Random, document: dict[str, Any], suppliers: int) -> list[dict[str, Any]]:
    prices = _prices(document)
    value = sum(line["quantity"] * prices[line["item"]] for line in document["demand"]) // 100
    rebates = []
    for number in range(suppliers):
        if chance.random() < 0.5:
            start = value / suppliers * chance.uniform(0.2, 0.6)
            tiers = [
                {"from_pence": round(start * 2**step), "permille": 5 + 10 * step}
                for step in range(chance.randint(2, 4))
            ]
            rebates.append({"supplier": f"supplier-{number:02d}", "tiers": tiers})
    return rebates


def _prices(document: dict[str, Any]) -> dict[str, int]:
    return {part["id"]: part["reference_price_e4"] for part in document["items"]}


def _commitments(chance: random.Random, names: list[str], suppliers: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"c-{name}-{number}",
            "authority": name,
            "supplier": f"supplier-{chance.randrange(suppliers):02d}",
            "year": "2027/28",
            "minimum_pence": chance.randrange(1_000_000, 10_000_000, 100_000),
            "shortfall_permille": chance.choice([100, 150, 250]),
        }
        for name in names
        for number in range(chance.randint(0, 2))
    ]


def _limit(chance: random.Random, document: dict[str, Any]) -> None:
    """Budgets 4–15% above what buying as needed would use, and a ceiling on a quarter of the lots."""
    loose = parse_problem(json.dumps(document))
    needed = each_alone_as_needed(loose)
    used: dict[tuple[str, str, str], int] = {}
    for orders in needed.values():
        for key, pence in budget_use(loose, portions(loose, orders)).items():
            used[key] = used.get(key, 0) + pence
    for authority in document["authorities"]:
        authority["budgets"] = [
            {"year": year, "kind": kind, "pence": round(pence * chance.uniform(1.04, 1.15))}
            for (name, year, kind), pence in sorted(used.items())
            if name == authority["id"]
        ]
    spend: dict[str, int] = {}
    prices = _prices(document)
    for line in document["demand"]:
        kind = line["item"].split("-")[0]
        spend[kind] = spend.get(kind, 0) + line["quantity"] * prices[line["item"]] // 100
    open_lots = {
        loose.offer_by_id[offer["id"]].lot
        for offer in document["offers"]
        if offer["capacity_per_month"] is None
    }
    for lot in document["lots"]:
        if lot["id"] not in open_lots and chance.random() < 0.5:
            lot["ceiling_pence"] = round(spend.get(lot["id"].split("-")[-1], 0) * chance.uniform(0.4, 0.9))
