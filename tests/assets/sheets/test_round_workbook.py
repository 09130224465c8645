"""The round's workbook: what each viewer may see, and totals that a second program works out alike."""

import io

import openpyxl
import pytest

from assets.actions.rounds import publish_round
from assets.sheets import round_workbook
from optimizer.bookings.solution import Alternative, Declined
from tests.assets.county import at
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish
from tests.workbooks.recalculated import needs_libreoffice, wrong_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(world):
    planned = week(world)
    course = wish(
        planned, world.police, world.constable, title="Course", windows=[(at(9), at(12))], repeat_days=[0, 1]
    )
    drill = wish(planned, world.fire, world.manager, title="Drill", windows=[(at(9), at(12))])
    clinic = wish(planned, world.trust, world.medic, title="Clinic", windows=[(at(9), at(12))])
    spare = Alternative(start=13 * 60, assets=((str(world.hall.pk),),))
    planned_by_hand(
        planned,
        [
            placement(course, 540, world.lecture, agreements=[f"{world.rooms.pk:010d}"]),
            placement(drill, 540, world.hall),
        ],
        [Declined(request=str(clinic.pk), reason="no_agreement", text="-", alternatives=(spare,))],
        by=world.manager,
    )
    planned.refresh_from_db()
    return planned


def cells(data: bytes, title: str) -> list[list[object]]:
    """The values of a sheet's filled rows, as stored."""
    page = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[title]
    rows = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    return [row for row in rows if row]


def test_the_lead_finds_the_whole_plan(world, reviewed):
    data = round_workbook(reviewed, world.manager)
    drawn = cells(data, "By asset")
    assert [row[0] for row in drawn][-4:] == ["Lecture", "Lecture", "Hall", "Total"]
    assert drawn[-1][-2:] == [180, 24]
    assert cells(data, "Shares")[2:] == [["Fire", 1, 60, 0], ["Police", 2, 120, 24], ["Total", 3, 180, 24]]
    (clinic,) = cells(data, "Declined")[2:]
    assert clinic[1:3] == ["Ambulance", "Clinic"]
    assert clinic[-1].endswith(": Hall")
    assert {row[-1] for row in cells(data, "Checks")[2:]} == {"agrees"}


def test_others_find_their_own_in_review_and_busy_times_afterwards(world, reviewed):
    assert [row[0] for row in cells(round_workbook(reviewed, world.constable), "By asset")][-3:-1] == [
        "Lecture"
    ] * 2
    assert "Drill" not in str(cells(round_workbook(reviewed, world.constable), "By asset"))
    publish_round(planned=reviewed, by=world.manager)
    reviewed.refresh_from_db()
    drawn = cells(round_workbook(reviewed, world.medic), "By asset")
    assert [row[5:7] for row in drawn][-4:-1] == [["Another organisation", "Busy"]] * 3
    assert "Course" not in str(drawn)
    assert cells(round_workbook(reviewed, world.medic), "Declined")[2][2] == "Clinic"
    full = cells(round_workbook(reviewed, world.manager), "By organisation")
    assert [row[:2] for row in full][-4:-1] == [["Fire", "Drill"], ["Police", "Course"], ["Police", "Course"]]


def test_a_round_without_a_plan_gives_an_empty_workbook(world):
    data = round_workbook(week(world), world.manager)
    assert cells(data, "By asset")[-1] == ["Total", 0, 0]


@needs_libreoffice
def test_libreoffice_works_out_the_same_totals(world, reviewed):
    assert wrong_values(round_workbook(reviewed, world.manager)) == []
