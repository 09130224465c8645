"""Many counties at once: a region or a nation, whose services span one, two or five counties.

Counties are too far apart to use each other's assets, but the police and ambulance services that span several share
the caps of their agreements among them, and fairness looks at all.
"""

import random
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.bookings.generate import ORGANISATIONS, document_of
from optimizer.bookings.problem import Problem, parse_problem
from optimizer.documents import canonical_json

SPANS = dict(zip(ORGANISATIONS, (1, 2, 5), strict=True))
# Counties are this far apart; neighbours that are nearer than a county is wide lend each other assets across the border.
APART_KM, NEXT_DOOR_KM, ACROSS = 100, 60, 8


def country(
    *,
    areas: int,
    requests: int,
    assets: int,
    seed: int = 0,
    held: float = 0.1,
    apart_km: int = APART_KM,
    spans: Mapping[str, int] = SPANS,
) -> Problem:
    """So many areas, each with so many requests and assets in a week; `spans` says how many areas a service covers."""
    chance = random.Random(seed)
    whole: dict[str, Any] = {}
    agreements: dict[str, dict[str, Any]] = {}
    for area in range(areas):
        part = document_of(requests=requests, assets=assets, seed=chance.randrange(10**6), held=held)
        placed = _placed(part, area, apart_km, spans)
        for agreement in placed.pop("agreements"):
            known = agreements.setdefault(agreement["id"], {**agreement, "cap_minutes": 0})
            known["cap_minutes"] += agreement["cap_minutes"]
        for name, value in placed.items():
            whole[name] = whole[name] + value if isinstance(value, list) and name in whole else value
    names = dict.fromkeys(entry["id"] for entry in whole["organisations"])
    whole |= {"organisations": [{"id": name} for name in names], "agreements": list(agreements.values())}
    chance.shuffle(whole["requests"])
    return parse_problem(canonical_json(whole))


def region(*, seed: int = 0) -> Problem:
    """Ten counties: 3,000 assets, 20,000 requests."""
    return country(areas=10, requests=2_000, assets=300, seed=seed)


def neighbours(*, seed: int = 0) -> Problem:
    """Ten counties side by side under three services: no part of it shares no asset with another."""
    spans = dict.fromkeys(ORGANISATIONS, 10)
    return country(areas=10, requests=2_000, assets=300, seed=seed, apart_km=NEXT_DOOR_KM, spans=spans)


def nation(*, seed: int = 0) -> Problem:
    """Forty areas: 12,000 assets, 100,000 requests."""
    return country(areas=40, requests=2_500, assets=300, seed=seed)


def _placed(part: dict[str, Any], area: int, apart_km: int, spans: Mapping[str, int]) -> dict[str, Any]:
    """The county's document under names of its own, in its own place."""

    def service(name: str) -> str:
        return f"{name}-{area // spans[name]:02d}"

    return {
        **part,
        "organisations": [{"id": service(entry["id"])} for entry in part["organisations"]],
        "sites": [_site(entry, area, apart_km) for entry in part["sites"]],
        "assets": [
            {
                **entry,
                "id": _own(entry["id"], area),
                "owner": service(entry["owner"]),
                "site": _own(entry["site"], area),
            }
            for entry in part["assets"]
        ],
        "agreements": [_agreement(entry, service) for entry in part["agreements"]],
        "requests": [_request(entry, area, service) for entry in part["requests"]],
    }


def _own(name: str, area: int) -> str:
    return f"{area:02d}-{name}"


def _site(entry: dict[str, Any], area: int, apart_km: int) -> dict[str, Any]:
    north, east = divmod(area, ACROSS)
    return {
        "id": _own(entry["id"], area),
        "latitude": entry["latitude"] + north * apart_km / 111.2,
        "longitude": entry["longitude"] + east * apart_km / 60,
    }


def _agreement(entry: dict[str, Any], service: Callable[[str], str]) -> dict[str, Any]:
    owner, user = service(entry["owner"]), service(entry["user"])
    return {**entry, "id": f"{owner}-{user}-{entry['kinds'][0]}", "owner": owner, "user": user}


def _request(entry: dict[str, Any], area: int, service: Callable[[str], str]) -> dict[str, Any]:
    renamed: dict[str, Any] = {
        "id": _own(entry["id"], area),
        "organisation": service(entry["organisation"]),
        "site": _own(entry["site"], area),
    }
    if "preferred_assets" in entry:
        renamed["preferred_assets"] = [_own(name, area) for name in entry["preferred_assets"]]
    if "held" in entry:
        assets = [[_own(name, area) for name in group] for group in entry["held"]["assets"]]
        renamed["held"] = {**entry["held"], "assets": assets}
    return {**entry, **renamed}
