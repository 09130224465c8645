"""Impossible values die at birth, with the path, what is wrong and what would be right."""

import json
from pathlib import Path

import pytest

from optimizer.bookings.problem import parse_problem
from optimizer.documents import InvalidDocument, canonical_json
from tests.optimizer.bookings.builders import asset, document, problem, request

EXAMPLE = Path(__file__).parents[2] / "data" / "booking-problem.json"


def faults(data: dict | str) -> list[str]:
    with pytest.raises(InvalidDocument) as caught:
        parse_problem(data if isinstance(data, str) else canonical_json(data))
    return [str(fault) for fault in caught.value.faults]


def held(name: str, start: int, *assets: str, **fields: object) -> dict:
    return request(name, held={"start": start, "assets": [list(assets)]}, **fields)


def test_the_example_is_a_problem() -> None:
    given = parse_problem(EXAMPLE.read_bytes())
    assert (given.horizon_minutes, len(given.requests)) == (10080, 6)
    assert given.asset_by_id["drone-m30t"].features == ("thermal", "night")


def test_the_hash_knows_content_not_form() -> None:
    data = json.loads(EXAMPLE.read_text())
    one = parse_problem(EXAMPLE.read_bytes()).sha256
    data["weights"] = {}
    del data["requests"][5]["held"]
    assert parse_problem(json.dumps(data, indent=3)).sha256 == one
    data["requests"][5]["weight"] = 2
    assert parse_problem(json.dumps(data)).sha256 != one


HUGE = {
    "assets": [asset(f"x{n}") for n in range(9000)],
    "grid_minutes": 1,
    "ends_at": "2026-12-08T08:00:00+00:00",
}
CROWD = {"assets": [asset(f"x{n}", conflicts_with=[f"x{m}" for m in range(320)]) for n in range(320)]}
CASES = [
    ("", "$", "valid JSON|json"),
    ({"grid_minutes": 0}, "$.grid_minutes", "at least 1"),
    ({"unheard": 1}, "$.unheard", "remove this key"),
    ({"starts_at": "2026-12-07T00:00:00"}, "$.starts_at", "with an offset"),
    ({"starts_at": 0}, "$.starts_at", "offset"),
    ({"ends_at": "2026-12-06T00:00:00+00:00"}, "$.ends_at", "after starts_at"),
    ({"ends_at": "2026-12-07T08:00:30+00:00"}, "$.ends_at", "drop the seconds"),
    ({"ends_at": "2029-12-07T08:00:00+00:00"}, "$.ends_at", "400 days"),
    ({"organisations": [{"id": "A"}, {"id": "A"}, {"id": "B"}]}, "$.organisations[0].id", "more than once"),
    ({"travel": {"speed_kmh": 30, "minutes": {}}}, "$.travel", "give minutes, or speed_kmh"),
    (
        {"travel": {"minutes": {"here": {"nowhere": 3}}}},
        "$.travel.minutes.here.nowhere",
        "not one of the sites",
    ),
    ({"travel": {"speed_kmh": 0}}, "$.travel.speed_kmh", "at least"),
    (
        {"agreements": [{"id": "m", "owner": "A", "user": "Z"}]},
        "$.agreements[0].user",
        "one of the organisations",
    ),
    (HUGE, "$", "fewer assets or days"),
    (CROWD, "$.assets", "at most 100,000"),
    ({"assets": [asset("x", features=[0] * 9)]}, "$.assets[0].features[0]", "text"),
    ({"travel": {"minutes": {"here": {"there": 10**9}}}}, "$.travel.minutes.here.there", "at most"),
    ({"assets": [asset("x", site="moon")]}, "$.assets[0].site", "not one of the sites"),
    ({"assets": [asset("x", open=[[60, 60]])]}, "$.assets[0].open[0]", "later end"),
    ({"assets": [asset("x", blocked=[[0, 481]])]}, "$.assets[0].blocked[0]", "end at 480"),
    ({"assets": [asset("x", conflicts_with=["x"])]}, "$.assets[0].conflicts_with[0]", "itself"),
    ({"assets": [asset("x", conflicts_with=["y"]), asset("y")]}, "$.assets[0].conflicts_with[0]", "add x to"),
    (
        {"requests": [request("p", windows=[[0, 59]])]},
        "$.requests[0].windows[0]",
        "request p: window is shorter",
    ),
    ({"requests": [request("p", windows=[])]}, "$.requests[0].windows", "at least one window"),
    ({"requests": [request("p", repeats=[0, 59])]}, "$.requests[0].repeats", "60 minutes apart"),
    ({"requests": [request("p", weight=1001)]}, "$.requests[0].weight", "at most 1000"),
    ({"requests": [request("p", weight=True)]}, "$.requests[0].weight", "whole number"),
    ({"requests": [request("p", duration_minutes=30.5)]}, "$.requests[0].duration_minutes", "whole number"),
    ({"requests": [request("p", preferred_start=481)]}, "$.requests[0].preferred_start", "at most 480"),
    ({"requests": [request("p", needs=[])]}, "$.requests[0].needs", "at least this many: 1"),
    (
        {"requests": [request("p", preferred_assets=["z"])]},
        "$.requests[0].preferred_assets[0]",
        "one of the assets",
    ),
    ({"requests": [held("p", 421, "x")]}, "$.requests[0].held.start", "480 or before"),
    ({"requests": [held("p", 0, "x", "y")]}, "$.requests[0].held.assets", "[1]"),
    ({"requests": [held("p", 0, "x"), held("q", 59, "x")]}, "$.requests[1].held", "release p or q"),
]


@pytest.mark.parametrize(("changes", "path", "words"), CASES)
def test_impossible_values_die_at_birth(changes: dict | str, path: str, words: str) -> None:
    plain = document(assets=[asset("x"), asset("y")], requests=[request("p")])
    found = faults(changes if isinstance(changes, str) else {**plain, **changes})
    assert len(found) <= 2
    assert found[0].startswith(f"{path}: ")
    assert any(word in found[0] for word in words.split("|"))


#   x  |p p p p|t|            a held booking keeps its asset until its turnaround is over
#   x            |q q q q|
def test_held_bookings_may_touch() -> None:
    things = [asset("x", turnaround_minutes=15), asset("y")]
    assert problem(assets=things, requests=[held("p", 0, "x"), held("q", 75, "x")])
    assert faults(document(assets=things, requests=[held("p", 0, "x"), held("q", 74, "x")]))


#   whole x conflicts with part y; part z is free of both
def test_held_bookings_on_conflicting_assets_clash() -> None:
    things = [asset("x", conflicts_with=["y"]), asset("y", conflicts_with=["x"]), asset("z")]
    assert problem(assets=things, requests=[held("p", 0, "x"), held("q", 0, "z")])
    assert faults(document(assets=things, requests=[held("p", 0, "x"), held("q", 0, "y")]))


def test_faults_are_named_all_at_once() -> None:
    found = faults(
        document(assets=[asset("x", site="a"), asset("y", owner="b")], requests=[request("p", site="c")])
    )
    assert len(found) == 3


def test_a_request_may_be_asked_for_by_nobody_who_owns_anything() -> None:
    assert problem(assets=[], requests=[request("p", organisation="B")]).assets == ()
