"""Uploads: every row through the same actions as the forms, all rows or none.

    import_sites(*, data, by) -> Upload             and import_assets, import_agreements
    import_requests(*, data, planned, by, submit=True) -> Upload

data: the bytes of an .xlsx or .csv file. A faulty upload stores nothing: `Upload.ok` is false, `faults` lists what is
wrong and `marked` is the user's own workbook with the faulty cells marked.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from assets.calendar import retried_once
from assets.models import Round
from assets.sheets.names import Names
from assets.sheets.rows import (
    CHANGED,
    CREATED,
    SAME,
    RowFault,
    agreement_row,
    asset_row,
    request_row,
    site_row,
)
from assets.sheets.tables import AGREEMENTS, ASSETS, REQUESTS, SITES
from partners.models import User
from partners.refusals import Refused
from workbooks.faults import CellFault
from workbooks.mark import marked_copy
from workbooks.read import LIMITS, Reading, read_workbook
from workbooks.table import Table

# Each row is stored by the action of a form, in some 15 ms; the sender waits, and other writers with them.
ROWS_AT_ONCE = replace(LIMITS, rows=1_000)
Store = Callable[[dict[str, Any], Names, User], str]


@dataclass(frozen=True)
class Upload:
    """What came of an upload: rows stored by outcome, or the faults and the marked copy."""

    created: int = 0
    changed: int = 0
    same: int = 0
    faults: list[CellFault] = field(default_factory=list)
    marked: bytes | None = None
    ignored: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything was stored."""
        return not self.faults

    @property
    def summary(self) -> str:
        """One sentence for the person who uploaded."""
        if not self.ok:
            count = len(self.faults)
            return f"Nothing was stored: {count} fault{'s' if count > 1 else ''} must be put right first."
        return f"{self.created} added, {self.changed} changed, {self.same} as they were."


class _Faulty(Exception):
    """Leaves the transaction so that nothing is stored."""


def import_sites(*, data: bytes, by: User) -> Upload:
    """Add and change sites by organisation and code."""
    return _import(SITES, data, by, site_row)


def import_assets(*, data: bytes, by: User) -> Upload:
    """Add and change assets by owner and code; wholes before their parts, features by name."""
    return _import(ASSETS, data, by, asset_row, order=lambda row: bool(row["part_of"]))


def import_agreements(*, data: bytes, by: User) -> Upload:
    """Add agreements, and change those not signed yet, by owner and reference."""
    return _import(AGREEMENTS, data, by, agreement_row)


def import_requests(*, data: bytes, planned: Round, by: User, submit: bool = True) -> Upload:
    """Add and change requests of a round by organisation and reference; submitted at once, or kept as drafts."""

    def store(row: dict[str, Any], names: Names, user: User) -> str:
        return request_row(row, names, user, planned=planned, submit=submit)

    return _import(REQUESTS, data, by, store)


def _import(
    table: Table,
    data: bytes,
    by: User,
    store: Store,
    *,
    order: Callable[[dict[str, Any]], Any] = lambda row: 0,
) -> Upload:
    reading = read_workbook(data, [table], limits=ROWS_AT_ONCE)
    outcomes: Counter[str] = Counter()
    try:
        if reading.rows[table.name]:
            _store_all(reading, table, by, store, order, outcomes)
        elif reading.ok:
            reading.fault(table.name, None, "", f"There are no rows below the headings of {table.title}.")
    except _Faulty:
        pass
    if not reading.ok:
        most = reading.most_faults  # the one after these counts the rest, and stays last
        faults = sorted(reading.faults[:most], key=lambda fault: fault.row or 0) + reading.faults[most:]
        return Upload(faults=faults, marked=marked_copy(data, faults), ignored=reading.ignored)
    return Upload(outcomes[CREATED], outcomes[CHANGED], outcomes[SAME], ignored=reading.ignored)


@retried_once
@transaction.atomic
def _store_all(
    reading: Reading,
    table: Table,
    by: User,
    store: Store,
    order: Callable[[dict[str, Any]], Any],
    outcomes: Counter[str],
) -> None:
    """Store row after row to find every fault; leave by _Faulty, undoing all, if there was one."""
    names = Names(by)
    outcomes.clear()
    for row in sorted(reading.rows[table.name], key=order):
        if reading.is_full:
            break
        try:
            with transaction.atomic():
                outcomes[store(row, names, by)] += 1
        except RowFault as fault:
            reading.fault(table.name, row["row"], fault.column, fault.message, fault.remedy)
        except Refused as refusal:
            column = refusal.field if refusal.field in table.by_name else ""
            reading.fault(table.name, row["row"], column, refusal.tell())
    if not reading.ok:
        raise _Faulty
