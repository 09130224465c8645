"""Planning again after a loss: what can stay stays, the displaced find places, what is pinned is never touched."""

from random import Random

from optimizer.bookings.check import broken_rules
from optimizer.bookings.replan import after_loss, repaired
from optimizer.bookings.score import parts_of
from optimizer.bookings.solve import solve
from tests.optimizer.bookings.builders import agreement, asset, place, problem, request


def rooms(*names: str, **fields):
    return [asset(name, **fields) for name in names]


def names_of(answer) -> dict[str, tuple]:
    return {one.request: (one.start, one.assets) for one in answer.placements}


def test_nothing_moves_without_need() -> None:
    given = problem(assets=rooms("x", "y", "z"), requests=[request(name) for name in "abc"])
    plan = [place("a", 0, ["x"]), place("b", 0, ["y"]), place("c", 60, ["y"])]
    again = after_loss(given, plan, ["x"])
    found = repaired(again, seconds=5)
    assert found.displaced == ("a",)
    assert {name: names_of(found)[name] for name in "bc"} == {"b": (0, (("y",),)), "c": (60, (("y",),))}
    assert names_of(found)["a"][1] != (("x",),)
    assert found.is_proven


def test_a_move_makes_room_where_that_is_worth_it() -> None:
    given = problem(
        assets=[*rooms("x", "y"), asset("big", capacity=50)],
        requests=[
            request("many", weight=4, windows=[[0, 60]], needs=[{"kind": "room", "capacity_min": 40}]),
            request("few", windows=[[0, 120]]),
        ],
    )
    given = given.model_copy(update={"assets": (*given.assets, asset_like(given, "big", "big2"))})
    plan = [place("many", 0, ["big"]), place("few", 0, ["big2"])]
    found = repaired(after_loss(given, plan, ["big"]), seconds=5)
    assert names_of(found)["many"] == (0, (("big2",),))
    assert names_of(found)["few"] != (0, (("big2",),))


def asset_like(given, name: str, copy: str):
    return given.asset_by_id[name].model_copy(update={"id": copy})


def test_what_is_pinned_or_held_elsewhere_is_never_touched() -> None:
    given = problem(
        assets=rooms("x", "y"),
        requests=[
            request("pinned", windows=[[0, 60]]),
            request("held", windows=[[60, 120]], held={"start": 60, "assets": [["y"]]}),
            request("displaced", weight=8, windows=[[0, 120]]),
        ],
    )
    plan = [place("pinned", 0, ["y"]), place("held", 60, ["y"]), place("displaced", 0, ["x"])]
    again = after_loss(given, plan, ["x"], pinned=["pinned"])
    found = repaired(again, seconds=5)
    assert names_of(found) == {"pinned": (0, (("y",),)), "held": (60, (("y",),))}
    assert found.displaced == ("displaced",)


def test_a_held_booking_on_what_is_lost_moves_at_its_own_time_only() -> None:
    held = request("held", windows=[[0, 480]], held={"start": 60, "assets": [["x"]]})
    given = problem(assets=rooms("x", "y"), requests=[held])
    found = repaired(after_loss(given, [place("held", 60, ["x"])], ["x"]), seconds=5)
    assert names_of(found) == {"held": (60, (("y",),))}


def test_a_partner_that_may_not_use_the_other_room_loses_its_place() -> None:
    given = problem(
        assets=[asset("x", owner="B"), asset("y", owner="B")],
        agreements=[agreement("only-x", assets=["x"])],
        requests=[request("a")],
    )
    plan = [place("a", 0, ["x"], agreements=["only-x"])]
    found = repaired(after_loss(given, plan, ["x"]), seconds=5)
    assert (found.placements, found.displaced) == ((), ("a",))


def test_the_solver_starts_from_the_repaired_plan_and_the_judge_agrees() -> None:
    chance = Random(5)
    wanted = [
        request(
            f"r{n}", weight=chance.choice([1, 2, 4]), windows=[[s := chance.randrange(0, 240, 15), s + 240]]
        )
        for n in range(30)
    ]
    given = problem(assets=rooms("v", "w", "x", "y"), requests=wanted)
    first = solve(given, seconds=3)
    again = after_loss(given, first.placements, ["x"])
    start, answer = repaired(again, seconds=5), solve(again, seconds=3)
    assert broken_rules(again, answer) == []
    assert answer.score >= parts_of(again, start.placements).score
    assert all("x" not in one.flat_assets for one in answer.placements)
    assert answer.parts.moved > 0
