"""A mixed-integer programme put together from blocks of columns and rows."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.bookings.columns import Floats, Ints


@dataclass
class Programme:
    """Minimise cost · x within bounds of columns and rows, as `optimizer.highs` takes it. Costs are points lost."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Any
    row_lower: Floats
    row_upper: Floats
    row_start: Ints
    row_column: Ints
    row_value: Floats
    offset: float = 0.0
    impossible: bool = False


@dataclass
class Builder:
    """Collects columns and rows in blocks."""

    columns: list[tuple[Floats, Floats, Floats, bool]] = field(default_factory=list)
    entries: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    limits: list[tuple[Floats, Floats]] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def add_columns(self, cost: Floats, upper: Floats, *, integer: bool = True) -> int:
        """Add variables from nought to `upper`; returns the number of the first."""
        self.columns.append((cost, np.zeros(len(cost)), upper, integer))
        self.width += len(cost)
        return self.width - len(cost)

    def add_rows(self, lower: Floats, upper: Floats) -> int:
        """Add empty rows; returns the number of the first."""
        self.limits.append((lower, upper))
        self.height += len(lower)
        return self.height - len(lower)

    def put(self, rows: Ints, columns: Ints, values: Floats) -> None:
        """Add entries; those at the same place add up."""
        self.entries.append((rows, columns, values))

    def finish(self) -> Programme:
        """The programme, row by row."""
        rows, columns = (np.concatenate([entry[at] for entry in self.entries]) for at in (0, 1))
        values = np.concatenate([entry[2] for entry in self.entries]).astype(float)
        order = np.lexsort((columns, rows))
        rows, columns, values = rows[order], columns[order], values[order]
        heads = np.flatnonzero((np.diff(rows, prepend=-1) != 0) | (np.diff(columns, prepend=-1) != 0))
        values = np.add.reduceat(values, heads) if len(heads) else values
        return Programme(
            cost=np.concatenate([block[0] for block in self.columns]),
            lower=np.concatenate([block[1] for block in self.columns]),
            upper=np.concatenate([block[2] for block in self.columns]),
            integer=np.repeat(
                [block[3] for block in self.columns], [len(block[0]) for block in self.columns]
            ),
            row_lower=np.concatenate([block[0] for block in self.limits]),
            row_upper=np.concatenate([block[1] for block in self.limits]),
            row_start=np.searchsorted(rows[heads], np.arange(self.height + 1)),
            row_column=columns[heads],
            row_value=values,
        )
