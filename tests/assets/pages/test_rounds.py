"""Rounds on their pages: open, gather, plan, review, publish, take back, and who sees what of it."""

import pytest
from django.urls import reverse

from assets.actions.bookings import create_booking
from assets.actions.requests import Need, request_booking
from assets.actions.rounds import plan_round
from assets.models import Booking, BookingRequest, Round
from optimizer.runs.executing import execute
from tests.assets.county import at

pytestmark = pytest.mark.django_db


def asked_for(world, planned, title, organisation, by, **wishes) -> BookingRequest:
    return request_booking(
        request=BookingRequest(
            organisation=organisation, round=planned, title=title, duration_minutes=120, repeat_days=[0]
        ),
        needs=[Need(wishes.pop("kind", "room"), wishes.pop("features", ()))],
        windows=[(at(9, 1), at(11, 1))],
        by=by,
    )


@pytest.fixture
def planned(world, page_of) -> Round:
    """Opened on its page by the fire service, with the police; three requests, one of which nobody can serve."""
    page = page_of(world.manager)
    answer = page.post(
        reverse("assets:round_new"),
        {
            "name": "Week 2", "lead": world.fire.pk, "participants": [world.fire.pk, world.police.pk],
            "first_day": "2035-01-08", "last_day": "2035-01-14", "grid_minutes": "15",
        },
    )  # fmt: skip
    found = Round.objects.get()
    assert answer.url == reverse("assets:round", args=[found.pk])
    projector = (world.projector,)
    asked_for(world, found, "Fire lecture", world.fire, world.manager, features=projector)
    asked_for(world, found, "Police briefing", world.police, world.constable)
    asked_for(world, found, "Boat drill", world.police, world.constable, kind="boat")
    return found


@pytest.fixture
def reviewed(planned, world) -> Round:
    run = plan_round(planned=planned, by=world.manager, seconds=60)
    execute(run.pk)
    return Round.objects.get(pk=planned.pk)


def text_of(page, planned) -> str:
    return page.get(reverse("assets:round", args=[planned.pk])).content.decode()


def test_a_round_covers_its_last_day(planned):
    assert (planned.starts_at, planned.ends_at) == (at(0), at(0, 7))


def test_a_gathering_round_counts_requests_and_offers_to_plan_to_its_lead_alone(page_of, world, planned):
    lead, partner = text_of(page_of(world.manager), planned), text_of(page_of(world.constable), planned)
    assert "3 requests will be planned" in lead and "Plan the round" in lead
    assert "Plan the round" not in partner and "Fire and Rescue Service plans the round" in partner


def test_a_partner_may_not_plan_publish_or_reopen(page_of, world, reviewed):
    page = page_of(world.constable)
    for name in ("round_plan", "round_publish", "round_unpublish", "round_reopen"):
        assert page.post(reverse(f"assets:{name}", args=[reviewed.pk])).status_code == 403, name
    assert not Booking.objects.exists()


def test_planning_shows_progress_with_a_stop_button(page_of, world, planned):
    page = page_of(world.manager)
    page.post(reverse("assets:round_plan", args=[planned.pk]), {"seconds": "15"})
    html = text_of(page, planned)
    assert "Waiting to start" in html and "Stop and keep the best so far" in html
    assert "is planning the round" in text_of(page_of(world.constable), planned)


def test_the_review_shows_the_lead_all_and_a_partner_nothing_yet(page_of, world, reviewed):
    lead, partner = text_of(page_of(world.manager), reviewed), text_of(page_of(world.constable), reviewed)
    for words in ("Fire lecture", "Police briefing", "Boat drill", "is of this kind", "Publish the plan"):
        assert words in lead, words
    assert "proven to be the best plan" in lead or "% better" in lead
    assert "is looking through the plan" in partner and "Fire lecture" not in partner


def test_the_placements_are_narrowed_by_organisation(page_of, world, reviewed):
    address = f"{reverse('assets:round', args=[reviewed.pk])}?organisation={world.police.pk}"
    html = page_of(world.manager).get(address).content.decode()
    assert "Police briefing" in html and "Fire lecture" not in html


def test_publishing_books_and_answers_and_can_be_taken_back(page_of, world, reviewed):
    page = page_of(world.manager)
    address = reverse("assets:round_publish", args=[reviewed.pk])
    assert "2 requests get 2 bookings" in page.get(address).content.decode()
    page.post(address, {"run": reviewed.run_id})
    assert Booking.objects.filter(status="confirmed").count() == 2
    partner = text_of(page_of(world.constable), reviewed)
    assert "Police briefing" in partner and "Fire lecture" not in partner
    page.post(reverse("assets:round_unpublish", args=[reviewed.pk]))
    assert not Booking.objects.filter(status="confirmed").exists()


def test_a_plan_that_no_longer_holds_is_refused_with_the_reasons(page_of, world, reviewed):
    create_booking(
        asset=world.lecture, organisation=world.fire, starts_at=at(9, 1), ends_at=at(11, 1), purpose="Quick",
        by=world.manager,
    )  # fmt: skip
    page, address = page_of(world.manager), reverse("assets:round_publish", args=[reviewed.pk])
    answer = page.post(address, {"run": reviewed.run_id})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "was not published" in html and "No booking was made" in html
    assert Booking.objects.count() == 1


def test_a_plan_that_was_not_on_the_page_is_not_published(page_of, world, reviewed):
    page, address = page_of(world.manager), reverse("assets:round_publish", args=[reviewed.pk])
    assert page.post(address, {"run": ""}).status_code == 404
    assert not Booking.objects.exists()


def test_workbooks_of_the_round_open_for_those_who_take_part(page_of, world, reviewed):
    for name in ("round_workbook", "round_requests"):
        address = reverse(f"assets:{name}", args=[reviewed.pk])
        answer = page_of(world.manager).get(address)
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
        assert page_of(world.outsider).get(address).status_code == 404
