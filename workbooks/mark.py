"""A faulty upload handed back: the user's own workbook, its faulty cells coloured and each fault explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from workbooks.child import in_child
from workbooks.container import LIMITS, Limits, kind_of
from workbooks.faults import CannotRead, CellFault

__all__ = ["marked_copy"]


def marked_copy(data: bytes, faults: Sequence[CellFault], *, limits: Limits = LIMITS) -> bytes:
    """An .xlsx file: the uploaded workbook (or CSV file) with every fault marked where it is.

    A first sheet "Faults" lists them, with links. Formats, other sheets and formulas stay; charts and pictures may
    not. Uploading the copy again removes the marks of what has been put right. A file that cannot be opened gives
    the list alone.
    """
    options = {"faults": [asdict(fault) for fault in faults], "limits": asdict(limits)}
    try:
        return in_child("mark", data, {**options, "kind": kind_of(data, limits)}, limits)
    except CannotRead:
        return in_child("mark", b"", {**options, "kind": "none"}, limits)
