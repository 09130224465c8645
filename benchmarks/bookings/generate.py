"""Made-up county weeks for the booking benchmark, the same for the same seed and size.

Sites around four towns and in the country, pools of like assets, agreements between three organisations, and
requests of the kinds that stations see. Every request could be served if it were alone.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.bookings.feasible import hold, servable
from optimizer.bookings.problem import Problem, parse_problem
from optimizer.documents import canonical_json

DAY, WEEK = 1440, 7 * 1440
STARTS = datetime(2026, 12, 7, tzinfo=UTC)
ORGANISATIONS = ("FIRE", "POLICE", "AMBULANCE")
KINDS = {
    "room": 36, "car": 10, "team": 10, "van": 6, "pilot": 6, "4x4": 5, "generator": 5, "entry-kit": 5,
    "drone": 4, "lighting": 4, "bariatric": 4, "minibus": 3, "boat": 2,
}  # fmt: skip
FEATURES = {
    "room": {"projector": 0.7, "accessible": 0.5, "kitchen": 0.3, "video": 0.3},
    "car": {"blue-light": 0.6},
}
FEATURES |= {"drone": {"thermal": 0.5, "night": 0.4}, "pilot": {"night": 0.5}, "team": {"medic": 0.5}}
FEATURES |= {"van": {"tail-lift": 0.4}, "4x4": {"winch": 0.3}, "boat": {"motor": 0.7}}
SHORT = {
    "meeting": (["room"], [30, 90, 120, 180, 180, 240]),
    "vehicle": (["car", "car", "van", "4x4", "minibus"], [60, 120, 240, 480]),
    "visit": (["team", "team", "bariatric"], [60, 90, 120, 180]),
    "equipment": (["generator", "entry-kit", "lighting", "boat"], [60, 120, 120, 240, 480, 2160]),
    "drone": (["drone"], [30, 60, 90, 120]),
}
SORTS = {**dict(zip(SHORT, (37, 20, 15, 10, 7), strict=True)), "cadets": 4, "course": 4, "event": 3}
TRIES, TRIES_EACH_SORT = 40, 10
EVENT = ["room", "team", "van", "generator", "lighting", "4x4", "minibus"]


def county(
    *, requests: int = 2000, assets: int | None = None, seed: int = 0, weeks: int = 1, held: float = 0.1
) -> Problem:
    """So many weeks with so many requests in all, on so many assets (by default 15 assets for 100 requests a week).

    Over several weeks a sixth of the requests repeat weekly. `held` is the share tried as held bookings.
    """
    return parse_problem(
        canonical_json(document_of(requests=requests, assets=assets, seed=seed, weeks=weeks, held=held))
    )


def document_of(
    *, requests: int, assets: int | None = None, seed: int = 0, weeks: int = 1, held: float = 0.1
) -> dict[str, Any]:
    """The document of a county."""
    chance, weekly = random.Random(seed), requests // weeks
    sites = _sites(chance, max(4, weekly * 3 // 100))
    things = _assets(chance, sites, assets or max(13, weekly * 15 // 100), weeks)
    document: dict[str, Any] = {
        "format": "booking-problem/1",
        "starts_at": STARTS.isoformat(),
        "ends_at": (STARTS + timedelta(weeks=weeks)).isoformat(),
        "organisations": [{"id": name} for name in ORGANISATIONS],
        "sites": sites,
        "assets": things,
        "agreements": _agreements(chance, things, weeks),
        "requests": [],
    }
    document["requests"] = _requests(chance, document, requests, weeks)
    hold(chance, document, held)
    return document


def _requests(
    chance: random.Random, document: dict[str, Any], count: int, weeks: int
) -> list[dict[str, Any]]:
    """So many requests of the usual mix: each is drawn anew until it could be served, in the end as another sort."""
    sorts = _drawn_sorts(chance, count)
    found: dict[int, dict[str, Any]] = {}
    for attempt in range(TRIES):
        missing = [number for number in range(count) if number not in found]
        if attempt and attempt % TRIES_EACH_SORT == 0:
            for number, sort in zip(missing, _drawn_sorts(chance, len(missing)), strict=True):
                sorts[number] = sort
        drawn = {number: _request(chance, f"r{number:05d}", sorts[number], document) for number in missing}
        drawn = {number: request for number, request in drawn.items() if _lies_within_the_week(request)}
        if weeks > 1:
            drawn = {number: _in_some_week(chance, request, weeks) for number, request in drawn.items()}
        possible = servable({**document, "requests": list(drawn.values())})
        found |= {number: request for number, request in drawn.items() if request["id"] in possible}
    return [found[number] for number in sorted(found)]


def _drawn_sorts(chance: random.Random, count: int) -> list[str]:
    return chance.choices(list(SORTS), list(SORTS.values()), k=count)


def _lies_within_the_week(request: dict[str, Any]) -> bool:
    return all(start + request["duration_minutes"] <= end <= WEEK for start, end in request["windows"])


def _in_some_week(chance: random.Random, request: dict[str, Any], weeks: int) -> dict[str, Any]:
    """The same request in one of the weeks, or in a row of weeks."""
    series = chance.random() < 1 / 6
    count = chance.randint(2, weeks) if series else 1
    shift = chance.randrange(weeks - count + 1) * WEEK
    repeats = [week * WEEK + repeat for week in range(count) for repeat in request["repeats"]]
    windows = [[start + shift, end + shift] for start, end in request["windows"]]
    start = request["preferred_start"] + shift
    return {**request, "repeats": repeats, "windows": windows, "preferred_start": start}


def _sites(chance: random.Random, count: int) -> list[dict[str, Any]]:
    towns = [(chance.uniform(10, 50), chance.uniform(10, 50)) for _ in range(4)]
    sites = []
    for number in range(count):
        x, y = chance.uniform(0, 60), chance.uniform(0, 60)
        if chance.random() < 0.6:
            town = chance.choice(towns)
            x, y = chance.gauss(town[0], 2.5), chance.gauss(town[1], 2.5)
        sites.append({"id": f"s{number:03d}", "latitude": 52 + y / 111.2, "longitude": -0.5 + x / 68.5})
    return sites


def _assets(
    chance: random.Random, sites: list[dict[str, Any]], count: int, weeks: int
) -> list[dict[str, Any]]:
    assets: list[dict[str, Any]] = []
    while len(assets) < count:
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        like = {
            "kind": kind,
            "owner": chance.choice(ORGANISATIONS),
            "site": chance.choice(sites)["id"],
            "features": sorted(
                name for name, share in FEATURES.get(kind, {}).items() if chance.random() < share
            ),
            "capacity": chance.choice([8, 10, 12, 12, 16, 20, 24, 40, 60, 120]) if kind == "room" else 1,
            "turnaround_minutes": chance.choice([15, 15, 30, 30, 45, 60]),
            "open": [[0, weeks * WEEK]]
            if chance.random() < 0.25
            else [_open(day) for day in range(7 * weeks)],
        }
        for _ in range(min(chance.choice([1, 1, 2, 2, 3, 4, 5]), count - len(assets))):
            blocked = []
            if chance.random() < 0.08:
                start = chance.randrange(0, weeks * WEEK - DAY, 60)
                blocked = [[start, start + 60 * chance.randint(4, 24)]]
            assets.append({"id": f"{kind}-{len(assets):03d}", **like, "blocked": blocked})
    return assets


def _open(day: int) -> list[int]:
    return [day * DAY + 420, day * DAY + 1320] if day % 7 < 5 else [day * DAY + 480, day * DAY + 1080]


def _agreements(chance: random.Random, assets: list[dict[str, Any]], weeks: int) -> list[dict[str, Any]]:
    agreements = []
    for user in ORGANISATIONS:
        for owner in ORGANISATIONS:
            for kind in KINDS:
                count = sum(asset["owner"] == owner and asset["kind"] == kind for asset in assets)
                if owner == user or not count or chance.random() > 0.85:
                    continue
                cap = int(chance.uniform(6, 30) * 60 * count) * weeks
                rate = chance.choice([0, 0, 500, 1000, 1500, 2500])
                name = f"{owner}-{user}-{kind}"
                entry = {"id": name, "owner": owner, "user": user, "kinds": [kind], "cap_minutes": cap}
                agreements.append({**entry, "rate_pence_per_hour": rate})
    return agreements


def _request(chance: random.Random, name: str, sort: str, document: dict[str, Any]) -> dict[str, Any]:
    kinds, duration, start, repeats = _shape(chance, sort)
    needs = [{"kind": kind, "features": [], "capacity_min": 1} for kind in kinds]
    for need in needs:
        if need["kind"] == "room":
            need["capacity_min"] = chance.choice([4, 6, 8, 8, 10, 12, 16, 20])
        choices = FEATURES.get(need["kind"], {})
        need["features"] = sorted(feature for feature in choices if chance.random() < 0.15)
    request: dict[str, Any] = {
        "id": name,
        "organisation": chance.choice(ORGANISATIONS),
        "weight": chance.choices([1, 2, 4, 8], [55, 25, 15, 5])[0],
        "needs": needs,
        "duration_minutes": duration,
        "windows": _windows(chance, start, duration, repeats),
        "preferred_start": start,
        "repeats": repeats,
        "site": chance.choice(document["sites"])["id"],
        "max_travel_minutes": chance.choice([10, 15, 20, 25, 30, 40]),
    }
    if chance.random() < 0.25:
        like = [asset["id"] for asset in document["assets"] if asset["kind"] == kinds[0]]
        request["preferred_assets"] = [chance.choice(like)] if like else []
    return request


def _windows(chance: random.Random, start: int, duration: int, repeats: list[int]) -> list[list[int]]:
    latest = WEEK - repeats[-1]
    freedom = chance.random()
    if freedom < 0.25:
        return [[start, start + duration]]
    if freedom < 0.75:
        slack = chance.choice([30, 60, 90, 120, 180])
        return [[max(0, start - slack), min(latest, start + duration + slack)]]
    days = [start + DAY * shift for shift in range(-2, 3)]
    spans = [[max(0, day - 120), min(latest, day + duration + 120)] for day in days]
    return [span for span in spans if span[1] - span[0] >= duration]


def _shape(chance: random.Random, sort: str) -> tuple[list[str], int, int, list[int]]:
    """Kinds, duration, start and repeats of one request."""
    if sort in SHORT:
        return _short(chance, sort)
    if sort == "cadets":
        first = chance.randrange(3) * DAY + chance.choice([1110, 1125, 1140, 1155])
        return ["room"], 120, first, chance.choice([[0], [0, 2 * DAY]])
    if sort == "course":
        days = chance.randint(1, 5)
        return ["room"], 420, chance.randrange(6 - days) * DAY + 540, [DAY * number for number in range(days)]
    kinds = chance.sample(EVENT, chance.randint(2, 5))
    return kinds, chance.choice([240, 360, 480]), chance.choice([5, 6]) * DAY + 540, [0]


def _short(chance: random.Random, kind: str) -> tuple[list[str], int, int, list[int]]:
    """One that happens once: a meeting, a vehicle, a visit, equipment, a drone with its pilot."""
    things, lengths = SHORT[kind]
    week = kind in ("vehicle", "equipment", "drone")
    day = chance.choice([0, 1, 2, 3, 4, 4, 5, 6]) if week else chance.randrange(5)
    hour = chance.choice([9, 9, 10, 10, 11, 11, 12, 13, 14, 15, 16])
    start, kinds = day * DAY + hour * 60 + chance.choice([0, 0, 30, 15]), [chance.choice(things)]
    if kind == "drone":
        kinds += ["pilot", chance.choice(["car", "van"])][: 1 + (chance.random() < 0.4)]
    if kind == "equipment":
        start = min(start, 4 * DAY + 600)
    return kinds, chance.choice(lengths), start, [0]
