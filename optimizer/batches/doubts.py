"""What a best point leaves in doubt: who joins, and in which tier a year ends."""

from collections.abc import Iterable, Mapping

import numpy as np

from optimizer.batches.crew import Year
from optimizer.batches.joint_programme import Programme
from optimizer.batches.variables import UNIT

IN_DOUBT = 1e-6
TYPICAL_RATE = 0.01


def years_in_doubt(programme: Programme, values: np.ndarray) -> list[Year]:
    """The years that are in no tier alone."""
    return [year for year, columns in programme.tiers.items() if values[columns].max() < 1 - IN_DOUBT]


def joining_in_doubt(programme: Programme, values: np.ndarray) -> list[int] | None:
    """The columns of an authority that neither joins nor leaves, if any."""
    every = programme.joining.values()
    return next((columns for columns in every if values[columns].max() < 1 - IN_DOUBT), None)


def pounds_in_doubt(programme: Programme, item: str, year: Year, values: np.ndarray) -> float:
    """About how many pounds of an item's rebate hang on the tier: of its goods that are not where the tiers are."""
    parts = programme.parts.get((item, year))
    if not parts:
        return 0.0
    own = values[parts] * UNIT
    return float(np.abs(own - values[programme.tiers[year]] * own.sum()).sum()) * TYPICAL_RATE


def most_in_doubt(
    programme: Programme, items_of: Mapping[str, Iterable[str]], values: np.ndarray
) -> list[int] | None:
    """The columns to branch on: of an authority that may join or leave, or of the year on which most hangs, if any.

    `items_of` are the items of each supplier.
    """
    joining = joining_in_doubt(programme, values)
    if joining is not None:
        return joining
    most = {
        year: sum(pounds_in_doubt(programme, item, year, values) for item in items_of[year[0]])
        for year in years_in_doubt(programme, values)
    }
    return programme.tiers[max(most, key=lambda year: most[year])] if most else None
