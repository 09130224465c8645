"""The judge of the races finds what it is there to find."""

from datetime import timedelta

import pytest

from assets.models import Booking
from benchmarks.races.attempts import Attempt, Span, clash
from benchmarks.races.clients import Call, Reply
from benchmarks.races.contests import Contest
from benchmarks.races.judge import faults_of
from tests.assets.county import at

pytestmark = pytest.mark.django_db


def attempt(span: Span, *more: Span, purpose: str = "One", key: str = "") -> Attempt:
    return Attempt(Call("/bookings", headers={"Idempotency-Key": key} if key else {}), (span, *more), purpose)


def reply(status: int, content: bytes = b"{}") -> Reply:
    return Reply(status, content, 0.1)


def store(world, span: Span, purpose: str = "One") -> None:
    Booking.objects.create(
        asset=span.asset,
        organisation=world.fire,
        starts_at=span.start,
        ends_at=span.end,
        purpose=purpose,
        booked_by=world.manager,
    )


def judged(*outcomes: tuple[Attempt, Reply]) -> dict[str, int]:
    attempts, replies = zip(*outcomes, strict=True)
    found = faults_of(Contest(list(attempts)), replies, at(0), at(0, 7))
    return {name: count for name, count in found.items() if count}


def test_spans_clash_with_their_turnaround_and_with_wholes_and_parts(world):
    #  lecture  09──10░░            ░ turnaround, 15 minutes
    #  lecture       10:15──        fits
    #  lecture       10:14──        does not
    first = Span(world.lecture, at(9), at(10))
    assert not clash(first, Span(world.lecture, at(10.25), at(11)))
    assert clash(first, Span(world.lecture, at(10.25) - timedelta(minutes=1), at(11)))
    hall = Span(world.hall, at(9), at(10))
    one, other = (Span(half, at(9), at(10)) for half in world.halves)
    assert clash(hall, one)
    assert clash(other, hall)
    assert not clash(one, other)
    assert not clash(hall, first)


def test_a_promise_without_a_row_is_lost_and_a_row_without_a_promise_unasked(world):
    span = Span(world.hall, at(9), at(10))
    assert judged((attempt(span), reply(201))) == {"lost": 1}
    store(world, span)
    assert judged((attempt(span), reply(201))) == {}
    assert judged((attempt(span), reply(409))) == {"unasked": 1}
    assert judged((attempt(span), reply(0))) == {"5xx": 1}


def test_half_a_series_is_found(world):
    days = [Span(world.hall, at(9, day), at(10, day)) for day in (0, 1)]
    store(world, days[0])
    assert judged((attempt(*days), reply(201))) == {"half": 1}
    store(world, days[1])
    assert judged((attempt(*days), reply(201))) == {}


def test_a_refusal_is_right_only_if_something_is_in_the_way(world):
    refused = attempt(Span(world.halves[0], at(9.5), at(10.5)), purpose="Two"), reply(409)
    assert judged(refused) == {"false refusals": 1}
    store(world, Span(world.hall, at(9), at(10)))
    assert judged(refused) == {}
    assert judged((refused[0], reply(412))) == {"false refusals": 1}
    assert judged((refused[0], reply(503))) == {"5xx": 1}


def test_one_key_has_one_answer(world):
    span = Span(world.hall, at(9), at(10))
    store(world, span)
    one = attempt(span, key="k")
    assert judged((one, reply(201)), (one, reply(201))) == {}
    assert judged((one, reply(201)), (one, reply(201, b"[]"))) == {"other replays": 1}
