"""After a kill: what is lost, half-written or answered otherwise is found, and what merely got no answer is not."""

from types import SimpleNamespace

import pytest
from django.db import connection

from assets.actions.bookings import create_booking
from assets.actions.rounds import publish_round
from assets.models import Booking, Hold
from benchmarks.races.attempts import Attempt, Span
from benchmarks.races.planned import Planned
from benchmarks.races.storms.aftermath import examined
from benchmarks.races.storms.calendar import booked
from benchmarks.races.storms.rounds import published
from benchmarks.races.storms.storm import Deed, Storm, Subject
from benchmarks.races.wire import Call, Reply
from tests.assets.county import at
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish

pytestmark = pytest.mark.django_db
JSON = b"content-type: application/json\r\n"
GRANTED = Reply(201, b'{"id": 1}', JSON)


class Wire:
    """Gives the replies it was made with, one after the other."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def ask(self, call: Call) -> list[Reply]:
        return [self.replies.pop(0)]


def names(storm: Storm, *replies: Reply) -> list[str]:
    return [fault.name for fault in examined(storm, Wire(*replies))]


def storm(state: str, pending: str, *seen: str, reply: Reply | None = None) -> Storm:
    """A storm with one subject that is seen in these states, and the call with a key that got the reply."""
    states = list(seen)
    subject = Subject("it", lambda: states.pop(0) if len(states) > 1 else states[0], state, pending)
    made = Storm(SimpleNamespace(assets={}), 0, subjects=[subject])
    if reply is not None:
        call = Call("/api/v1/bookings", headers={"Idempotency-Key": "k"})
        made.deeds.append(Deed(subject, "present", call, reply))
    return made


def test_what_was_acknowledged_is_there_and_what_got_no_answer_may_be():
    assert names(storm("present", "", "present")) == []
    assert names(storm("present", "", "absent")) == ["lost"]
    assert names(storm("absent", "present", "present")) == []
    assert names(storm("absent", "present", "absent")) == []
    assert names(storm("published", "in review", "absent")) == ["lost"]
    assert names(storm("present", "", "half: 1 of 3")) == ["half"]


def test_a_key_has_the_same_answer_as_before():
    acknowledged = storm("present", "", "present", reply=GRANTED)
    assert names(acknowledged, GRANTED) == []
    assert names(acknowledged, Reply(201, b'{"id": 2}', JSON)) == ["other replays"]


def test_a_key_that_got_no_answer_has_one_effect():
    def unanswered(*seen: str) -> Storm:
        return storm("absent", "present", *seen, reply=Reply(0))

    assert names(unanswered("absent", "present"), GRANTED, GRANTED) == []
    assert names(unanswered("present", "present"), GRANTED, GRANTED) == []
    assert names(unanswered("absent", "half: 2 of 1"), GRANTED, GRANTED) == ["other replays"]
    assert names(unanswered("absent", "absent"), GRANTED, GRANTED) == ["other replays"]
    assert names(unanswered("absent", "present"), GRANTED, Reply(409, b"{}", JSON)) == ["other replays"]
    assert names(unanswered("absent"), Reply(500), Reply(500)) == ["5xx"]


def test_a_booking_is_there_with_its_hold_and_its_audit_entry(world):
    span = Span(world.hall, at(9), at(10))
    observe = booked(Attempt(Call(""), "Briefing", (span,)))
    assert observe() == "absent"
    create_booking(
        asset=world.lecture,
        organisation=world.police,
        starts_at=at(9),
        ends_at=at(10),
        purpose="Briefing",
        by=world.constable,
    )
    assert observe() == "absent"
    lecture = booked(Attempt(Call(""), "Briefing", (Span(world.lecture, at(9), at(10)),)))
    assert lecture() == "booked"
    Hold.objects.all().delete()
    assert lecture().startswith("half")


def test_a_round_is_published_with_everything_that_belongs_to_it(world):
    planned = week(world)
    request = wish(planned, world.fire, world.manager, windows=[(at(9), at(10))])
    planned_by_hand(planned, [placement(request, 9 * 60, world.lecture)], by=world.manager)
    plan = Planned(planned.pk, 0, (Span(world.lecture, at(9), at(10)),), "Wish", planned.run_id)
    observe = published(plan)
    assert observe() == "in review"
    publish_round(planned=planned, by=world.manager)
    assert observe() == "published"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Booking._meta.db_table} SET status = 'cancelled', cancelled_at = created_at")
    assert observe().startswith("half")
