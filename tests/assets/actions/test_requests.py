"""From a wish to a submitted request, and back."""

import pytest

from assets.actions.bookings import create_booking
from assets.actions.requests import Need, request_booking, save_request, submit_request, withdraw_request
from assets.models import Booking, BookingRequest, Round
from partners.models import AuditEntry
from partners.refusals import Refused
from tests.assets.county import at
from tests.assets.planning.rounds import week, wish

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

WINDOW = [(at(9), at(12))]


@pytest.fixture
def planned(world):
    return week(world)


def draft(world, planned, **facts) -> BookingRequest:
    facts = {"title": "Briefing", "duration_minutes": 60, "organisation": world.police} | facts
    return BookingRequest(round=planned, **facts)


def refuses(code: str, field: str, act, *, status: int = 409) -> None:
    with pytest.raises(Refused) as refusal:
        act()
    assert (refusal.value.code, refusal.value.field, refusal.value.status) == (code, field, status)


def test_a_draft_is_changed_then_submitted_then_stands(world, planned):
    saved = save_request(
        request=draft(world, planned), needs=[Need("room")], windows=WINDOW, by=world.constable
    )
    assert (saved.status, saved.repeat_days, saved.requested_by) == ("draft", [0], world.constable)
    saved.title = "Long briefing"
    needs = [Need("drone", count=2), Need("room", (world.projector,), 8)]
    save_request(request=saved, needs=needs, windows=[*WINDOW, (at(9, 1), at(12, 1))], by=world.constable)
    assert [(need.kind, need.count) for need in saved.needs.all()] == [("drone", 2), ("room", 1)]
    assert saved.windows.count() == 2
    submitted = submit_request(request=saved, by=world.constable)
    assert submitted.status == "submitted"
    refuses("request_closed", "", lambda: submit_request(request=saved, by=world.constable))
    actions = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions)[-3:] == ["request.created", "request.changed", "request.submitted"]


def test_windows_fit_the_duration_and_the_round(world, planned):
    def ask(windows, **facts):
        return lambda: save_request(
            request=draft(world, planned, **facts), needs=[Need("room")], windows=windows, by=world.constable
        )

    ask([(at(9), at(10))])()
    refuses("invalid", "windows", ask([(at(9), at(10))], duration_minutes=61), status=422)
    ask([(at(0), at(0, 7))])()
    refuses("invalid", "windows", ask([(at(-1), at(2))]), status=422)
    refuses("invalid", "windows", ask([(at(23, 6), at(1, 7))]), status=422)
    refuses("offset_missing", "windows", ask([(at(9).replace(tzinfo=None), at(12))]), status=422)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"duration_minutes": 0}, "duration_minutes"),
        ({"weight": 0}, ""),
        ({"weight": 1001}, ""),
        ({"attendees": 0}, ""),
        ({"title": ""}, "title"),
        ({"max_travel_minutes": 20}, ""),
        ({"repeat_days": [1]}, "repeat_days"),
        ({"repeat_days": [0, 7, 7]}, "repeat_days"),
        ({"repeat_days": [0, 1], "duration_minutes": 1440 - 59}, "repeat_days"),
    ],
)
def test_impossible_wishes_are_refused_and_nothing_is_stored(world, planned, facts, field):
    field = "" if field == "duration_minutes" else field
    request = draft(world, planned, **facts)
    refuses(
        "invalid",
        field,
        lambda: save_request(request=request, needs=[Need("room")], windows=WINDOW, by=world.constable),
        status=422,
    )
    assert not BookingRequest.objects.exists()


def test_repeats_may_just_not_overlap(world, planned):
    request = draft(world, planned, repeat_days=[0, 1], duration_minutes=1440 - 60)
    save_request(request=request, needs=[Need("room")], windows=[(at(0), at(0, 2))], by=world.constable)


def test_a_request_says_what_and_when_before_it_is_submitted(world, planned):
    for needs, windows, field in (([], WINDOW, "needs"), ([Need("room")], [], "windows")):
        saved = save_request(request=draft(world, planned), needs=needs, windows=windows, by=world.constable)
        refuses(
            "invalid",
            field,
            lambda saved=saved: submit_request(request=saved, by=world.constable),
            status=422,
        )
    loose = save_request(request=draft(world, None), needs=[Need("room")], windows=WINDOW, by=world.constable)
    refuses("invalid", "round", lambda: submit_request(request=loose, by=world.constable), status=422)


def test_only_participants_ask_and_only_while_the_round_gathers(world, planned):
    planned.participants.remove(world.trust)

    def ask(organisation, by):
        return lambda: request_booking(
            request=draft(world, planned, organisation=organisation),
            needs=[Need("room")],
            windows=WINDOW,
            by=by,
        )

    refuses("not_in_round", "round", ask(world.trust, world.medic), status=403)
    refuses("not_allowed", "organisation", ask(world.police, world.reader), status=403)
    refuses("not_allowed", "organisation", ask(world.police, world.manager), status=403)
    ask(world.police, world.constable)()
    Round.objects.filter(pk=planned.pk).update(state="review", run=_run(world))
    planned.refresh_from_db()
    refuses("round_closed", "round", ask(world.police, world.constable))


def _run(world):
    from optimizer.runs.models import Run

    return Run.objects.create(
        format="booking-problem/1",
        organisation=world.fire,
        ordered_by=world.manager,
        problem={},
        problem_sha256="-",
        seconds_limit=1,
        workers=1,
        memory_mebibytes=1,
    )


def test_a_preferred_asset_is_one_the_user_may_see(world, planned):
    world.lecture.listed = False
    world.lecture.save()
    facts = {"needs": [Need("room")], "windows": WINDOW, "preferred_assets": [world.lecture]}
    ask = draft(world, planned, organisation=world.trust)
    refuses(
        "not_found",
        "preferred_assets",
        lambda: save_request(request=ask, by=world.medic, **facts),
        status=404,
    )


def test_withdrawing_a_placed_request_cancels_its_bookings(world, planned):
    request = wish(planned, world.fire, world.manager, windows=WINDOW)
    booking = create_booking(
        asset=world.hall,
        organisation=world.fire,
        starts_at=at(9),
        ends_at=at(10),
        purpose="Wish",
        by=world.manager,
    )
    Booking.objects.filter(pk=booking.pk).update(request=request)
    BookingRequest.objects.filter(pk=request.pk).update(status="placed")
    refuses("not_allowed", "", lambda: withdraw_request(request=request, by=world.constable), status=403)
    assert withdraw_request(request=request, by=world.manager).status == "withdrawn"
    booking.refresh_from_db()
    assert (booking.status, booking.cancel_reason) == ("cancelled", "The request was withdrawn.")
    refuses("request_closed", "", lambda: withdraw_request(request=request, by=world.manager))
