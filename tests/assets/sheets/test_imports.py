"""Sheets in and out: what was written is read back; a faulty upload stores nothing and comes back marked."""

import csv
import io

import openpyxl
import pytest

from assets.actions.requests import Need
from assets.models import Agreement, Asset, BookingRequest, Feature, Site
from assets.sheets import (
    export_agreements,
    export_assets,
    export_requests,
    export_sites,
    import_agreements,
    import_assets,
    import_requests,
    import_sites,
    template,
)
from assets.sheets.tables import AGREEMENTS, ASSETS, REQUESTS, SITES
from partners.models import AuditEntry
from tests.assets.county import agreement, at
from tests.assets.planning.rounds import week, wish
from workbooks.read import read_workbook

pytestmark = pytest.mark.django_db


def sheet(table, *rows: dict[str, str]) -> bytes:
    """A CSV file with the table's headings; rows by column name, in a user's words."""
    text = io.StringIO()
    names = [column.name for column in table.columns]
    writer = csv.DictWriter(text, names)
    writer.writerow({column.name: column.heading for column in table.columns})
    writer.writerows(rows)
    return text.getvalue().encode()


SITE = {
    "organisation": "fire",
    "code": "LUT",
    "name": "Luton",
    "latitude": "51.8882",
    "longitude": "-0.42244",
}
ROOM = {
    "owner": "Fire",
    "code": "LUT-1",
    "name": "Luton room",
    "kind": "room",
    "site": "AMP",
    "capacity": "12",
}
TERMS = {
    "owner": "Fire",
    "user": "RYC",
    "reference": "MOU-9",
    "title": "Rooms",
    "valid_from": "2026-04-01",
    "signed_on": "2026-03-16",
}
WISH = {
    "organisation": "Police",
    "reference": "W1",
    "title": "Briefing",
    "needs": "room, 8 seats, Projector; 2 x drone",
    "duration_minutes": "90",
    "windows": "2035-01-08 09:00 to 2035-01-08 12:00; 2035-01-09 09:00 to 2035-01-09 12:00",
}


def test_sites_are_added_changed_and_left(world):
    hours = {"hours": "Mon-Fri 07:00-22:00"}
    upload = import_sites(data=sheet(SITES, SITE | hours), by=world.manager)
    assert (upload.ok, upload.created, upload.summary) == (True, 1, "1 added, 0 changed, 0 as they were.")
    site = Site.objects.get(code="LUT")
    assert (site.organisation, site.hours[0], float(site.latitude)) == (world.fire, [0, 420, 1320], 51.8882)
    again = import_sites(data=sheet(SITES, SITE | hours), by=world.manager)
    assert (again.created, again.changed, again.same) == (0, 0, 1)
    moved = import_sites(data=sheet(SITES, SITE | {"name": "Luton Fire Station"}), by=world.manager)
    assert moved.changed == 1
    site.refresh_from_db()
    assert (site.name, site.hours) == ("Luton Fire Station", None)
    assert AuditEntry.objects.filter(object_type="assets.site").count() == 2


def test_assets_bring_their_features_and_parts_in_any_order(world):
    part = ROOM | {"code": "LUT-1A", "name": "Half", "part_of": "LUT-1", "features": "Hearing loop"}
    whole = ROOM | {"features": "projector; Hearing loop", "turnaround_minutes": "15", "listed": "no"}
    upload = import_assets(data=sheet(ASSETS, part, whole), by=world.manager)
    assert upload.faults == []
    half = Asset.objects.get(code="LUT-1A")
    assert (half.part_of.code, half.site, half.listed) == ("LUT-1", world.ampthill, True)
    assert set(half.part_of.features.values_list("code", flat=True)) == {"projector", "hearing-loop"}
    assert (half.part_of.turnaround_minutes, half.part_of.listed) == (15, False)
    assert import_assets(data=sheet(ASSETS, part, whole), by=world.manager).same == 2


