"""Uploads: what is right is stored whole, what is wrong is told at its cell and nothing is stored."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from partners.models import Membership
from procurement.actions.participation import invite_authority, withdraw_participation
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from procurement.models import Bid, BidLine, Budget, DemandLine, Item, Lot, NameMapping, Supplier
from procurement.planning import batch_problem
from procurement.sheets.imports import import_workbook, template
from procurement.sheets.tables import TABLES
from tests.procurement.conftest import person

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).parents[3] / "demo"
NEEDS = "Authority,Item,Quantity,Earliest month,Needed by month\n"


def upload(world, text: str | bytes, by=None):
    """Import a CSV text into the procurement."""
    data = text.encode() if isinstance(text, str) else text
    return import_workbook(procurement=world.procurement, data=data, by=by or world.rye_buyer)


def test_the_ambulance_demo_goes_in_file_by_file(world) -> None:
    world.procurement = create_procurement(
        lead=world.rye, title="Vehicles", first_month=date(2027, 4, 1), months=24, by=world.rye_buyer
    )
    invite_authority(procurement=world.procurement, authority=world.rru_authority, by=world.rye_buyer)
    Membership.objects.create(user=world.rye_buyer, organisation=world.rru, role=Membership.Role.FINANCE)
    del world.rye_buyer._roles_by_organisation
    stored = {}
    for name in [
        "items",
        "suppliers",
        "lots",
        "bids",
        "discounts",
        "needs",
        "prices-paid",
        "budgets",
        "commitments",
    ]:
        outcome = upload(world, (DEMO / f"ambulance-{name}.csv").read_bytes())
        assert outcome.faults == []
        stored[name] = outcome.stored
    assert stored["bids"] == {"bids": 5, "bid lines": 40}
    assert stored["needs"] == {"needs": 76}
    problem = batch_problem(create_scenario(procurement=world.procurement, name="Base", by=world.rye_buyer))
    assert {offer["tier_kind"] for offer in problem["offers"]} == {"all_units", "incremental"}
    assert any(offer["minimum"] for offer in problem["offers"])
    assert any(offer["multiple"] > 1 for offer in problem["offers"])
    assert problem["rebates"][0]["supplier"] == "CORVANE"
    near = next(lot for lot in problem["lots"] if lot["supplier"] == "ASHMERE")
    assert near["ceiling_pence"] == 565_000_000


def test_a_faulty_upload_stores_nothing_and_marks_each_fault(joint) -> None:
    before = DemandLine.objects.count()
    outcome = upload(
        joint,
        NEEDS
        + "RYE,AED,5,2027-05-01,2027-06-01\n"
        + "RYE,Nothing,5,2027-05-01,2027-06-01\n"
        + "Nobody at all,AED,5,2027-05-01,2027-06-01\n"
        + "RYE,AED,5,2027-06-01,2027-05-01\n"
        + "RYE,AED,5,2027-05-01,2028-06-01\n"
        + "RYE,AED,many,2027-05-01,2027-06-01\n",
    )
    assert DemandLine.objects.count() == before
    assert outcome.stored == {}
    found = {(fault.row, fault.column): fault.message for fault in outcome.faults}
    assert set(found) == {
        (3, "item"),
        (4, "authority"),
        (5, "need_by"),
        (6, "need_by"),
        (7, "quantity"),
    }
    marked = openpyxl.load_workbook(io.BytesIO(outcome.marked))
    assert "Faults" in marked.sheetnames


def test_the_same_need_is_not_stored_twice(joint) -> None:
    text = NEEDS + "RYE,AED,5,2027-05-01,2027-06-01\n"
    assert upload(joint, text).stored == {"needs": 1}
    again = upload(joint, text)
    assert [fault.message for fault in again.faults] == ["This need is recorded already."]


def test_a_participant_uploads_its_own_needs_only(joint) -> None:
    mine = upload(joint, NEEDS + "RRU,AED,5,2027-05-01,2027-06-01\n", by=joint.rru_buyer)
    assert mine.stored == {"needs": 1}
    others = upload(joint, NEEDS + "BEDS,AED,5,2027-05-01,2027-06-01\n", by=joint.rru_buyer)
    assert "do not let you write for Bedfordshire Police" in others.faults[0].message


def test_needs_of_the_withdrawn_are_refused(joint) -> None:
    participation = joint.procurement.participations.get(authority=joint.rru_authority)
    withdraw_participation(participation=participation, by=joint.rru_buyer)
    outcome = upload(joint, NEEDS + "RRU,AED,5,2027-05-01,2027-06-01\n")
    assert "does not take part" in outcome.faults[0].message


def test_only_the_lead_uploads_bids_and_items(joint) -> None:
    items = "Item code,Name,CPV code,Funded from,Reference price\nX,New,33182100-0,Revenue,5\n"
    viewer = person(joint.rye, Membership.Role.VIEWER)
    for by in (joint.rru_buyer, viewer):
        outcome = upload(joint, items, by=by)
        assert "do not let you change its catalogue" in outcome.faults[0].message
    assert not Item.objects.filter(code="X").exists()
    assert upload(joint, items).stored == {"items": 1}


def test_a_wrong_cpv_check_digit_is_told_at_its_cell(joint) -> None:
    outcome = upload(
        joint, "Item code,Name,CPV code,Funded from,Reference price\nX,New,33182100-9,Revenue,5\n"
    )
    (fault,) = outcome.faults
    assert (fault.cell, fault.column) == ("C2", "cpv")
    assert "33182100 ends in -0" in fault.message


def test_items_with_a_known_code_are_changed(joint) -> None:
    upload(joint, "Item code,Name,CPV code,Funded from,Reference price\naed,Renamed,33182100-0,Revenue,5\n")
    joint.aed.refresh_from_db()
    assert (joint.aed.name, joint.aed.reference_price_e4) == ("Renamed", 50_000)
    assert Item.objects.count() == 2


def test_bid_rows_of_one_item_are_its_tiers(joint) -> None:
    text = (
        "Supplier code,Framework code,Lot code,Item,From quantity,Unit price,Minimum order\n"
        "FEN,AED-FW,1,4X4,1,31000.00,2\nFEN,AED-FW,1,4X4,5,30000.4275,2\n"
    )
    assert upload(joint, text).stored == {"bid lines": 1}
    line = BidLine.objects.get(bid=joint.lot_bid, item=joint.car)
    assert line.minimum == 2
    assert list(line.tiers.values_list("from_quantity", "price_e4")) == [(1, 310_000_000), (5, 300_004_275)]
    upload(joint, text.replace("31000.00", "32000.00"))
    assert list(line.tiers.values_list("price_e4", flat=True)) == [320_000_000, 300_004_275]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("FEN,AED-FW,1,4X4,2,31000\n", "The first price tier starts from 1."),
        ("FEN,AED-FW,9,4X4,1,31000\n", 'There is no lot "9" in a framework "AED-FW".'),
        ("NORTH,AED-FW,1,4X4,1,31000\n", "This lot belongs to Fenland Devices, not to Northern Medical."),
        ("WHO,,,4X4,1,31000\n", 'The catalogue has no supplier with the code "WHO".'),
    ],
)
def test_faulty_bids_are_told(joint, rows: str, message: str) -> None:
    header = "Supplier code,Framework code,Lot code,Item,From quantity,Unit price\n"
    outcome = upload(joint, header + rows)
    assert [fault.message for fault in outcome.faults] == [message]
    assert Bid.objects.count() == 2


def test_discounts_that_cannot_be_planned_are_refused(joint) -> None:
    outcome = upload(
        joint,
        "Supplier code,Framework code,Lot code,Counted by,From quantity,Discount\nNORTH,,,Quantity,10,1%\n",
    )
    assert "by quantity across items" in outcome.faults[0].message


def test_budgets_are_set_by_their_own_organisation(joint) -> None:
    text = "Authority,Financial year starts in,Kind,Budget\nRRU,2027,Capital,1000000\n"
    assert "do not let you set its budgets" in upload(joint, text).faults[0].message
    assert upload(joint, text, by=joint.rru_buyer).stored == {"budgets": 1}
    assert Budget.objects.get().amount_pence == 100_000_000


def test_an_upload_without_any_row_says_so(joint) -> None:
    assert "nothing to read" in upload(joint, NEEDS).faults[0].message


def test_a_workbook_with_several_sheets_goes_in_whole_or_not_at_all(joint) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    _fill(book, "Suppliers", ["NEW", "New supplier", "Yes", "10.00", "5.00"])
    _fill(book, "Lots", ["FW", "Framework", "L1", "Lot", "NEW", None, 0, date(2027, 4, 1), date(2028, 4, 1)])
    _fill(book, "Bids", ["NEW", "FW", "L1", "AED", 1, 800.5])
    data = io.BytesIO()
    book.save(data)
    outcome = upload(joint, data.getvalue())
    assert outcome.faults == []
    assert outcome.stored == {"suppliers": 1, "lots": 1, "bids": 1, "bid lines": 1}
    _fill(book, "Needs", ["RYE", "AED", 0, date(2027, 5, 1), date(2027, 5, 1)])
    Supplier.objects.filter(code="NEW").update(name="Old name")
    data = io.BytesIO()
    book.save(data)
    assert not upload(joint, data.getvalue()).ok
    assert Supplier.objects.get(code="NEW").name == "Old name"
    assert Lot.objects.filter(code="L1").count() == 1


def test_the_template_has_every_sheet(db) -> None:
    names = openpyxl.load_workbook(io.BytesIO(template())).sheetnames
    assert {table.title for table in TABLES} <= set(names)


def test_a_confirmed_name_is_used_by_the_next_import(joint) -> None:
    text = NEEDS + "Capital blue lights,AED,5,2027-05-01,2027-06-01\n"
    assert not upload(joint, text).ok
    NameMapping.objects.create(
        owner=joint.rye,
        written="capital blue lights",
        authority=joint.rru_authority,
        confirmed_by=joint.rye_buyer,
    )
    assert upload(joint, text).stored == {"needs": 1}


def _fill(book: openpyxl.Workbook, title: str, values: list) -> None:
    """Write values into the first row below the headings of a template's sheet, over its example."""
    page = book[title]
    heading = next(
        row for row in range(1, 26) if sum(page.cell(row, c).value is not None for c in range(1, 6)) >= 4
    )
    for column in range(1, page.max_column + 1):
        page.cell(heading + 1, column).value = values[column - 1] if column <= len(values) else None
