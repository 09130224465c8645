"""A sheet described once: its columns, what each may hold, and how a raw cell becomes a value or a fault.

    SITES = Table(
        name="sites", title="Sites",
        columns=(
            Column("code", "Site code", "code", required=True, example="BED-01"),
            Column("opened", "Opened on", "date"),
            Column("rent", "Rent a year", "money", help="In pounds, without VAT"),
        ),
        unique=("code",),
    )
    row, faults = SITES.parse_row({"code": "007", "opened": "3 April 2027", "rent": "£1,250"}, row=5)

Kinds and the values they give (a blank cell gives Column.default, which is None, or [] for a list):

    text              str                       code              str, letter for letter (007 stays 007)
    integer           int                       decimal           Decimal, at most Column.places decimals
    money             int, pence                price_e4          int, pounds x 10,000
    percentage        int, permille             yes_no            bool
    choice            str, the choice's value   list              list[str]
    date              datetime.date             date_time         aware datetime in UTC, read as Europe/London
    time_of_day       int, minutes (0-1440)     duration_minutes  int, minutes
    latitude          float, degrees            longitude         float, degrees

This module and those it imports know no pandas, openpyxl or xlsxwriter, so that web processes start quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbooks import figures, moments, words
from workbooks.faults import CannotRead, CellFault, Unreadable, shown

__all__ = ["KINDS", "CannotRead", "CellFault", "Column", "Table", "Unreadable"]

ROW = "row"

KINDS: dict[str, Callable[[Any, Column], Any]] = {
    "text": words.text,
    "code": words.code,
    "integer": figures.integer,
    "decimal": figures.decimal,
    "money": figures.money,
    "price_e4": figures.price_e4,
    "percentage": figures.percentage,
    "date": moments.date,
    "date_time": moments.date_time,
    "time_of_day": moments.time_of_day,
    "duration_minutes": moments.duration_minutes,
    "yes_no": words.yes_no,
    "choice": words.choice,
    "list": words.list_of_words,
    "latitude": figures.latitude,
    "longitude": figures.longitude,
}
_LIMITS = {"money": (0, None), "price_e4": (0, None), "percentage": (0, 1000), "duration_minutes": (0, None)}
_WIDTHS = {
    "text": 28, "list": 28, "code": 16, "choice": 18, "date_time": 18, "date": 13, "money": 14, "price_e4": 14,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a table.

    name: key of the value in a row. heading: what stands above it. kind: a key of KINDS.
    choices: strings, or (value, label) pairs; for kinds choice and list.
    minimum, maximum: in the value's own unit (pence, permille, minutes). Without a minimum, money, price_e4,
        percentage and duration_minutes may not be negative; a percentage may not exceed 1000 unless maximum says so.
    places: decimals of kind decimal. pattern: regular expression a code must match in full.
    aliases: other headings that mean this column. example: a cell as a user would write it, for templates.
    width: characters, for writing. total: whether written sheets add the column up.
    """

    name: str
    heading: str
    kind: str = "text"
    required: bool = False
    help: str = ""
    choices: Sequence[Any] = ()
    width: float | None = None
    example: Any = None
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = 500
    places: int = 2
    pattern: str = ""
    aliases: tuple[str, ...] = ()
    default: Any = None
    total: bool = False

    def __post_init__(self) -> None:
        """Refuse a description that cannot work, and give every choice a value and a label."""
        if self.kind not in KINDS:
            raise ValueError(
                f"column {self.name}: there is no kind {self.kind!r}; kinds are {', '.join(KINDS)}"
            )
        if self.name == ROW:
            raise ValueError(f"a column may not be called {ROW!r}: that key holds the row number")
        pairs = tuple((item, item) if isinstance(item, str) else tuple(item) for item in self.choices)
        object.__setattr__(self, "choices", pairs)
        if self.kind == "choice" and not pairs:
            raise ValueError(f"column {self.name}: a choice needs choices")

    @property
    def limits(self) -> tuple[int | None, int | None]:
        """Smallest and largest value allowed, in the value's own unit."""
        low, high = _LIMITS.get(self.kind, (None, None))
        return (
            low if self.minimum is None else self.minimum,
            high if self.maximum is None else self.maximum,
        )

    @property
    def characters(self) -> float:
        """Width for writing, in characters."""
        return self.width or max(_WIDTHS.get(self.kind, 12), min(len(self.heading) + 2, 24))

    def parse(self, raw: object) -> Any:
        """The value of a raw cell, or CannotRead."""
        if isinstance(raw, Unreadable):
            raise CannotRead(raw.message, raw.remedy)
        if isinstance(raw, str) and words.is_error(raw):
            raise CannotRead(
                f"This cell shows the error {raw.strip()}.", "Correct the formula or write the value."
            )
        if is_blank(raw):
            if self.required:
                raise CannotRead(f"{self.heading} is missing.", self.help or "Fill in this cell.")
            return [] if self.kind == "list" and self.default is None else self.default
        return KINDS[self.kind](raw, self)


@dataclass(frozen=True)
class Table:
    """A sheet of columns.

    name: key in Reading.rows. title: the sheet's name (default: the name with a capital).
    required: whether a workbook without this sheet is at fault. unique: columns that together name a row.
    help: one sentence for the template's instructions.
    """

    name: str
    columns: tuple[Column, ...]
    title: str = ""
    required: bool = True
    unique: tuple[str, ...] = ()
    help: str = ""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)
    by_heading: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse columns that share a name or a heading."""
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(self, "title", self.title or self.name.replace("_", " ").capitalize())
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})
        written = [
            (words.heading_key(heading), column)
            for column in self.columns
            for heading in (column.heading, *column.aliases)
        ]
        named = {words.heading_key(column.name): column for column in self.columns}
        object.__setattr__(self, "by_heading", named | dict(written))
        if len(self.by_name) < len(self.columns) or len(dict(written)) < len(written):
            raise ValueError(f"table {self.name}: two columns share a name or a heading")
        unknown = set(self.unique) - set(self.by_name)
        if unknown:
            raise ValueError(f"table {self.name}: unique names no column: {', '.join(sorted(unknown))}")

    def column_for(self, heading: str) -> Column | None:
        """The column a written heading means, whatever its case and spaces; headings go before columns' names."""
        return self.by_heading.get(words.heading_key(heading))

    def parse_row(
        self,
        cells: Mapping[str, object],
        *,
        row: int,
        sheet: str = "",
        letters: Mapping[str, str] | None = None,
    ) -> tuple[dict[str, Any], list[CellFault]]:
        """The values of one row by column name, with its number under "row", and the faults found.

        cells: raw cells by column name; a missing one counts as blank. letters: the column letters in the file,
        by column name. A faulty cell's value is None.
        """
        values: dict[str, Any] = {ROW: row}
        faults = []
        for column in self.columns:
            raw = cells.get(column.name)
            try:
                values[column.name] = column.parse(raw)
            except CannotRead as wrong:
                values[column.name] = None
                cell = f"{letters[column.name]}{row}" if letters and column.name in letters else ""
                faults.append(
                    CellFault(
                        row, column.name, wrong.message, wrong.remedy, sheet, cell, column.heading, shown(raw)
                    )
                )
        return values, faults


def is_blank(raw: object) -> bool:
    """Whether a raw cell holds nothing a person would see."""
    return raw is None or (isinstance(raw, str) and not words.folded(raw))
