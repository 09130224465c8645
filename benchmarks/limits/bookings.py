"""Booking problems made to hurt: each is the largest of its kind that the format still takes, or just beyond."""

from collections.abc import Callable
from typing import Any

Parts = dict[str, Any]
DAY, YEAR = 1440, 400 * 1440


def problem(days: int, grid: int, **parts: Any) -> Parts:
    """A problem of one organisation and one site that lasts so many days from 1 January 2027."""
    year, left = 2027 + (days >= 365), days - 365 * (days >= 365)
    month, day = (1, left + 1) if left < 31 else (2, left - 30)
    return {
        "format": "booking-problem/1",
        "starts_at": "2027-01-01T00:00:00+00:00",
        "ends_at": f"{year}-{month:02d}-{day:02d}T00:00:00+00:00",
        "grid_minutes": grid,
        "organisations": [{"id": "o"}],
        "sites": [{"id": "s", "latitude": 52.0, "longitude": 0.0}],
        "agreements": [],
    } | parts


def asset(number: int, **facts: Any) -> Parts:
    return {"id": f"a{number}", "kind": "room", "owner": "o", "site": "s", "open": [[0, 30 * DAY]]} | facts


def request(number: int, **facts: Any) -> Parts:
    return {
        "id": f"r{number}",
        "organisation": "o",
        "needs": [{"kind": "room"}],
        "duration_minutes": 60,
        "windows": [[0, 30 * DAY]],
    } | facts


def one_asset_for_all() -> Parts:
    return problem(30, 1, assets=[asset(0)], requests=[request(n) for n in range(50_000)])


def minutes_of_a_year() -> Parts:
    wide = {"open": [[0, YEAR]]}
    requests = [request(n, windows=[[0, YEAR]], duration_minutes=7 + n % 90) for n in range(2_000)]
    return problem(400, 1, assets=[asset(n, **wide) for n in range(20)], requests=requests)


def long_series() -> Parts:
    repeats = [n * DAY for n in range(400)]
    wide = {"open": [[0, YEAR]]}
    requests = [request(n, windows=[[0, DAY]], repeats=repeats) for n in range(5_000)]
    return problem(400, 15, assets=[asset(n, **wide) for n in range(200)], requests=requests)


def huge_bundles() -> Parts:
    needs = [{"kind": "room", "count": 100, "capacity_min": n} for n in range(20)]
    assets = [asset(n, capacity=n % 40) for n in range(3_000)]
    return problem(30, 15, assets=assets, requests=[request(n, needs=needs) for n in range(3_000)])


def all_in_conflict() -> Parts:
    count = 300
    others = [[f"a{m}" for m in range(count) if m != n] for n in range(count)]
    assets = [asset(n, conflicts_with=others[n]) for n in range(count)]
    return problem(30, 15, assets=assets, requests=[request(n) for n in range(3_000)])


def too_many_conflicts() -> Parts:
    count = 1_200
    others = [[f"a{m}" for m in range(count) if m != n] for n in range(count)]
    assets = [asset(n, conflicts_with=others[n]) for n in range(count)]
    return problem(30, 15, assets=assets, requests=[request(0)])


def agreements_without_end() -> Parts:
    windows = [[n * 20, n * 20 + 15] for n in range(60)]
    agreements = [
        {"id": f"g{n}", "owner": "o", "user": "p", "windows": windows, "rate_pence_per_hour": n % 97}
        for n in range(20_000)
    ]
    requests = [request(n, organisation="p") for n in range(5_000)]
    return problem(
        30,
        15,
        organisations=[{"id": "o"}, {"id": "p"}],
        assets=[asset(n) for n in range(500)],
        agreements=agreements,
        requests=requests,
    )


def windows_without_end() -> Parts:
    windows = [[n, 30 * DAY - n] for n in range(5_000)]
    return problem(
        30,
        1,
        assets=[asset(n) for n in range(50)],
        requests=[request(n, windows=windows) for n in range(300)],
    )


def chopped_openings() -> Parts:
    openings = [[n * 8, n * 8 + 7] for n in range(5_000)]
    blocked = [[n * 8 + 3, n * 8 + 4] for n in range(5_000)]
    assets = [asset(n, open=openings, blocked=blocked) for n in range(120)]
    return problem(30, 1, assets=assets, requests=[request(n, duration_minutes=3) for n in range(5_000)])


def greatest_numbers() -> Parts:
    weights = dict.fromkeys(("shift_per_grid", "shift_cap", "other_asset", "travel_per_minute"), 10**6)
    weights |= {"charge_per_pound": 10**6, "moved": 10**6, "accept": 10_000, "fairness_permille": 10_000}
    requests = [request(n, weight=1000, preferred_start=n, site="s") for n in range(5_000)]
    assets = [asset(n, capacity=10**9) for n in range(20)]
    return problem(30, 15, assets=assets, requests=requests, weights=weights)


def number_too_great() -> Parts:
    return problem(30, 15, assets=[asset(0, capacity=10**15)], requests=[request(0)])


def slots_beyond_counting() -> Parts:
    return problem(400, 1, assets=[asset(n) for n in range(5_000)], requests=[request(0)])


def requests_beyond_counting() -> Parts:
    return problem(30, 15, assets=[asset(0)], requests=[{"id": n} for n in range(600_000)])


def features_of_the_wrong_kind() -> Parts:
    return problem(30, 15, assets=[asset(n, features=[0] * 20_000) for n in range(150)], requests=[])


def travel_table_beyond_size() -> Parts:
    row = {f"s{n}": 10 for n in range(2_000)}
    return problem(30, 15, travel={"minutes": {f"s{n}": row for n in range(2_000)}}, assets=[], requests=[])


def name_of_megabytes() -> Parts:
    return problem(30, 15, assets=[asset(0) | {"id": "x" * 5_000_000}], requests=[])


DOCUMENTS: tuple[Callable[[], Parts], ...] = (
    one_asset_for_all,
    minutes_of_a_year,
    long_series,
    huge_bundles,
    all_in_conflict,
    too_many_conflicts,
    agreements_without_end,
    windows_without_end,
    chopped_openings,
    greatest_numbers,
    number_too_great,
    slots_beyond_counting,
    requests_beyond_counting,
    features_of_the_wrong_kind,
    travel_table_beyond_size,
    name_of_megabytes,
)
