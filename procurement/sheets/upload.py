"""One upload on its way into the database."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from partners.audit import entry_of, state_of
from partners.models import AuditEntry, Organisation, User
from partners.refusals import Refused
from procurement.models import JointProcurement
from procurement.sheets.references import References
from workbooks.read import Reading


@dataclass
class Upload:
    """What the steps of an import share. `stored` counts rows by kind; `left_out` says what was not read and why."""

    procurement: JointProcurement
    reading: Reading
    references: References
    by: User
    leave_out_incomplete: bool = False
    stored: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    incomplete: int = 0

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table that could be read, without their empty row."""
        return self.reading.rows.get(table, [])

    def attempt(
        self, table: str, line: dict[str, Any], act: Callable[..., Any], *values: Any, **named: Any
    ) -> Any:
        """The result of an action for a row; its refusal becomes a fault at the row, and the result None."""
        try:
            return act(*values, **named)
        except Refused as refusal:
            message = refusal.tell()
            for fault in refusal.details.get("errors") or [{"path": refusal.field, "message": message}]:
                known = fault["path"] in self.reading.tables[table].by_name
                self.reading.fault(table, line["row"], fault["path"] if known else "", fault["message"])
            return None

    def add_all(self, rows: Iterable[tuple[models.Model, Organisation]], *, action: str, kind: str) -> None:
        """Insert checked rows of one model with an audit entry each, in two statements a batch."""
        pairs = list(rows)
        if not pairs:
            return
        model = type(pairs[0][0])
        stored = model._default_manager.bulk_create([row for row, _ in pairs], batch_size=500)
        AuditEntry.objects.bulk_create(
            [
                entry_of(action, row, by=self.by, organisation=organisation, after=state_of(row))
                for row, (_, organisation) in zip(stored, pairs, strict=True)
            ],
            batch_size=500,
        )
        self.stored[kind] += len(pairs)
