"""Every way a file comes in, taken from the product's own lists, so that a new one is measured and tested at once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from assets.sheets import tables as sharing
from assets.views.workbooks import IMPORTS as CATALOGUE
from benchmarks.workbooks.subjects import SUBJECTS, Subject
from benchmarks.workbooks.world import World
from config.founding import ORGANISATIONS, PEOPLE, load_organisations, load_people
from procurement.sheets import tables as buying
from procurement.views.imports import IMPORTS as PROCUREMENT
from workbooks.read import Reading
from workbooks.table import Table


@dataclass(frozen=True)
class Importer:
    """One page that takes a file, or one function of the command line.

    tables: what it reads. stores_at_once: without showing first what would change.
    """

    name: str
    tables: list[Table]
    address: Callable[[World], str] | None = None
    fields: dict[str, str] = field(default_factory=dict)
    stores_at_once: bool = False
    load: Callable[[bytes], Reading] | None = None

    @property
    def subjects(self) -> list[Subject]:
        """What can be sent to it."""
        return [SUBJECTS[table.name] for table in self.tables]


def _catalogue(name: str) -> Importer:
    def address(world: World) -> str:
        return reverse("assets:workbook_import", args=[name])

    return Importer(name, [sharing.TABLES[name]], address)


def _round(world: World) -> str:
    return reverse("assets:round_import", args=[world.gathering.pk])


def _procurement(world: World) -> str:
    return reverse("procurement:import", args=[world.procurement.pk])


_PROCUREMENT_TABLES = {"workbook": buying.TABLES, "prices": [buying.PRICES]}
PAGES = [
    *(_catalogue(name) for name in CATALOGUE),
    Importer("requests", [sharing.REQUESTS], _round),
    *(
        Importer(kind, _PROCUREMENT_TABLES[kind], _procurement, {"kind": kind}, stores_at_once=True)
        for kind in PROCUREMENT
    ),
]
COMMANDS = [
    Importer("organisations", [ORGANISATIONS], load=load_organisations, stores_at_once=True),
    Importer("people", [PEOPLE], load=load_people, stores_at_once=True),
]
