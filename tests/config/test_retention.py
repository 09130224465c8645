"""What has been kept long enough goes, and only that; without --apply nothing goes at all."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from api.models import IdempotencyKey
from assets.actions.bookings import create_booking
from assets.actions.catalogue import save_blocking
from assets.models import Blocking, Booking, BookingRequest
from partners.actions.erasing import erase_person
from partners.actions.members import remove_member
from partners.actions.tokens import create_token
from partners.models import ApiToken, AuditEntry, Membership, User
from partners.sealing import seal_entries, verify
from tests.assets.county import at, person
from tests.assets.county import world as world

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

LONG_AGO = timedelta(days=3000)
TEXTS = ("Talk with Ann Other", "Because of Bob", "Meeting about Cy")


@pytest.fixture
def kept(world, monkeypatch):
    """One thing of each kind that is old enough to go, one that is not."""
    now = timezone.now()
    chief = person(
        "chief", world.fire, Membership.Role.PARTNERSHIP_ADMINISTRATOR, Membership.Role.STATION_MANAGER
    )
    for moment in (now - LONG_AGO, now + LONG_AGO):
        Session.objects.create(session_key=str(moment), session_data="x", expire_date=moment)
    cache.set("old", 1, -1)
    cache.set("young", 1, 1000)
    IdempotencyKey.objects.create(principal=chief, key="old", body_hash="x")
    IdempotencyKey.objects.update(created_at=now - LONG_AGO)
    IdempotencyKey.objects.create(principal=chief, key="young", body_hash="x")
    create_token(organisation=world.fire, name="Young", by=chief)
    token, _ = create_token(organisation=world.fire, name="Old", by=chief)
    ApiToken.objects.filter(pk=token.pk).update(created_at=now - 2 * LONG_AGO, expires_at=now - LONG_AGO)
    for hour, purpose in ((9, TEXTS[0]), (11, "Stays")):
        create_booking(
            asset=world.lecture, organisation=world.fire, starts_at=at(hour), ends_at=at(hour + 1), purpose=purpose, by=chief
        )  # fmt: skip
    save_blocking(
        blocking=Blocking(
            asset=world.lecture, starts_at=at(20), ends_at=at(21), kind="maintenance", reason=TEXTS[1]
        ),
        by=chief,
    )
    BookingRequest.objects.create(
        organisation=world.fire, title=TEXTS[2], reference="R1", duration_minutes=60, status="withdrawn", requested_by=chief
    )  # fmt: skip
    BookingRequest.objects.update(created_at=now - LONG_AGO)
    old = now.replace(second=0, microsecond=0) - LONG_AGO
    Booking.objects.filter(purpose=TEXTS[0]).update(starts_at=old, ends_at=old + timedelta(hours=1))
    Blocking.objects.update(starts_at=old + timedelta(days=1), ends_at=old + timedelta(days=2))
    gone = person("gone", world.fire, Membership.Role.VIEWER)
    remove_member(organisation=world.fire, member=gone, by=chief)
    User.objects.filter(pk=gone.pk).update(left_at=now - LONG_AGO)
    world.chief, world.gone = chief, gone
    seal_entries()
    return world


def counts(capsys, *arguments) -> list[int]:
    call_command("apply_retention", *arguments)
    said = capsys.readouterr().out
    return [int(line.split()[0]) for line in said.splitlines()[:-1]]


def test_a_dry_run_counts_and_changes_nothing(kept, capsys):
    assert counts(capsys) == [1, 1, 1, 1, 1, 3]
    assert counts(capsys) == [1, 1, 1, 1, 1, 3]
    assert Booking.objects.filter(purpose=TEXTS[0]).exists() and ApiToken.objects.count() == 2


def test_what_is_old_goes_and_what_is_young_stays(kept, capsys):
    assert counts(capsys, "--apply") == [1, 1, 1, 1, 1, 3]
    assert Session.objects.count() == 1 and cache.get("young") == 1
    assert [key.key for key in IdempotencyKey.objects.all()] == ["young"]
    assert [token.name for token in ApiToken.objects.all()] == ["Young"]
    assert set(Booking.objects.values_list("purpose", flat=True)) == {"Text removed", "Stays"}
    assert Blocking.objects.get().reason == "" and BookingRequest.objects.get().title == "Text removed"
    assert User.objects.get(pk=kept.gone.pk).name == f"Erased person {kept.gone.pk}"
    audit = str(list(AuditEntry.objects.values()))
    assert not any(text in audit for text in TEXTS) and "Stays" in audit and "gone@" not in audit
    seal_entries()
    assert not verify().fault
    assert counts(capsys, "--apply") == [0] * 6


def test_texts_of_an_erased_person_go_as_soon_as_the_booking_is_over(kept, capsys):
    counts(capsys, "--apply")
    chief = kept.chief
    person("heir", kept.fire, Membership.Role.PARTNERSHIP_ADMINISTRATOR)
    remove_member(organisation=kept.fire, member=chief, by=chief)
    erase_person(person=chief, organisation=None, by=None)
    assert counts(capsys, "--apply")[-1] == 0
    Booking.objects.filter(purpose="Stays").update(
        starts_at=timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3),
        ends_at=timezone.now().replace(second=0, microsecond=0) - timedelta(hours=2),
    )
    assert counts(capsys, "--apply")[-1] == 1
    assert not Booking.objects.filter(purpose="Stays").exists()


def test_periods_are_settings(kept, capsys, settings):
    settings.RETENTION_DAYS = dict.fromkeys(settings.RETENTION_DAYS, 10000)
    assert counts(capsys) == [1, 1, 0, 0, 0, 0]
