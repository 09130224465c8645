"""What came of an upload."""

from dataclasses import dataclass, field

from procurement.names import Suggestion
from workbooks.faults import CellFault


@dataclass(frozen=True)
class NameQuestion:
    """A written name that means no authority for certain, where it stands first, and what it may mean."""

    written: str
    rows: int
    suggestions: list[Suggestion]


@dataclass
class ImportOutcome:
    """`stored`: rows written by kind, empty when anything was at fault. `left_out`: rows not read, with the reason.

    marked: the user's workbook with its faults marked, when there are any. incomplete: rows that lack a figure and
    can be left out if the user agrees.
    """

    stored: dict[str, int] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    questions: list[NameQuestion] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    incomplete: int = 0
    marked: bytes | None = None

    @property
    def ok(self) -> bool:
        """Whether everything was stored."""
        return not self.faults

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What was stored, as pairs: in a template, `stored.items` would be the number of items."""
        return list(self.stored.items())
