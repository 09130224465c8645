"""What one more asset would be worth, in requests, as a table of kinds and hours."""

from assets.planning.scarcity import scarce_kinds
from optimizer.bookings.solution import ShadowValue
from tests.optimizer.bookings.builders import asset, problem, solution


def test_the_scarcest_kind_comes_first_and_hours_between_are_shown() -> None:
    given = problem(assets=[asset("x")], requests=[])
    values = [
        ShadowValue(kind="room", hour=9, points=2450, site="here"),
        ShadowValue(kind="room", hour=11, points=40, site="here"),
        ShadowValue(kind="4x4", hour=10, points=5000, site="there"),
    ]
    found = solution(given).model_copy(update={"shadow_values": tuple(values)})
    van, room = scarce_kinds(given, found)
    assert (van.label, [cell.words for cell in van.cells]) == ("4x4 vehicle", ["0.0", "5.0"])
    assert [(cell.hour, cell.words, cell.level) for cell in room.cells] == [(9, "2.5", 2), (10, "0.0", 0)]


def test_a_plan_without_values_has_no_table() -> None:
    given = problem(assets=[asset("x")], requests=[])
    assert scarce_kinds(given, solution(given)) == []
