"""The kinds of malformed workbook, each made by a function named as what is wrong.

    @refused("is damaged")          the file is refused and the user is told so, in words that hold these
    @refused_at("is merged")        the same, and the cell is named
    @read_as_plain()                an odd but honest workbook: it is read just as the plain one

`KINDS` holds them by name once the modules of `benchmarks.workbooks.kinds` are imported.
"""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.workbooks.subjects import Subject

Make = Callable[[Subject], bytes]


@dataclass(frozen=True)
class Kind:
    """One kind. says: part of what the user is told, "" if it is read as the plain workbook; at_cell: names a cell.

    ending: of the file's name. alike: of whatever table it is made, so that one will do.
    """

    name: str
    make: Make
    says: str = ""
    at_cell: bool = False
    ending: str = "xlsx"
    alike: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it may be stored."""
        return bool(self.says)


KINDS: dict[str, Kind] = {}


def refused(
    says: str, *, ending: str = "xlsx", alike: bool = False, at_cell: bool = False
) -> Callable[[Make], Make]:
    """A kind that is refused with a cause."""

    def register(make: Make) -> Make:
        name = make.__name__.strip("_").replace("_", " ")
        if name in KINDS:
            raise ValueError(f"two kinds are called {name}")
        KINDS[name] = Kind(name, make, says, at_cell, ending, alike)
        return make

    return register


def refused_at(says: str, *, ending: str = "xlsx") -> Callable[[Make], Make]:
    """A kind that is refused with a cause and the cell that it is about."""
    return refused(says, ending=ending, at_cell=True)


def read_as_plain(*, ending: str = "xlsx", alike: bool = False) -> Callable[[Make], Make]:
    """A kind that is read as if nothing were odd."""
    return refused("", ending=ending, alike=alike)
