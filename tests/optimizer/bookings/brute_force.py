"""The best plan of a tiny problem by trying everything. Shares no code with the solver or the judge."""

from itertools import chain, combinations, product


def best_score(document: dict, weights: dict) -> int:
    """The highest score over all plans; agreements count in the order of the document."""
    requests = document["requests"]
    choices = [list(_ways(document, wanted)) for wanted in requests]
    best: list[int] = []

    def extend(plan: list, uses: list) -> None:
        if len(plan) == len(requests):
            score = _score(document, weights, plan)
            if score is not None:
                best[:] = [max([score, *best])]
            return
        for way in choices[len(plan)]:
            more = _uses(requests[len(plan)], way)
            if not any(_clash(document, one, two) for i, one in enumerate(more) for two in uses + more[:i]):
                extend([*plan, way], uses + more)

    extend([], [])
    return best[0]


def _uses(wanted: dict, way: tuple | None) -> list:
    if way is None:
        return []
    start, groups = way
    times = [(start + r, start + r + wanted["duration_minutes"]) for r in wanted.get("repeats", [0])]
    return [(name, begin, end) for name in chain(*groups) for begin, end in times]


def _clash(document: dict, one: tuple, two: tuple) -> bool:
    """Not far enough apart on one asset or on two that conflict."""
    things = {thing["id"]: thing for thing in document["assets"]}
    (name, begin, end), (other, begin2, end2) = one, two
    if name != other and other not in things[name].get("conflicts_with", []):
        return False
    gap, gap2 = things[name].get("turnaround_minutes", 0), things[other].get("turnaround_minutes", 0)
    return not (begin2 >= end + gap or begin >= end2 + gap2)


def _ways(document: dict, wanted: dict):
    if wanted.get("held"):
        yield wanted["held"]["start"], [list(group) for group in wanted["held"]["assets"]]
        return
    yield None
    grid, horizon = document["grid_minutes"], 480
    repeats, length = wanted.get("repeats", [0]), wanted["duration_minutes"]
    for start in range(0, horizon, grid):
        times = [(start + r, start + r + length) for r in repeats]
        first = min(times)
        if not any(a <= first[0] and first[1] <= b for a, b in wanted["windows"]) or max(times)[1] > horizon:
            continue
        groups = []
        for need in wanted["needs"]:
            fit = [a["id"] for a in document["assets"] if _fits(document, wanted, need, a, times)]
            groups.append([list(p) for p in combinations(fit, need.get("count", 1))])
        for combination in product(*groups):
            flat = list(chain(*combination))
            if len(set(flat)) == len(flat):
                yield start, list(combination)


def _fits(document: dict, wanted: dict, need: dict, asset: dict, times: list) -> bool:
    if asset["kind"] != need["kind"] or asset.get("capacity", 1) < need.get("capacity_min", 1):
        return False
    if set(need.get("features", [])) - set(asset.get("features", [])):
        return False
    for minute in (m for a, b in times for m in range(a, b)):
        if not any(a <= minute < b for a, b in asset["open"]):
            return False
        if any(a <= minute < b for a, b in asset.get("blocked", [])):
            return False
    travel = _travel(document, wanted, asset)
    return travel is not None and (
        wanted.get("max_travel_minutes") is None or travel <= wanted["max_travel_minutes"]
    )


def _travel(document: dict, wanted: dict, asset: dict):
    site = wanted.get("site")
    if site is None or site == asset["site"]:
        return 0
    return document["travel"]["minutes"].get(site, {}).get(asset["site"])


def _score(document: dict, weights: dict, plan: list):
    assets = {a["id"]: a for a in document["assets"]}
    used, score = {}, 0
    accepted, requested = {}, {}
    for wanted, way in zip(document["requests"], plan, strict=True):
        repeats = wanted.get("repeats", [0])
        worth = weights["accept"] * wanted.get("weight", 1) * len(repeats)
        requested[wanted["organisation"]] = requested.get(wanted["organisation"], 0) + worth
        if way is None:
            score -= 2 * weights["moved"] if wanted.get("planned") else 0
            continue
        start, groups = way
        flat = list(chain(*groups))
        pence = _pence(document, wanted, assets, start, flat, used)
        if pence is None:
            return None
        accepted[wanted["organisation"]] = accepted.get(wanted["organisation"], 0) + worth
        score += worth - _costs(document, weights, wanted, start, groups, assets, pence)
    if not any(requested.values()):
        return score
    m = min(10000 * accepted.get(name, 0) // total for name, total in requested.items() if total)
    return score + sum(requested.values()) * weights["fairness_permille"] // 1000 * m // 10000


def _pence(document: dict, wanted: dict, assets: dict, start: int, flat: list, used: dict):
    if wanted.get("held"):
        return 0
    minutes, twice_sixtieths = wanted["duration_minutes"] * len(wanted.get("repeats", [0])), 0
    for name in flat:
        if assets[name]["owner"] == wanted["organisation"]:
            continue
        ranked = sorted(document["agreements"], key=lambda a: (a["rate_pence_per_hour"], a["id"]))
        for entry in ranked:
            if entry["owner"] != assets[name]["owner"] or entry["user"] != wanted["organisation"]:
                continue
            if entry.get("kinds") is not None and assets[name]["kind"] not in entry["kinds"]:
                continue
            if entry.get("windows") is not None and not all(
                any(
                    a <= start + r and start + r + wanted["duration_minutes"] <= b
                    for a, b in entry["windows"]
                )
                for r in wanted.get("repeats", [0])
            ):
                continue
            cap = entry.get("cap_minutes")
            if cap is None or used.get(entry["id"], 0) + minutes <= cap:
                used[entry["id"]] = used.get(entry["id"], 0) + minutes
                twice_sixtieths += entry["rate_pence_per_hour"] * minutes
                break
        else:
            return None
    return (twice_sixtieths + 30) // 60


def _costs(
    document: dict, weights: dict, wanted: dict, start: int, groups: list, assets: dict, pence: int
) -> int:
    cost = weights["charge_per_pound"] * pence // 100
    flat = list(chain(*groups))
    if wanted.get("preferred_start") is not None:
        away = abs(start - wanted["preferred_start"])
        steps = (away + document["grid_minutes"] - 1) // document["grid_minutes"]
        cost += min(weights["shift_per_grid"] * steps, weights["shift_cap"])
    if wanted.get("preferred_assets") and not set(wanted["preferred_assets"]) & set(flat):
        cost += weights["other_asset"]
    cost += sum(
        weights["travel_per_minute"] * (_travel(document, wanted, assets[name]) or 0) for name in flat
    )
    planned = wanted.get("planned")
    if planned and (
        planned["start"] != start or [set(g) for g in planned["assets"]] != [set(g) for g in groups]
    ):
        cost += weights["moved"]
    return cost