def marked(upload) -> str:
    """Everything the marked copy says on its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(upload.marked))
    return "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)


@pytest.mark.parametrize(
    ("wrong", "column", "words"),
    [
        ({"owner": "Fyre"}, "owner", "We do not know the organisation"),
        ({"site": "AMPT"}, "site", 'Did you mean "AMP"?'),
        ({"features": "Projectr"}, "features", 'looks like "Projector"'),
        ({"kind": "rom"}, "kind", 'Did you mean "Room"?'),
        ({"capacity": "0"}, "capacity", "less than 1"),
        ({"hours": "sometimes"}, "hours", "We cannot read"),
        ({"part_of": "HALL-A"}, "part_of", "owner and the site"),
        ({"owner": "Police"}, "", "station manager"),
    ],
)
def test_a_fault_stores_nothing_and_is_marked(world, wrong, column, words):
    good = ROOM | {"code": "LUT-2", "name": "Other", "features": "Kitchen"}
    upload = import_assets(data=sheet(ASSETS, good, ROOM | wrong), by=world.manager)
    assert not upload.ok
    (fault,) = upload.faults
    assert words in f"{fault.message} {fault.remedy}"
    assert fault.row == 3
    assert fault.column == column
    assert fault.message in marked(upload)
    assert not Asset.objects.filter(code__startswith="LUT").exists()
    assert not Feature.objects.filter(name="Kitchen").exists()
    assert not AuditEntry.objects.exists()


def test_all_faults_are_told_at_once(world):
    rows = [
        SITE | {"latitude": "north"},
        SITE | {"code": "X", "organisation": "Nobody"},
        SITE | {"code": "Y"},
    ]
    upload = import_sites(data=sheet(SITES, *rows), by=world.manager)
    assert [(fault.row, fault.column) for fault in upload.faults] == [(2, "latitude"), (3, "organisation")]
    assert upload.summary == "Nothing was stored: 2 faults must be put right first."


def test_an_empty_upload_is_a_fault(world):
    assert not import_sites(data=sheet(SITES), by=world.manager).ok
    assert not import_sites(data=b"", by=world.manager).ok


def test_agreements_are_signed_by_their_date_and_then_stand(world):
    row = TERMS | {
        "kinds": "room; entry_kit",
        "assets": "HALL; LECTURE",
        "cap_hours": "7.5",
        "cap_period": "week",
        "rate_pence_per_hour": "12.50",
        "hours": "Mon-Fri 08:00-18:00",
    }
    upload = import_agreements(data=sheet(AGREEMENTS, row), by=world.keeper)
    assert upload.faults == []
    made = Agreement.objects.get(reference="MOU-9")
    assert (made.user, made.cap_minutes, made.rate_pence_per_hour) == (world.trust, 450, 1250)
    assert {kind.kind for kind in made.kinds.all()} == {"room", "entry_kit"}
    assert (made.kinds_limited, made.assets_limited, str(made.signed_on)) == (True, True, "2026-03-16")
    assert import_agreements(data=sheet(AGREEMENTS, row), by=world.keeper).same == 1
    dearer = import_agreements(data=sheet(AGREEMENTS, row | {"rate_pence_per_hour": "13"}), by=world.keeper)
    assert "signed agreement stand" in dearer.faults[0].message
    half = import_agreements(
        data=sheet(AGREEMENTS, row | {"reference": "M2", "cap_period": ""}), by=world.keeper
    )
    assert "both the cap" in half.faults[0].message


def test_requests_are_read_and_submitted(world):
    planned = week(world)
    upload = import_requests(
        data=sheet(REQUESTS, WISH | {"near_site": "AMP", "max_travel_minutes": "20", "repeat_days": "0, 2"}),
        planned=planned,
        by=world.constable,
    )
    assert upload.faults == []
    request = BookingRequest.objects.get()
    room, drone = request.needs.all()
    assert (room.kind, room.capacity_min, room.features.get()) == ("room", 8, world.projector)
    assert (drone.kind, drone.count) == ("drone", 2)
    assert request.windows.first().starts_at == at(9)
    assert (request.status, request.repeat_days, request.near_site) == ("submitted", [0, 2], world.ampthill)
    again = import_requests(data=sheet(REQUESTS, WISH), planned=planned, by=world.constable)
    assert (again.changed, BookingRequest.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"needs": "helicopter"}, "needs"),
        ({"needs": "room, trampoline"}, "needs"),
        ({"needs": "0 x room"}, "needs"),
        ({"windows": "2035-01-08 09:00"}, "windows"),
        ({"windows": "2035-01-08 09:00 to 2035-01-08 10:00"}, "windows"),
        ({"windows": "2035-02-08 09:00 to 2035-02-08 12:00"}, "windows"),
        ({"windows": "2035-03-25 01:30 to 2035-03-25 04:00"}, "windows"),
        ({"preferred_start": "2035-01-08"}, "preferred_start"),
        ({"preferred_assets": "GHOST"}, "preferred_assets"),
        ({"repeat_days": "0; x"}, "repeat_days"),
        ({"repeat_days": "7; 0"}, "repeat_days"),
        ({"organisation": "Fire"}, "organisation"),
    ],
)
def test_a_faulty_wish_names_its_column(world, wrong, column):
    upload = import_requests(data=sheet(REQUESTS, WISH | wrong), planned=week(world), by=world.constable)
    assert [fault.column for fault in upload.faults] == [column]
    assert not BookingRequest.objects.exists()


def test_what_is_exported_is_read_back_as_it_was(world):
    world.ampthill.hours = [[4, 1080, 1440], [5, 0, 120]]
    world.ampthill.save()
    agreement(world.fire, world.trust, "MOU-7", cap_minutes=100, cap_period="month", hours=[[0, 0, 1440]])
    planned = week(world)
    wish(
        planned,
        world.police,
        world.constable,
        reference="W7",
        windows=[(at(9), at(12))],
        needs=[Need("room", (world.projector,), 9), Need("drone", count=3)],
        preferred_assets=[world.lecture],
        preferred_start=at(9.5),
        near_site=world.bedford,
        max_travel_minutes=30,
        repeat_days=[0, 3],
    )
    for exported, read in (
        (export_sites(world.keeper), import_sites),
        (export_assets(world.keeper), import_assets),
        (export_agreements(world.keeper), import_agreements),
    ):
        upload = read(data=exported, by=world.keeper)
        assert (upload.faults, upload.created, upload.changed) == ([], 0, 0)
        assert upload.same > 0
    before = export_requests(world.constable, planned)
    upload = import_requests(data=before, planned=planned, by=world.constable)
    assert (upload.faults, upload.changed) == ([], 1)
    after = export_requests(world.constable, planned)
    rows = [read_workbook(data, [REQUESTS]).rows["requests"] for data in (before, after)]
    assert rows[0] == rows[1] != []


@pytest.mark.parametrize("name", ["sites", "assets", "agreements", "requests"])
def test_an_untouched_template_reads_as_empty(world, name):
    table = {"sites": SITES, "assets": ASSETS, "agreements": AGREEMENTS, "requests": REQUESTS}[name]
    reading = read_workbook(template(name), [table])
    assert (reading.faults, reading.rows[name]) == ([], [])
