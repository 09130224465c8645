"""An uploaded workbook of any procurement sheets: everything is stored, or nothing and the faults are marked."""

from collections.abc import Callable

from django.db import transaction

from partners.models import User
from partners.refusals import Refused
from procurement.models import JointProcurement
from procurement.sheets import catalogue, funding, needs, offers, prices
from procurement.sheets.outcome import ImportOutcome
from procurement.sheets.references import References
from procurement.sheets.tables import PRICES, TABLES
from procurement.sheets.upload import Upload
from workbooks.faults import CellFault
from workbooks.mark import marked_copy
from workbooks.read import Reading, read_workbook
from workbooks.table import Table
from workbooks.template import template_workbook

# Needs and prices are stored many at once; the rows of the other sheets one by one, by the actions of the forms.
IN_BULK = {"needs", "prices"}
ONE_BY_ONE_MAX = 1_000
Step = Callable[[Upload], None]
STEPS: list[Step] = [
    catalogue.store_items,
    catalogue.store_suppliers,
    catalogue.store_lots,
    offers.store_bids,
    offers.store_discounts,
    needs.store_needs,
    prices.store_baselines,
    funding.store_budgets,
    funding.store_commitments,
]


def import_workbook(
    *, procurement: JointProcurement, data: bytes, by: User, leave_out_incomplete: bool = False
) -> ImportOutcome:
    """Store what an upload holds: any of the sheets in `tables.TABLES`, in one .xlsx or one .csv file.

    leave_out_incomplete: the user agrees that rows of Prices paid without price or quantity are not read.
    """
    return _import(procurement, data, by, TABLES, STEPS, leave_out_incomplete)


def import_prices_paid(
    *, procurement: JointProcurement, data: bytes, by: User, leave_out_incomplete: bool = False
) -> ImportOutcome:
    """Store what each authority paid and bought as buyer, need, baseline and contract that others may call off.

    Each written name becomes a supplier "<name> contract" with a direct bid, whose lines carry the authority's own
    volume; the procurement's and its scenarios' volume limit bounds what may be called off. Needs are for the whole
    horizon. Items must be in the lead's catalogue.
    """
    return _import(procurement, data, by, [PRICES], [prices.store_contracts], leave_out_incomplete)


def template(tables: list[Table] | None = None) -> bytes:
    """An empty workbook to fill in, with all sheets or the given ones."""
    return template_workbook(tables or TABLES)


def _import(
    procurement: JointProcurement,
    data: bytes,
    by: User,
    tables: list[Table],
    steps: list[Step],
    leave_out_incomplete: bool,
) -> ImportOutcome:
    reading = read_workbook(data, tables)
    if reading.ok and not any(reading.rows.values()):
        names = ", ".join(f'"{table.title}"' for table in tables)
        reading.faults.append(
            CellFault(None, "", "There is nothing to read in this file.", f"Fill in at least one of {names}.")
        )
    _refuse_too_many(reading)
    with transaction.atomic():
        references = References(procurement, reading, by)
        upload = Upload(procurement, reading, references, by, leave_out_incomplete)
        for step in steps:
            try:
                step(upload)
            except Refused as refusal:  # a permission or state that concerns the whole sheet
                reading.faults.append(CellFault(None, "", refusal.tell()))
        if reading.faults:
            transaction.set_rollback(True)
    outcome = ImportOutcome(
        faults=reading.faults,
        questions=references.questions(),
        left_out=upload.left_out,
        incomplete=upload.incomplete,
    )
    if outcome.ok:
        outcome.stored = {kind: count for kind, count in upload.stored.items() if count}
    else:
        outcome.marked = marked_copy(data, reading.faults)
    return outcome


def _refuse_too_many(reading: Reading) -> None:
    """Leave no rows to store when storing them would take longer than anybody waits."""
    many = {name: len(rows) for name, rows in reading.rows.items() if name not in IN_BULK and rows}
    if sum(many.values()) > ONE_BY_ONE_MAX:
        names = ", ".join(f"{reading.tables[name].title} {number:,}" for name, number in many.items())
        message = f"There are too many rows for one file: {names}."
        reading.add([CellFault(None, "", message, f"Send at most {ONE_BY_ONE_MAX:,} of these at once.")])
        reading.rows = {name: [] for name in reading.rows}
