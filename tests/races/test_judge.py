"""The judge of the races finds what it is there to find."""

import json
from datetime import timedelta

import pytest

from assets.models import Booking
from benchmarks.races.attempts import Attempt, Contest, Span, clash, double_bookings
from benchmarks.races.judge import faults_of
from benchmarks.races.wire import Call, Reply
from tests.assets.county import at

pytestmark = pytest.mark.django_db


def attempt(*spans: Span, purpose: str = "One", key: str = "", **facts) -> Attempt:
    call = Call("/api/v1/bookings", headers={"Idempotency-Key": key} if key else {})
    return Attempt(call, purpose, spans, **facts)


def reply(status: int, content: bytes = b"{}") -> Reply:
    return Reply(status, content, b"content-type: application/json\r\n")


def refusal(code: str, status: int = 409) -> Reply:
    content = json.dumps({"code": code}).encode()
    return Reply(status, content, b"content-type: application/problem+json\r\n")


def store(world, span: Span, purpose: str = "One", **facts) -> None:
    Booking.objects.create(
        asset=span.asset,
        organisation=world.fire,
        starts_at=span.start,
        ends_at=span.end,
        purpose=purpose,
        booked_by=world.manager,
        **facts,
    )


def judged(*outcomes: tuple[Attempt, Reply], **facts) -> list[str]:
    attempts, replies = zip(*outcomes, strict=True)
    return sorted({fault.name for fault in faults_of(Contest(list(attempts), **facts), replies, 0)})


@pytest.fixture
def hour(world) -> Span:
    return Span(world.hall, at(9), at(10))


def test_spans_clash_with_their_turnaround_and_with_wholes_and_parts(world, hour):
    #  lecture  09──10░░            ░ turnaround, 15 minutes
    #  lecture       10:15──        fits
    #  lecture       10:14──        does not
    first = Span(world.lecture, at(9), at(10))
    assert not clash(first, Span(world.lecture, at(10.25), at(11)))
    assert clash(first, Span(world.lecture, at(10.25) - timedelta(minutes=1), at(11)))
    one, other = (Span(half, at(9), at(10)) for half in world.halves)
    assert clash(hour, one)
    assert clash(other, hour)
    assert not clash(one, other)
    assert double_bookings([one, other, first]) == 0
    assert double_bookings([hour, Span(world.hall, at(10), at(11)), first]) == 0
    assert double_bookings([one, other, hour]) == 2
    assert double_bookings([hour, Span(world.hall, at(9.5), at(11))]) == 1


def test_a_promise_without_a_row_is_lost_and_a_row_without_a_promise_unasked(world, hour):
    assert judged((attempt(hour), reply(201))) == ["lost"]
    store(world, hour)
    assert judged((attempt(hour), reply(201))) == []
    assert judged((attempt(hour), refusal("asset_not_free"))) == ["unasked"]
    assert judged((attempt(hour), Reply(0))) == ["5xx"]


def test_a_promise_that_is_no_booking_is_looked_for_where_it_says(hour):
    assert judged((attempt(hour, is_done=lambda: True), reply(200))) == []
    assert judged((attempt(hour, is_done=lambda: False), reply(200))) == ["lost"]
    assert judged((attempt(hour, is_done=lambda: False, fleeting=True), reply(200))) == []


def test_half_a_series_is_found(world):
    days = [Span(world.hall, at(9, day), at(10, day)) for day in (0, 1)]
    store(world, days[0])
    assert judged((attempt(*days), reply(201))) == ["half"]
    store(world, days[1])
    assert judged((attempt(*days), reply(201))) == []


def test_a_refusal_is_right_only_if_something_is_in_the_way(world, hour):
    wanted = attempt(Span(world.halves[0], at(9.5), at(10.5)), purpose="Two")
    assert judged((wanted, refusal("asset_not_free"))) == ["false refusals"]
    assert judged((wanted, refusal("asset_not_free")), before=(hour,)) == []
    store(world, hour)
    assert judged((wanted, refusal("asset_not_free"))) == []
    assert judged((wanted, refusal("blocked"))) == ["false refusals"]
    assert judged((wanted, refusal("no_agreement", 403))) == ["false refusals"]
    assert judged((wanted, refusal("no_agreement", 403)), forbidden=True) == []
    assert judged((wanted, refusal("out_of_date"))) == []
    assert judged((wanted, refusal("some_other_reason"))) == ["false refusals"]
    assert judged((wanted, refusal("busy", 503))) == ["5xx"]


def test_who_comes_too_late_gives_way_to_somebody_who_changed_the_same(hour):
    late = attempt(hour, purpose="Two", targets=frozenset({"booking 7"}))
    assert judged((late, refusal("changed_meanwhile", 412))) == ["false refusals"]
    first = attempt(hour, targets=frozenset({"booking 7"}), is_done=lambda: True)
    assert judged((late, refusal("changed_meanwhile", 412)), (first, reply(200))) == []
    other = attempt(hour, targets=frozenset({"booking 8"}), is_done=lambda: True)
    assert judged((late, refusal("changed_meanwhile", 412)), (other, reply(200))) == ["false refusals"]


def test_nothing_stands_where_it_was_shut_and_shutting_gives_way_to_what_stands(world, hour):
    shut = attempt(purpose="shut", shuts=(hour,), is_done=lambda: True)
    page = Reply(200, b"<html>", b"content-type: text/html\r\n")
    assert judged((attempt(hour, purpose="Two"), refusal("blocked")), (shut, reply(200))) == []
    assert judged((shut, page)) == ["false refusals"]
    store(world, hour)
    assert judged((shut, page)) == []
    assert judged((shut, reply(200))) == ["double"]


def test_a_cap_is_neither_passed_nor_refused_before_it_is_used(world, hour):
    store(world, hour)
    later = attempt(Span(world.lecture, at(9), at(10)), purpose="Two")
    first = attempt(hour)
    assert judged((first, reply(201)), (later, refusal("cap_used")), cap_minutes=119) == []
    assert judged((first, reply(201)), (later, refusal("cap_used")), cap_minutes=120) == ["false refusals"]
    assert judged((first, reply(201)), (later, refusal("cap_used"))) == ["false refusals"]
    assert judged((first, reply(201)), cap_minutes=59) == ["double"]


def test_one_key_has_one_answer(world, hour):
    store(world, hour)
    one = attempt(hour, key="k")
    assert judged((one, reply(201)), (one, reply(201))) == []
    assert judged((one, reply(201)), (one, reply(201, b"[]"))) == ["other replays"]
