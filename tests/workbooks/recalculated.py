"""LibreOffice as an independent judge of the formulas in our workbooks.

recalculated(data) gives the workbook with every formula worked out anew; wrong_values(data) lists the cells whose
stored value differs from that. Tests that use them carry the marker `libreoffice` (see needs_libreoffice).
"""

from __future__ import annotations

import io
import math
import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

SOFFICE = shutil.which("soffice")

# LibreOffice trusts stored values of Excel files unless told otherwise: 0 means "always recalculate".
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def needs_libreoffice(test):
    """Mark a test as one that needs LibreOffice, and skip it where there is none."""
    skip = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
    return pytest.mark.libreoffice(skip(test))


def recalculated(data: bytes) -> Workbook:
    """The workbook as LibreOffice calculates it, opened by openpyxl with values in place of formulas."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (home / "book.xlsx").write_bytes(data)
        subprocess.run(
            [
                SOFFICE or "soffice",
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(home / "out"),
                str(home / "book.xlsx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return openpyxl.load_workbook(io.BytesIO((home / "out" / "book.xlsx").read_bytes()), data_only=True)


def wrong_values(data: bytes) -> list[str]:
    """Formulas whose stored value is not what LibreOffice calculates, one line each; numbers within 1e-9."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    fresh = recalculated(data)
    wrong = []
    for page in formulas.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                was = stored[page.title][cell.coordinate].value
                now = fresh[page.title][cell.coordinate].value
                if not _same(was, now):
                    wrong.append(f"{page.title}!{cell.coordinate} {cell.value}: stored {was!r}, is {now!r}")
    return wrong


def _same(was: object, now: object) -> bool:
    if was in (None, "") and now in (None, ""):
        return True
    numbers = isinstance(was, int | float) and isinstance(now, int | float)
    if numbers and not isinstance(was, bool) and not isinstance(now, bool):
        return math.isclose(was, now, rel_tol=1e-12, abs_tol=1e-9)
    return was == now
