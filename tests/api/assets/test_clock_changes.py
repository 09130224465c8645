"""Every quarter hour of the days on which the clocks change, over the API: only an offset says which instant is meant."""

from datetime import UTC, timedelta, timezone

import pytest

from assets.models import Booking
from tests.api.calling import Caller, refused
from tests.assets.quarters import DAYS, QUARTER, in_february

__all__ = ["in_february"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]

BST = timezone(timedelta(hours=1))


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_every_quarter_hour_goes_in_and_out_with_its_offset(change, world):
    caller = Caller(world.manager, world.fire)
    body = {"asset": world.hall.pk, "organisation": world.fire.pk, "purpose": "Drill"}
    quarters = [one for one in change.quarters if one.wall.hour < 4]
    for number, quarter in enumerate(quarters):
        start, end = quarter.instant, quarter.instant + QUARTER
        # By turns with the offset the clocks have, with the other one, and as UTC.
        zone = (BST, UTC)[number % 2]
        texts = [moment.astimezone(zone).isoformat().replace("+00:00", ("Z", "+00:00")[number % 3 == 0])
                 for moment in (start, end)]  # fmt: skip
        answer = caller.post("/bookings", body | {"starts_at": texts[0], "ends_at": texts[1]})
        assert answer.status_code == 201, answer.content
        made = Booking.objects.get(pk=answer.json()["id"])
        assert (made.starts_at, made.ends_at) == (start, end)
        assert answer.json()["starts_at"] == f"{start:%Y-%m-%dT%H:%M:%S}Z"
    listed = caller.get(
        "/bookings", **{"from": change.start.isoformat(), "to": change.end.isoformat(), "limit": 200}
    )
    starts = [one["starts_at"] for one in listed.json()["items"]]
    assert starts == [f"{one.instant:%Y-%m-%dT%H:%M:%S}Z" for one in quarters]


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_a_time_that_could_be_two_is_refused_at_its_field_with_the_remedy(change, world):
    caller = Caller(world.manager, world.fire)
    body = {
        "asset": world.hall.pk, "organisation": world.fire.pk, "purpose": "Drill",
        "starts_at": change.start.isoformat(), "ends_at": change.end.isoformat(),
    }  # fmt: skip
    for wall in [one for one in change.shown if one.hour < 4]:
        for field in ("starts_at", "ends_at"):
            for text in (wall.isoformat(), f"{wall:%Y-%m-%d %H:%M}", f"{wall:%Y-%m-%dT%H:%M}"):
                problem = refused(caller.post("/bookings", body | {field: text}), 422, "malformed", field)
                assert f"Write it as {wall:%Y-%m-%dT%H:%M}+00:00" in problem["errors"][0]["message"]
            epoch = int(wall.replace(tzinfo=UTC).timestamp())
            for number in (epoch, float(epoch), str(epoch)):
                refused(caller.post("/bookings", body | {field: number}), 422, "malformed", field)
    assert not Booking.objects.exists()


def test_a_series_over_the_api_says_which_day_it_left_out(world):
    caller = Caller(world.manager, world.fire)
    answer = caller.post("/series", {
        "asset": world.hall.pk, "organisation": world.fire.pk, "purpose": "Drill", "repeat_days": [0, 7, 14],
        "starts_at": "2026-03-22T01:30:00+00:00", "ends_at": "2026-03-22T02:30:00+00:00",
    })  # fmt: skip
    assert [one["starts_at"] for one in answer.json()["bookings"]] == [
        "2026-03-22T01:30:00Z",
        "2026-04-05T00:30:00Z",
    ]
    reason = "01:30 on Sun 29 Mar 2026 does not exist: the clocks go forward from 01:00 to 02:00."
    assert answer.json()["skipped"] == [{"occurrence": 1, "reason": reason}]
