"""What malformed files are made of: for every table that can be sent in, rows that would be stored if nothing were wrong.

They name what `benchmarks.workbooks.world` founds. `TABLES` lists the tables from the product's own lists.
"""

from dataclasses import dataclass
from typing import Any

from assets.sheets import tables as sharing
from benchmarks.workbooks.packing import Parts, parts_of
from config.founding import ORGANISATIONS, PEOPLE
from procurement.sheets import tables as buying
from workbooks.table import Table

TABLES = {table.name: table for table in (*sharing.TABLES.values(), *buying.TABLES, ORGANISATIONS, PEOPLE)}
_RATE = {"framework": None, "lot": None}
ROWS: dict[str, list[dict[str, Any]]] = {
    "sites": [
        {"organisation": "FIRE", "code": "LUT", "name": "Luton", "easting": 509_000, "northing": 221_000, "latitude": 51.8882,
         "longitude": -0.42244, "hours": "Mon-Fri 07:00-22:00"},
        {"organisation": "FIRE", "code": "DUN", "name": "Dunstable", "easting": 502_000, "northing": 222_000, "latitude": 51.8861,
         "longitude": -0.52194},
    ],
    "assets": [
        {"owner": "FIRE", "code": "BED-7", "name": "Room seven", "kind": "Room", "site": "BED",
         "features": "projector; step-free access", "capacity": 12, "turnaround_minutes": 15, "listed": "yes"},
        {"owner": "FIRE", "code": "BED-8", "name": "Room eight", "kind": "Room", "site": "BED", "capacity": 30},
    ],
    "agreements": [
        {"reference": "MOU-8", "title": "Rooms", "owner": "FIRE", "user": "POLICE", "kinds": "Room",
         "cap_hours": 60, "cap_period": "week", "notice_hours": 24, "rate_pence_per_hour": 12.5,
         "valid_from": "2034-04-01", "signed_on": "2034-03-16"},
        {"reference": "MOU-9", "title": "Drones", "owner": "FIRE", "user": "POLICE", "kinds": "Drone",
         "valid_from": "2034-04-01"},
    ],
    "requests": [
        {"reference": "W001", "organisation": "FIRE", "title": "Falls review", "weight": 1, "attendees": 6,
         "needs": "room, 6 seats", "duration_minutes": 60,
         "windows": "2035-01-09 10:00 to 2035-01-09 12:00", "preferred_start": "2035-01-09 10:00"},
        {"reference": "W002", "organisation": "FIRE", "title": "Drill review", "weight": 1,
         "needs": "room, 8 seats", "duration_minutes": 90,
         "windows": "2035-01-10 10:00 to 2035-01-10 12:00", "preferred_start": "2035-01-10 10:00"},
    ],
    "items": [
        {"code": "AED-2", "name": "Defibrillator, large", "cpv": "33182100-0", "unit": "each", "kind": "Revenue",
         "reference_price_e4": 841.75, "vat_permille": "20%", "critical": "Yes"},
        {"code": "AED-3", "name": "Defibrillator, small", "cpv": "33182100-0", "kind": "Revenue",
         "reference_price_e4": 641.7525},
    ],
    "suppliers": [
        {"supplier": "FEN", "name": "Fenland Devices", "sme": "Yes", "order_cost_pence": 120.5},
        {"supplier": "WOLD", "name": "Wold Devices", "delivery_pence": 45},
    ],
    "lots": [
        {"framework": "AED-FW", "framework_name": "Defibrillators", "lot": "2", "name": "Devices",
         "supplier": "NORTH", "ceiling_pence": 2_500_000.5, "term_from": "2034-04-01", "term_to": "2038-04-01",
         "entitled": "FIRE"},
        {"framework": "AED-FW", "framework_name": "Defibrillators", "lot": "3", "supplier": "NORTH",
         "term_from": "2034-04-01", "term_to": "2038-04-01"},
    ],
    "bids": [
        {"supplier": "NORTH", **_RATE, "item": "AED-1", "from_quantity": 1, "price_e4": 860.25, "minimum": 10,
         "valid_from": "2034-04-01", "valid_for": "FIRE"},
        {"supplier": "NORTH", **_RATE, "item": "AED-1", "from_quantity": 50, "price_e4": 810.125},
    ],
    "discounts": [
        {"supplier": "NORTH", **_RATE, "scope": "All the supplier's goods", "basis": "Spend",
         "threshold_pence": 50_000.5, "permille": "1.5%"},
        {"supplier": "NORTH", **_RATE, "basis": "Spend", "threshold_pence": 90_000, "permille": "2.5%"},
    ],
    "needs": [
        {"authority": "FIRE", "item": "AED-1", "quantity": 40, "earliest": "2035-05-01", "need_by": "2035-08-01",
         "cost_centre": "C-1042", "note": "Stations"},
        {"authority": "FIRE", "item": "AED-1", "quantity": 41, "earliest": "2035-05-01", "need_by": "2035-09-01"},
    ],
    "prices": [
        {"authority": "FIRE", "item": "AED-1", "unit": "each", "price_e4": 841.75, "quantity": 25},
        {"authority": "FIRE", "item": "AED-0", "unit": "each", "price_e4": 641.75, "quantity": 5},
    ],
    "budgets": [
        {"authority": "FIRE", "starts_in": 2035, "kind": "Capital", "amount_pence": 1_400_000.5},
        {"authority": "FIRE", "starts_in": 2035, "kind": "Revenue", "amount_pence": 400_000},
    ],
    "commitments": [
        {"authority": "FIRE", "supplier": "NORTH", "starts_in": 2035, "minimum_pence": 15_000.5,
         "shortfall_permille": "15%"},
        {"authority": "FIRE", "supplier": "NORTH", "starts_in": 2036, "minimum_pence": 16_000,
         "shortfall_permille": "15%"},
    ],
    "organisations": [
        {"name": "Fen Council", "short_name": "FEN", "kind": "Council", "partnerships": "County"},
        {"name": "Wold Council", "short_name": "WOLD", "kind": "Council"},
    ],
    "people": [
        {"name": "Ann Ash", "email": "ann@fire.example", "organisation": "FIRE", "roles": "booker"},
        {"name": "Bob Birch", "email": "bob@fire.example", "organisation": "FIRE", "roles": "viewer"},
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A table with good rows; every method makes something new."""

    table: Table

    @property
    def title(self) -> str:
        """The sheet's name."""
        return self.table.title

    @property
    def headings(self) -> list[Any]:
        """The row of headings."""
        return [column.heading for column in self.table.columns]

    def grid(self, **changed: Any) -> list[list[Any]]:
        """Headings and rows; `changed` values stand in the first row (row 2 of the sheet)."""
        first, *others = ROWS[self.table.name]
        rows = [{**first, **changed}, *others]
        return [self.headings, *([row.get(column.name) for column in self.table.columns] for row in rows)]

    def parts(self, **changed: Any) -> Parts:
        """The parts of a workbook of one sheet."""
        return parts_of({self.title: self.grid(**changed)})

    def column(self, *kinds: str, required: bool = False) -> str:
        """The first column of one of these kinds that holds something; NoSuchColumn if there is none."""
        held = ROWS[self.table.name][0]
        for column in self.table.columns:
            if column.kind in kinds and held.get(column.name) is not None and required <= column.required:
                return column.name
        raise NoSuchColumn(self.table.name, kinds)

    def place(self, name: str) -> int:
        """Position of a column, from 0."""
        return [column.name for column in self.table.columns].index(name)


class NoSuchColumn(Exception):
    """The kind asks for a column that the table does not have, so it does not concern it."""


SUBJECTS = {name: Subject(table) for name, table in TABLES.items()}
