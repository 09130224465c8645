"""What one more asset would be worth, by kind and hour of the day: the case for sharing or buying one."""

from dataclasses import dataclass

from assets.models import Kind
from optimizer.bookings.problem import Problem
from optimizer.bookings.solution import Solution

LEVELS = 4


@dataclass(frozen=True)
class Cell:
    """An hour of one more asset: `worth` in tenths of a request of importance 1; level from 0 (nothing) to LEVELS."""

    hour: int
    tenths: int
    level: int

    @property
    def words(self) -> str:
        """The worth with one decimal."""
        return f"{self.tenths // 10}.{self.tenths % 10}"


@dataclass(frozen=True)
class ScarceKind:
    """A kind of asset and what one more would be worth in each of the hours, summed over the days of the round."""

    label: str
    cells: list[Cell]


def scarce_kinds(problem: Problem, solution: Solution) -> list[ScarceKind]:
    """The kinds of which one more would be worth something, the scarcest first, in the hours that matter."""
    unit = problem.weights.accept or 1
    tenths: dict[str, dict[int, int]] = {}
    for value in solution.shadow_values:
        found = (20 * value.points + unit) // (2 * unit)
        if found:
            tenths.setdefault(value.kind, {})[value.hour] = found
    if not tenths:
        return []
    hours = {hour for row in tenths.values() for hour in row}
    most = max(max(row.values()) for row in tenths.values())
    labels = dict(Kind.choices)
    return [
        ScarceKind(
            label=str(labels.get(kind, kind)),
            cells=[
                Cell(hour, row.get(hour, 0), -(-LEVELS * row.get(hour, 0) // most))
                for hour in range(min(hours), max(hours) + 1)
            ],
        )
        for kind, row in sorted(tenths.items(), key=lambda entry: (-sum(entry[1].values()), entry[0]))
    ]
