"""A sheet to be written, and where its cells will stand, so that other sheets can refer to them.

    batches = Sheet("Batches", columns=(Column("supplier", "Supplier"), Column("cost", "Cost", "money", total=True)),
                    rows=[{"supplier": "Acme", "cost": 123456}], notes=("Goods without VAT",))
    batches.range("cost")      # 'Batches'!$B$5:$B$5
    batches.cell("cost", 0)    # 'Batches'!$B$5
    batches.total("cost")      # 'Batches'!$B$6
    checks = Sheet("Checks", columns=..., rows=[
        {"what": "Batches", "amount": Formula(f"=ROUND(SUM({batches.range('cost')}),2)", 123456)}])
    data = write_workbook([batches, checks])

Values stand in their column's own unit (pence, permille, minutes, aware instants), those of Formula too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbooks.table import Column, Table

TITLE_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value it has: text starts with "="; {name} stands for the cell of that column in the same row.

    value: what the formula gives, in the column's own unit; it is stored so that readers need not recalculate.
    """

    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that differs from its column: a comment, a tone, another kind, or a link to a place such as 'A'!A1.

    tone: "", "good", "warning", "bad", "muted" or "strong". column: describes kind and choices of this cell alone.
    """

    value: Any
    comment: str = ""
    tone: str = ""
    column: Column | None = None
    link: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    title: the tab's name, made fit for Excel. rows: values by column name. heading and notes stand above the table
    (without both, the headings are row 1). total_label: what stands before the totals of columns with total=True.
    comments: show each column's help as a comment on its heading.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    notes: Sequence[str] = ()
    heading: str = ""
    total_label: str = "Total"
    freeze_columns: int = 1
    landscape: bool = True
    comments: bool = True

    def __post_init__(self) -> None:
        """Refuse rows with keys that name no column, so that nothing is left out in silence."""
        object.__setattr__(self, "title", tab_title(self.title))
        names = {column.name for column in self.columns}
        for index, row in enumerate(self.rows):
            unknown = set(row) - names - {"row"}
            if unknown:
                raise ValueError(f"sheet {self.title}, row {index}: no column {', '.join(sorted(unknown))}")

    @classmethod
    def of(cls, table: Table, rows: Sequence[Mapping[str, Any]], **options: Any) -> Sheet:
        """The sheet that the given table reads back."""
        return cls(table.title, table.columns, rows, **options)

    @property
    def heading_row(self) -> int:
        """Row number of the column headings, as Excel counts."""
        above = int(bool(self.heading)) + len(self.notes)
        return above + 2 if above else 1

    @property
    def first_row(self) -> int:
        """Row number of the first data row."""
        return self.heading_row + 1

    @property
    def last_row(self) -> int:
        """Row number of the last data row; a sheet without rows keeps one blank row for its formulas."""
        return self.heading_row + max(1, len(self.rows))

    @property
    def has_totals(self) -> bool:
        """Whether a row of totals follows the data."""
        return any(column.total for column in self.columns)

    @property
    def total_row(self) -> int:
        """Row number of the totals."""
        return self.last_row + 1

    def letter(self, name: str) -> str:
        """The letter of a column."""
        for index, column in enumerate(self.columns):
            if column.name == name:
                return column_letter(index)
        raise KeyError(f"sheet {self.title} has no column {name}")

    def range(self, name: str) -> str:
        """Reference to all data cells of a column, with the sheet's name."""
        letter = self.letter(name)
        return f"{quoted(self.title)}!${letter}${self.first_row}:${letter}${self.last_row}"

    def cell(self, name: str, index: int) -> str:
        """Reference to a column's cell in the data row of that index (0 is the first), with the sheet's name."""
        return f"{quoted(self.title)}!${self.letter(name)}${self.first_row + index}"

    def total(self, name: str) -> str:
        """Reference to a column's total, with the sheet's name."""
        return f"{quoted(self.title)}!${self.letter(name)}${self.total_row}"

    def in_row(self, formula: str, row: int) -> str:
        """A formula with {name} replaced by the cell of that column in that row."""
        names = {column.name for column in self.columns}
        return re.sub(r"\{(\w+)\}", lambda m: f"{self.letter(m[1])}{row}" if m[1] in names else m[0], formula)

    def total_value(self, column: Column) -> Any:
        """The exact sum of a column in its own unit."""
        values = (plain_value(row.get(column.name)) for row in self.rows)
        return sum(value for value in values if value is not None)


def plain_value(held: Any) -> Any:
    """The value within a Cell or a Formula, or the value itself."""
    while isinstance(held, Cell | Formula):
        held = held.value
    return held


def column_letter(index: int) -> str:
    """Excel's letters of a column; index 0 is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(title: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + title.replace("'", "''") + "'"


def tab_title(title: str) -> str:
    """A title made fit for a tab: at most 31 characters, none of those Excel forbids."""
    fit = _FORBIDDEN.sub(" ", title).strip()[:TITLE_LENGTH].strip().strip("'").strip()
    return "History sheet" if fit.casefold() == "history" else fit or "Sheet"


def tab_titles(titles: Iterable[str]) -> list[str]:
    """Titles made fit for tabs and different from each other, in the same order."""
    taken: set[str] = set()
    fitted = []
    for title in titles:
        fit = tab_title(title)
        number = 2
        while fit.casefold() in taken:
            ending = f" {number}"
            fit = tab_title(title)[: TITLE_LENGTH - len(ending)].rstrip() + ending
            number += 1
        taken.add(fit.casefold())
        fitted.append(fit)
    return fitted
