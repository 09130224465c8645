"""Shadow values: what one more asset would be worth, by kind and hour of the clock on the wall."""

from optimizer.bookings.solve import solve
from tests.optimizer.bookings.builders import asset, problem, request


def test_the_hour_that_many_ask_for_is_worth_what_the_declined_would_add() -> None:
    wanted = [request(f"r{n}", windows=[[60, 120]], weight=2) for n in range(3)]
    found = solve(problem(assets=[asset("x")], requests=wanted, weights={"fairness_permille": 0}), seconds=3)
    (value,) = found.shadow_values
    assert (value.kind, value.hour, value.site) == ("room", 1, "here")
    assert 1990 <= value.points <= 2010


def test_what_is_not_scarce_is_worth_nothing() -> None:
    wanted = [request("r0", windows=[[60, 120]]), request("r1", windows=[[180, 240]])]
    found = solve(problem(assets=[asset("x"), asset("y")], requests=wanted), seconds=3)
    assert found.shadow_values == ()
