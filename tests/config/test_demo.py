"""The demo: loads through the ordinary imports, runs its job, and leaves alone what is there."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assets.models import Booking, Round
from config.demo import job
from config.demo.sharing import requests_in_week
from partners.models import Organisation
from procurement.models import JointProcurement, Scenario
from tests.workbooks.recalculated import needs_libreoffice, wrong_values


@pytest.fixture
def demo_settings(settings, tmp_path, monkeypatch):
    settings.DEMO_PASSWORD = "a password for the demo"
    settings.DEMO_FOLDER = tmp_path
    monkeypatch.setattr(job, "ROUND_SECONDS", 5)
    monkeypatch.setattr(job, "SCENARIO_SECONDS", 5)
    monkeypatch.setattr(job, "SPLIT_SECONDS", 5)
    return settings


@pytest.mark.django_db(transaction=True)
@needs_libreoffice
def test_the_demo_loads_runs_and_is_kept(demo_settings, capsys):
    call_command("load_demo")
    call_command("run_demo")

    assert Round.objects.count() == 2
    published = Round.objects.get(state=Round.State.PUBLISHED)
    assert published.requests.count() == 304
    assert Booking.objects.filter(round=published).count() > 200
    fire = JointProcurement.objects.get(title__startswith="27 standard items")
    assert fire.demand_lines.count() == 980
    assert all(scenario.state == Scenario.State.SOLVED for scenario in Scenario.objects.select_related("run"))
    said = capsys.readouterr().out
    assert "Sign in with the password a password for the demo as" in said
    workbooks = sorted(demo_settings.DEMO_FOLDER.glob("*.xlsx"))
    assert [path.name for path in workbooks] == [*[f"award-{n}.xlsx" for n in scenario_keys()], "round.xlsx"]
    assert wrong_values(workbooks[-1].read_bytes()) == []

    bookings = Booking.objects.count()
    call_command("load_demo")
    call_command("run_demo")
    assert "what you changed is kept" in capsys.readouterr().out
    assert Booking.objects.count() == bookings


def scenario_keys() -> list[int]:
    return list(Scenario.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_demo_needs_a_password_before_anything_is_stored(settings):
    settings.DEMO_PASSWORD = ""

    with pytest.raises(CommandError, match="DEMO_PASSWORD is not set"):
        call_command("load_demo")

    assert not Organisation.objects.exists()


def test_requests_move_by_whole_weeks_and_keep_their_clock_times():
    rows = list(csv.DictReader(io.StringIO(requests_in_week(date(2027, 3, 22)).decode())))
    written = list(csv.DictReader(io.StringIO(requests_in_week(date(2026, 12, 7)).decode())))

    first, original = rows[0], written[0]
    assert original["Preferred start"] == "2026-12-09 10:00"
    assert first["Preferred start"] == "2027-03-24 10:00"
    assert first["Title"] == original["Title"]
