"""The kinds, by what is wrong: the file, its zip container, its structure, its grid, its cells, their values, its text."""

from benchmarks.workbooks.kinds import cells, containers, files, grids, structures, texts, values

__all__ = ["cells", "containers", "files", "grids", "structures", "texts", "values"]
