"""Every quarter hour of the days on which the clocks change, on every way in and out.

What the clocks skip is refused at its field with a remedy; what they show twice is asked about and the answer taken;
all else goes in and comes out as the same instant.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from icalendar import Calendar

from assets.actions.bookings import create_booking
from assets.actions.feeds import create_feed
from assets.actions.series import create_series
from assets.forms.bookings import ChangeForm, PeriodForm, clock_texts, period_values
from assets.forms.catalogue import BlockingForm
from assets.forms.requests import WindowForm, first_values
from assets.hours import open_intervals
from assets.models import Agreement, Asset, Blocking, Booking, BookingRequest, RequestWindow
from assets.planning import booking_problem
from assets.queries.schedule import availability
from assets.sheets import export_requests, import_requests
from assets.sheets.tables import REQUESTS
from assets.sheets.wishes import read_windows, windows_in_words
from optimizer.bookings.intervals import merged
from partners.models import AuditEntry
from partners.refusals import Refused
from partners.wording import duration, local_clock
from tests.assets.conftest import world
from tests.assets.pages.conftest import page_of
from tests.assets.planning.rounds import week, wish
from tests.assets.quarters import DAYS, HOUR, MARCH, OCTOBER, QUARTER, ChangeDay, in_february
from tests.assets.sheets.test_imports import sheet
from workbooks.faults import CannotRead
from workbooks.moments import date_time
from workbooks.table import Column

__all__ = ["in_february", "page_of", "world"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]

DAY = timedelta(days=1)


def booked(world, start, end, **facts) -> Booking:
    wanted = {"asset": world.hall, "organisation": world.fire, "purpose": "Drill", "by": world.manager}
    return create_booking(starts_at=start, ends_at=end, **wanted | facts)


def judged(change: ChangeDay, errors_of, value_of) -> None:
    """Hold a way in against every wall time of the day.

    errors_of(text) gives the words against a time, written as 01:30 or 01:30 BST; value_of(text) the instant it is.
    """
    for wall, instants in change.shown.items():
        text = f"{wall:%H:%M}"
        if not instants:
            (error,) = errors_of(text)
            assert "does not exist: the clocks go forward" in error, text
            after = f"{wall + HOUR:%H:%M}"
            assert f"Write another time, such as {after}." in error
            assert value_of(after) == change.shown[wall + HOUR][0].instant
            continue
        if len(instants) == 2:
            (error,) = errors_of(text)
            assert "happens twice: the clocks go back" in error, text
            assert f'"{text} BST" for the first or "{text} GMT" for the second' in error
        for quarter in instants:
            assert errors_of(change.written(quarter)) == [], change.written(quarter)
            assert value_of(change.written(quarter)) == quarter.instant, change.written(quarter)


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
@pytest.mark.parametrize(
    ("form_class", "first", "last"),
    [
        (PeriodForm, ("date", "start"), ("end_date", "end")),
        (WindowForm, ("day", "start"), ("end_day", "end")),
        (BlockingForm, ("first_day", "start"), ("last_day", "end")),
    ],
    ids=["booking", "request", "blocking"],
)
def test_forms_read_every_quarter_hour_as_start_and_as_end(change, form_class, first, last):
    def form_of(start_day, start, end_day, end):
        typed = {first[0]: start_day, first[1]: start, last[0]: end_day, last[1]: end}
        return form_class({**{name: str(value) for name, value in typed.items()}, "kind": "standby"})

    def ends_of(form):
        assert form.is_valid(), form.errors
        data = form.cleaned_data
        return data.get("starts_at") or form.starts_at, data.get("ends_at") or form.ends_at

    def starting(text):
        return form_of(change.day, text, change.day + DAY, "12:00")

    def ending(text):
        return form_of(change.day - DAY, "12:00", change.day, text)

    judged(
        change, lambda text: starting(text).errors.get(first[1], []), lambda text: ends_of(starting(text))[0]
    )
    judged(change, lambda text: ending(text).errors.get(last[1], []), lambda text: ends_of(ending(text))[1])


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_a_booking_is_shown_for_change_as_what_it_is(change, world):
    assets = Asset.objects.all()
    for quarter in change.quarters:
        for start, end in (
            (quarter.instant, quarter.instant + QUARTER),
            (change.start - HOUR, quarter.instant),
        ):
            form = ChangeForm(
                {**clock_texts(period_values(start, end)), "purpose": "Drill", "revision": 0}, assets=assets
            )
            assert form.is_valid(), form.errors
            assert (form.starts_at, form.ends_at) == (start, end)


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_a_request_is_shown_for_change_as_what_it_is(change, world):
    asked = BookingRequest.objects.create(organisation=world.police, title="Drill", duration_minutes=15)
    RequestWindow.objects.bulk_create(
        RequestWindow(request=asked, starts_at=one.instant, ends_at=one.instant + QUARTER)
        for one in change.quarters
    )
    _, windows, _ = first_values(asked)
    for quarter, typed in zip(change.quarters, windows, strict=True):
        form = WindowForm({name: str(value) for name, value in typed.items()})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["starts_at"] == quarter.instant
        assert form.cleaned_data["ends_at"] == quarter.instant + QUARTER


def test_the_page_asks_which_of_two_and_takes_the_answer(page_of, world):
    page, address = page_of(world.manager), reverse("assets:book_asset", args=[world.hall.pk])
    typed = {
        "date": "2026-10-25",
        "start": "01:30",
        "end": "02:00",
        "purpose": "Drill",
        "organisation": world.fire.pk,
    }
    asked = page.post(address, typed)
    html = asked.content.decode()
    assert asked.status_code == 422 and "happens twice" in html
    # A browser's input for times could not take the answer.
    assert 'name="start" type="text" value="01:30"' in html and 'name="end" type="time"' in html
    for answer, start in (
        ("01:30 BST", OCTOBER.start + 1.5 * HOUR),
        ("01:30 gmt", OCTOBER.start + 2.5 * HOUR),
    ):
        Booking.objects.all().delete()
        made = page.post(address, typed | {"start": answer}, follow=True)
        booking = Booking.objects.get()
        assert (booking.starts_at, booking.ends_at) == (start, OCTOBER.start + 3 * HOUR)
        shown = page.get(reverse("assets:booking_change", args=[booking.pk])).content.decode()
        assert f'value="{answer.upper()}"' in shown
        assert f"Sun 25 Oct 2026, {answer.upper()} to 02:00" in made.content.decode()
        assert duration(int((booking.ends_at - start).total_seconds() // 60)) in made.content.decode()
    other = page.post(address, typed | {"date": "2026-07-25", "start": "01:30 GMT"}).content.decode()
    assert "The clocks show BST at 01:30 on 25 July 2026, not GMT. Leave out GMT." in other


def test_a_skipped_time_keeps_nothing_by_any_page(page_of, world):
    page = page_of(world.manager)
    booking = {
        "date": "2026-03-29",
        "start": "01:30",
        "end": "03:00",
        "purpose": "Drill",
        "organisation": world.fire.pk,
    }
    block = {
        "first_day": "2026-03-29",
        "start": "01:15",
        "last_day": "2026-03-29",
        "end": "03:00",
        "kind": "standby",
    }
    asked = {
        "title": "Drill", "organisation": world.fire.pk, "duration_minutes": "60", "weight": "1", "repeat": "",
        "needs-TOTAL_FORMS": "1", "needs-INITIAL_FORMS": "0", "needs-0-kind": "room", "needs-0-count": "1",
        "windows-TOTAL_FORMS": "1", "windows-INITIAL_FORMS": "0", "windows-0-day": "2026-03-29",
        "windows-0-start": "00:00", "windows-0-end": "01:45", "preferred_day": "2026-03-29", "preferred_clock": "01:00",
    }  # fmt: skip
    for name, keys, typed, times in (
        ("book_asset", [world.hall.pk], booking, ["01:30"]),
        ("blocking_new", [world.hall.pk], block, ["01:15"]),
        ("request_new", [], asked, ["01:45", "01:00"]),
    ):
        html = page.post(reverse(f"assets:{name}", args=keys), typed).content.decode()
        for clock in times:
            assert f"{clock} on 29 March 2026 does not exist" in html, name
    found = page.get(reverse("assets:book"), booking | {"kind": "room"}).content.decode()
    assert "01:30 on 29 March 2026 does not exist" in found
    assert not any(model.objects.exists() for model in (Booking, Blocking, BookingRequest))


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_a_series_keeps_its_wall_time_or_leaves_the_day_out_with_the_reason(change, world):
    week = timedelta(days=7)
    for number in range(17):
        wall = datetime.combine(change.day, datetime.min.time()) + number * QUARTER
        Booking.objects.all().delete()
        offset = timedelta(0) if change is MARCH else HOUR
        first = (wall - week - offset).replace(tzinfo=change.start.tzinfo)
        made = create_series(
            asset=world.hall, organisation=world.fire, starts_at=first, ends_at=first + QUARTER,
            repeat_days=[0, 7, 14], purpose="Drill", by=world.manager,
        )  # fmt: skip
        instants, ends = change.shown[wall], change.shown[wall + QUARTER]
        starts = [one.starts_at for one in made.bookings]
        after = (wall + week - (HOUR - offset)).replace(tzinfo=first.tzinfo)
        if instants and ends:
            assert starts == [first, instants[0].instant, after]
            assert made.bookings[1].ends_at == ends[0].instant and made.skipped == {}
            continue
        missing = wall if not instants else wall + QUARTER
        reason = (
            f"{missing:%H:%M} on Sun 29 Mar 2026 does not exist: the clocks go forward from 01:00 to 02:00."
        )
        assert starts == [first, after] and made.skipped == {1: reason}
        kept = AuditEntry.objects.filter(action="series.skipped").order_by("pk").last()
        assert kept.after == {"bundle": str(made.bookings[0].bundle), "reasons": [reason]}


def test_a_series_may_begin_in_the_second_of_two_hours(world):
    second = OCTOBER.shown[datetime(2026, 10, 25, 1, 30)][1].instant  # noqa: DTZ001
    made = create_series(
        asset=world.hall, organisation=world.fire, starts_at=second, ends_at=second + QUARTER,
        repeat_days=[0, 7], purpose="Drill", by=world.manager,
    )  # fmt: skip
    assert [one.starts_at for one in made.bookings] == [second, second + timedelta(days=7)]


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_weekly_hours_that_begin_or_end_at_any_quarter_hour(change):
    for number in range(97):
        minute = 15 * number
        later = [one.instant for one in change.quarters if one.wall.hour * 60 + one.wall.minute >= minute]
        earlier = [one.instant for one in change.quarters if one.wall.hour * 60 + one.wall.minute < minute]
        span = change.start, change.end
        # The first moment at which the clocks have got so far opens, the last at which they have not closes.
        if minute < 1440:
            assert open_intervals([[6, minute, 1440]], *span) == [(min(later), change.end)], minute
        if minute:
            assert open_intervals([[6, 0, minute]], *span) == [(change.start, max(earlier) + QUARTER)], minute


@pytest.mark.parametrize(("change", "open_hours"), [(MARCH, 0), (OCTOBER, 2)], ids=["march", "october"])
def test_an_agreement_for_the_hour_of_the_change_allows_what_there_is_of_it(change, open_hours, world):
    Agreement.objects.update(hours=[[6, 60, 120]])
    for quarter in change.quarters[:20]:

        def wanted(quarter=quarter):
            return booked(
                world,
                quarter.instant,
                quarter.instant + QUARTER,
                organisation=world.police,
                by=world.constable,
            )

        if quarter.wall.hour == 1:
            assert wanted().charge_pence == 300
            continue
        with pytest.raises(Refused) as refusal:
            wanted()
        assert refusal.value.code == "outside_agreement_hours"
    assert Booking.objects.count() == 4 * open_hours


@pytest.mark.parametrize(("change", "minutes"), [(MARCH, 180), (OCTOBER, 300)], ids=["march", "october"])
def test_caps_and_charges_count_the_minutes_that_pass(change, minutes, world):
    four = change.shown[datetime.combine(change.day, datetime.min.time()) + 4 * HOUR][0].instant
    Agreement.objects.update(cap_minutes=minutes - 1, cap_period="week")
    with pytest.raises(Refused) as refusal:
        booked(world, change.start, four, organisation=world.police, by=world.constable)
    assert refusal.value.code == "cap_used"
    Agreement.objects.update(cap_minutes=minutes)
    made = booked(world, change.start, four, organisation=world.police, by=world.constable)
    assert made.charge_pence == minutes * 20
    # The week ends at local midnight: the next quarter hour has a cap of its own, the one before has not.
    booked(world, change.end, change.end + QUARTER, organisation=world.police, by=world.constable)
    with pytest.raises(Refused):
        booked(world, change.end - QUARTER, change.end, organisation=world.police, by=world.constable)


def filled(change: ChangeDay, world) -> dict[datetime, Booking]:
    """A booking in each quarter hour of the day, by its start."""
    return {
        one.instant: booked(world, one.instant, one.instant + QUARTER, purpose=f"{one.clock} {one.zone}")
        for one in change.quarters
    }


@pytest.mark.postgres
@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_every_quarter_hour_comes_out_as_it_went_in(change, world, page_of, client):
    made = filled(change, world)
    page = page_of(world.manager)
    secret = create_feed(asset=world.hall, by=world.manager)[1]
    feed = client.get(reverse("assets:calendar_feed", args=[secret])).content
    events = {
        (event["dtstart"].dt, event["dtend"].dt, str(event["summary"]))
        for event in Calendar.from_ical(feed).walk("VEVENT")
    }
    assert events == {(start, start + QUARTER, f"{one.purpose}: Hall") for start, one in made.items()}
    assert feed.count(b"DTSTART:2026") == len(made) and b"TZID" not in feed
    single = client.get(reverse("assets:booking_file", args=[1])).status_code
    assert single == 302, "the file of one booking needs a session"

    day = {"date": change.day.isoformat()}
    html = page.get(reverse("assets:schedule"), day).content.decode()
    asset_html = page.get(reverse("assets:asset", args=[world.hall.pk]), day).content.decode()
    for quarter in change.quarters:
        start, end = (local_clock(moment) for moment in (quarter.instant, quarter.instant + QUARTER))
        assert start.startswith(quarter.clock) and (start == change.written(quarter))
        assert f"{start} to {end}" in asset_html, quarter
        assert start in html and f"{quarter.clock} {quarter.zone}" in html
    stretches = availability(world.manager, world.hall, change.start, change.end)
    assert merged((one.starts_at, one.ends_at) for one in stretches) == [(change.start, change.end)]
    assert change.end - change.start == change.hours * HOUR

    query = urlencode({"from": change.day, "to": change.day + DAY})
    drawn = page.get(f"{reverse('assets:schedule_feed')}?{query}").json()["events"]
    assert len(drawn) == len(made)
    for event in drawn:
        start, end = (datetime.fromisoformat(event[name]) for name in ("start", "end"))
        over_the_gap = end.hour == 2 and start.hour == 0
        assert end - start == (HOUR + QUARTER if over_the_gap else QUARTER), event


@pytest.mark.parametrize(
    ("change", "words"), [(MARCH, "23 hours"), (OCTOBER, "25 hours")], ids=["march", "october"]
)
def test_a_whole_day_is_as_long_as_it_is(change, words, world, page_of):
    page = page_of(world.manager)
    typed = {
        "date": change.day, "start": "00:00", "end_date": change.day + DAY, "end": "00:00", "purpose": "Exercise",
        "organisation": world.fire.pk,
    }  # fmt: skip
    html = page.post(reverse("assets:book_asset", args=[world.hall.pk]), typed, follow=True).content.decode()
    made = Booking.objects.get()
    assert (made.starts_at, made.ends_at) == (change.start, change.end)
    assert words in html


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_cells_are_read_as_they_are_written(change):
    column = Column("preferred_start", "Preferred start", "date_time")
    for wall, instants in change.shown.items():
        for raw in (wall, f"{wall:%Y-%m-%d %H:%M}", f"{wall.day} {wall:%B %Y} {wall:%H:%M}"):
            if len(instants) == 1:
                assert date_time(raw, column) == instants[0].instant
                continue
            with pytest.raises(CannotRead) as fault:
                date_time(raw, column)
            assert ("happens twice" if instants else "does not exist") in fault.value.message
    for one in change.quarters:
        window = RequestWindow(starts_at=one.instant, ends_at=one.instant + QUARTER)
        words = windows_in_words([window])
        assert words.startswith(f"{change.day} {change.written(one)} to ")
        assert read_windows(words) == [(one.instant, one.instant + QUARTER)]


@pytest.mark.parametrize("change", DAYS, ids=["march", "october"])
def test_sheets_of_requests_read_and_write_every_quarter_hour(change, world):
    start = change.start - 2 * DAY
    planned = week(world, starts_at=start, ends_at=change.end + 2 * DAY)
    day = change.day.isoformat()

    def row(reference: str, start: str, end: str, best: str) -> dict[str, str]:
        return {
            "organisation": "Police", "reference": reference, "title": "Drill", "needs": "room",
            "duration_minutes": "15", "windows": f"{start} to {end}", "preferred_start": best,
        }  # fmt: skip

    good, bad = [], {}
    for wall, instants in [pair for pair in change.shown.items() if pair[0].hour < 4]:
        text = f"{day} {wall:%H:%M}"
        for quarter in instants:
            written = f"{day} {change.written(quarter)}"
            good.append(
                (row(f"{wall:%H%M}-{quarter.zone}", written, f"{change.day + DAY} 06:00", written), quarter)
            )
        if len(instants) != 1:
            bad[f"{wall:%H%M}"] = (
                row(f"{wall:%H%M}", text, f"{change.day + DAY} 06:00", text),
                "does not exist" if not instants else f'Write "{text} BST" for the first or "{text} GMT"',
            )
    for column, other in (("windows", "preferred_start"), ("preferred_start", "windows")):
        rows = [one | {other: good[0][0][other]} for one, _ in bad.values()]
        upload = import_requests(data=sheet(REQUESTS, *rows), planned=planned, by=world.constable)
        assert not BookingRequest.objects.exists()
        assert [(one.row, one.column) for one in upload.faults] == [(2 + n, column) for n in range(len(rows))]
        for fault, (_, words) in zip(upload.faults, bad.values(), strict=True):
            assert words in f"{fault.message} {fault.remedy}"
    upload = import_requests(
        data=sheet(REQUESTS, *(one for one, _ in good)), planned=planned, by=world.constable
    )
    assert upload.faults == []

    def stored() -> dict[str, tuple[datetime, datetime]]:
        return {
            one.reference: (one.preferred_start, one.windows.get().starts_at)
            for one in BookingRequest.objects.prefetch_related("windows")
        }

    expected = {one["reference"]: (quarter.instant, quarter.instant) for one, quarter in good}
    assert stored() == expected
    again = import_requests(
        data=export_requests(planned=planned, user=world.constable), planned=planned, by=world.constable
    )
    assert (again.faults, again.created) == ([], 0)
    assert stored() == expected


def test_a_plan_repeats_from_the_second_of_two_hours_without_moving(world):
    planned = week(world, starts_at=OCTOBER.start - DAY, ends_at=OCTOBER.end + 2 * DAY)
    second = OCTOBER.shown[datetime(2026, 10, 25, 1, 30)][1].instant  # noqa: DTZ001
    asked = wish(
        planned,
        world.police,
        world.constable,
        minutes=15,
        windows=[(second, second + HOUR)],
        preferred_start=second,
    )
    (request,) = [one for one in booking_problem(planned)["requests"] if one["id"] == str(asked.pk)]
    assert request.get("repeats", [0]) == [0]
