"""The kinds, by what is wrong: the file, its zip container, its structure, its XML, the grid, cells, dates, values, text."""

from benchmarks.workbooks.kinds import (
    cells,
    containers,
    dates,
    files,
    grids,
    markup,
    structures,
    texts,
    values,
)

__all__ = ["cells", "containers", "dates", "files", "grids", "markup", "structures", "texts", "values"]
