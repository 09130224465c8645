"""A mixed-integer programme as plain columns and rows: minimise cost · x with row and column bounds."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

Term = tuple[int, float]


@dataclass
class Mip:
    """Columns and rows in the order they were added. Costs are in pounds."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    row_start: array = field(default_factory=lambda: array("i", [0]))
    row_column: array = field(default_factory=lambda: array("i"))
    row_value: array = field(default_factory=lambda: array("d"))
    offset: float = 0.0
    impossible: bool = False

    def column(
        self, *, cost: float = 0.0, lower: float = 0.0, upper: float = inf, integer: bool = False
    ) -> int:
        """Add a variable and return its number."""
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def binary(self, *, cost: float = 0.0) -> int:
        """Add a variable that is nought or one."""
        return self.column(cost=cost, upper=1.0, integer=True)

    def row(self, terms: Iterable[Term], *, lower: float = -inf, upper: float = inf) -> None:
        """Add `lower ≤ Σ coefficient × column ≤ upper`; a column may come more than once.

        A row without any column is not kept; one that then cannot hold makes the programme `impossible`.
        """
        merged: dict[int, float] = {}
        for column, value in terms:
            merged[column] = merged.get(column, 0.0) + value
        if not merged:
            self.impossible |= lower > 0.0 or upper < 0.0
            return
        self.row_column.extend(merged)
        self.row_value.extend(merged.values())
        self.row_start.append(len(self.row_column))
        self.row_lower.append(lower)
        self.row_upper.append(upper)
