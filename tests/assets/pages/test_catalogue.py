"""Sites, assets, blockings and agreements on their pages."""

import pytest
from django.urls import reverse

from assets.actions.bookings import create_booking
from assets.models import Agreement, Asset, Blocking, Site
from tests.assets.county import at

pytestmark = pytest.mark.django_db

ANY_TIME = {"hours-mode": "any"}


def test_a_site_is_added_with_its_opening_hours(page_of, world):
    data = {
        "organisation": world.fire.pk, "name": "Harrold", "code": "HAR", "latitude": "52.2", "longitude": "-0.61",
        "hours-mode": "week", "hours-Mon": "08:00 to 12:00, 13:00 to 17:00", "hours-Sat": "9-13",
    }  # fmt: skip
    page = page_of(world.manager)
    page.post(reverse("assets:site_new"), data)
    site = Site.objects.get(code="HAR")
    assert site.hours == [[0, 480, 720], [0, 780, 1020], [5, 540, 780]]
    html = page.get(reverse("assets:site_change", args=[site.pk])).content.decode()
    assert 'value="08:00 to 12:00, 13:00 to 17:00"' in html


def test_hours_that_cannot_be_read_are_a_fault_at_their_day(page_of, world):
    data = {"name": "X", "code": "X", "latitude": "52", "longitude": "0", "organisation": world.fire.pk}
    answer = page_of(world.manager).post(
        reverse("assets:site_new"), {**data, "hours-mode": "week", "hours-Tue": "morning"}
    )
    html = answer.content.decode()
    assert "morning" in html and 'href="#id_hours-Tue"' in html
    assert not Site.objects.filter(code="X").exists()


def test_an_asset_is_changed_and_a_refusal_stands_at_its_field(page_of, world):
    page, address = page_of(world.manager), reverse("assets:asset_change", args=[world.lecture.pk])
    data = {
        "name": "Lecture room", "code": "lecture", "kind": "room", "site": world.ampthill.pk, "capacity": "24",
        "turnaround_minutes": "15", "features": [world.projector.pk], "listed": "on", "active": "on", **ANY_TIME,
    }  # fmt: skip
    assert page.post(address, data).status_code == 302
    world.lecture.refresh_from_db()
    assert (world.lecture.name, world.lecture.capacity) == ("Lecture room", 24)
    html = page.post(address, {**data, "code": "hall"}).content.decode()
    assert "already has an asset with this code" in html
    html = page.post(address, {**data, "capacity": "0"}).content.decode()
    assert "The capacity is at least 1." in html


def test_the_free_times_of_an_asset_lead_to_booking_them(page_of, world):
    create_booking(
        asset=world.lecture, organisation=world.police, starts_at=at(9), ends_at=at(11), purpose="Briefing",
        by=world.constable,
    )  # fmt: skip
    address = f"{reverse('assets:asset', args=[world.lecture.pk])}?date=2035-01-08"
    html = page_of(world.manager).get(address).content.decode()
    assert "09:00 to 11:00: <a" in html and "Briefing" in html
    assert "date=2035-01-08&amp;start=11%3A15&amp;end=13%3A15" in html


def test_an_asset_is_taken_out_of_use_unless_bookings_stand_and_put_back(page_of, world):
    page, address = page_of(world.manager), reverse("assets:blocking_new", args=[world.lecture.pk])
    data = {
        "kind": "maintenance", "reason": "Paint", "first_day": "2035-01-08", "start": "08:00",
        "last_day": "2035-01-09", "end": "18:00",
    }  # fmt: skip
    page.post(address, data)
    blocking = Blocking.objects.get()
    assert (blocking.starts_at, blocking.ends_at) == (at(8), at(18, 1))
    page.post(reverse("assets:blocking_remove", args=[blocking.pk]))
    assert not Blocking.objects.exists()
    create_booking(
        asset=world.lecture, organisation=world.fire, starts_at=at(9), ends_at=at(11), purpose="Drill",
        by=world.manager,
    )  # fmt: skip
    assert "is booked in this period" in page.post(address, data).content.decode()
    assert not Blocking.objects.exists()


def test_an_agreement_is_written_signed_and_ended(page_of, world):
    page = page_of(world.keeper)
    data = {
        "owner": world.fire.pk, "user": world.trust.pk, "reference": "MOU-9", "title": "Rooms for the trust",
        "kinds_limited": "yes", "kinds": ["room"], "assets_limited": "no", "cap_minutes": "7.5",
        "cap_period": "week", "notice_hours": "24", "priority": "1", "rate_pence_per_hour": "£12.50",
        "rate_pence_per_mile": "0", "valid_from": "2034-04-01", "hours-mode": "any",
    }  # fmt: skip
    page.post(reverse("assets:agreement_new"), data)
    written = Agreement.objects.get(reference="MOU-9")
    assert (written.cap_minutes, written.rate_pence_per_hour, written.signed_on) == (450, 1250, None)
    assert [row.kind for row in written.kinds.all()] == ["room"]
    page.post(reverse("assets:agreement_sign", args=[written.pk]), {"signed_on": "2034-03-01"})
    html = page.post(reverse("assets:agreement_change", args=[written.pk]), data).content.decode()
    assert "The terms of a signed agreement stand" in html
    page.post(reverse("assets:agreement_end", args=[written.pk]), {"last_day": "2035-03-31"})
    written.refresh_from_db()
    assert f"{written.valid_to}" == "2035-03-31"


def test_an_agreement_limited_to_nothing_is_refused(page_of, world):
    data = {"kinds_limited": "yes", "assets_limited": "yes", "title": "X", **ANY_TIME}
    html = page_of(world.keeper).post(reverse("assets:agreement_new"), data).content.decode()
    assert "Choose the kinds it covers" in html and "Choose the assets it covers" in html


def test_lists_are_narrowed_and_say_so_when_nothing_is_left(page_of, world):
    page = page_of(world.manager)
    html = page.get(reverse("assets:assets"), {"kind": "drone"}).content.decode()
    assert "Drone 1" in html and "Lecture" not in html
    html = page.get(reverse("assets:assets"), {"q": "no such thing"}).content.decode()
    assert "No asset is like that." in html
    assert Asset.objects.count() == 5


def test_a_list_needs_as_many_queries_for_three_rows_as_for_one(
    page_of, world, django_assert_max_num_queries
):
    page, address = page_of(world.manager), reverse("assets:assets")
    with django_assert_max_num_queries(40) as one:
        page.get(address, {"kind": "drone"})
    with django_assert_max_num_queries(len(one)):
        page.get(address, {"kind": "room"})
