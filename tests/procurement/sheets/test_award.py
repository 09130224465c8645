"""The award workbook adds up to the penny, and LibreOffice agrees with every formula."""

import io

import openpyxl
import pytest

from procurement.results import scenario_result, splits_of
from procurement.sheets.award import award_workbook
from tests.procurement.solving import split_now
from tests.workbooks.recalculated import needs_libreoffice, recalculated, wrong_values

pytestmark = pytest.mark.django_db


@needs_libreoffice
def test_every_formula_has_the_value_that_libreoffice_finds(solved) -> None:
    assert wrong_values(award_workbook(scenario_result(solved.scenario, solved.rye_buyer))) == []


@needs_libreoffice
def test_checks_hold_and_fail_when_an_amount_is_changed(solved) -> None:
    data = award_workbook(scenario_result(solved.scenario, solved.rye_buyer))
    assert _holding(data) == {"Yes"}
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = next(sheet for sheet in book.worksheets if sheet.title.startswith("RRU"))
    cell = next(
        cell
        for row in page.iter_rows()
        for cell in row
        if cell.column_letter == "J" and isinstance(cell.value, int | float)
    )
    cell.value += 0.01
    changed = io.BytesIO()
    book.save(changed)
    assert "No" in _holding(changed.getvalue())


def test_whole_cost_is_the_sum_of_the_buyers_totals(solved) -> None:
    result = scenario_result(solved.scenario, solved.rye_buyer)
    book = openpyxl.load_workbook(io.BytesIO(award_workbook(result)), data_only=True)
    pounds = 0
    for buyer in result.buyers:
        page = next(p for p in book.worksheets if p.title.startswith(buyer.authority_code))
        pounds += round(page.cell(page.max_row, 10).value * 100)
    assert pounds == result.cost_pence


def test_a_participant_gets_no_sheet_of_another_buyer(solved) -> None:
    result = scenario_result(solved.scenario, solved.rru_buyer)
    titles = openpyxl.load_workbook(io.BytesIO(award_workbook(result))).sheetnames
    assert titles == ["Buyers", "RRU London Ambulance Service"]


def _holding(data: bytes) -> set[str]:
    """What the checks say: the last column of Checks, below its heading."""
    page = recalculated(data)["Checks"]
    found = {page.cell(row, 5).value for row in range(1, page.max_row + 1)}
    return found & {"Yes", "No"}


def test_shares_by_other_rules_stand_in_a_sheet_of_their_own(solved) -> None:
    split_now(solved.scenario, "shapley", solved.rye_buyer)
    splits = splits_of(solved.scenario, solved.rye_buyer)
    result = scenario_result(solved.scenario, solved.rye_buyer)
    book = openpyxl.load_workbook(io.BytesIO(award_workbook(result, splits)), data_only=True)
    page = book["Sharing"]
    assert round(page.cell(page.max_row, 3).value * 100) == result.cost_pence
    assert any(splits[0].certificate in str(cell.value) for row in page.iter_rows() for cell in row)
    own = splits_of(solved.scenario, solved.rru_buyer)
    mine = award_workbook(scenario_result(solved.scenario, solved.rru_buyer), own)
    page = openpyxl.load_workbook(io.BytesIO(mine))["Sharing"]
    text = " ".join(str(cell.value) for row in page.iter_rows() for cell in row)
    assert "London Ambulance Service" in text and "Bedfordshire" not in text


@needs_libreoffice
def test_the_shares_are_checked_against_the_cost(solved) -> None:
    split_now(solved.scenario, "shapley", solved.rye_buyer)
    result = scenario_result(solved.scenario, solved.rye_buyer)
    data = award_workbook(result, splits_of(solved.scenario, solved.rye_buyer))
    assert wrong_values(data) == [] and _holding(data) == {"Yes"}
