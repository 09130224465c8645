"""Founds organisations and their first people from two sheets."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.founding import load_organisations, load_people
from workbooks.read import Reading


class Command(BaseCommand):
    help = (
        "Adds organisations (and their partnerships) and people from .xlsx or .csv sheets. The people choose "
        "their password by way of 'Forgotten your password?'."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisations", type=Path, help="columns as in demo/organisations.csv")
        parser.add_argument("--people", type=Path, help="columns as in demo/people.csv")

    def handle(self, *args, organisations: Path | None, people: Path | None, **options) -> None:
        if organisations is None and people is None:
            raise CommandError("Name a sheet: --organisations FILE, --people FILE, or both.")
        if organisations:
            self._report("organisations", load_organisations(organisations.read_bytes()))
        if people:
            self._report("people", load_people(people.read_bytes()))

    def _report(self, what: str, reading: Reading) -> None:
        if reading.faults:
            lines = "\n".join(str(fault) for fault in reading.faults)
            raise CommandError(f"Nothing of the {what} was stored:\n{lines}")
        self.stdout.write(f"{len(reading.rows[what])} {what} added.")
