"""A faulty upload handed back: the user's own workbook, its faulty cells coloured and each fault explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from workbooks.child import in_child
from workbooks.container import LIMITS, Limits, kind_of
from workbooks.faults import CannotRead, CellFault
from workbooks.listed import HEADINGS, LIST_TITLE, WIDTHS, found_in_words
from workbooks.table import Column
from workbooks.write import Sheet, write_workbook

__all__ = ["marked_copy"]


def marked_copy(data: bytes, faults: Sequence[CellFault], *, limits: Limits = LIMITS) -> bytes:
    """An .xlsx file: the uploaded workbook (or CSV file) with every fault marked where it is.

    A first sheet "Faults" lists them, with links. Formats, other sheets and formulas stay; charts and pictures may
    not. Uploading the copy again removes the marks of what has been put right. A file whose sheets could not be
    read gives the list alone.
    """
    options = {"faults": [asdict(fault) for fault in faults], "limits": asdict(limits)}
    limits = replace(limits, wall_seconds=limits.marking_seconds)
    if any(fault.sheet for fault in faults):
        try:
            return in_child("mark", data, {**options, "kind": kind_of(data, limits)}, limits)
        except CannotRead:
            pass  # It could be read, but not be shown within the limits.
    return list_alone(faults)


def list_alone(faults: Sequence[CellFault]) -> bytes:
    """An .xlsx file that lists the faults and holds nothing of the upload."""
    columns = tuple(
        Column(f"told_{n}", heading, width=width)
        for n, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True))
    )
    rows = [{column.name: said for column, said in zip(columns, fault.told, strict=True)} for fault in faults]
    heading = found_in_words(len(faults))
    return write_workbook([Sheet(LIST_TITLE, columns, rows, heading=heading, freeze_columns=0)])
