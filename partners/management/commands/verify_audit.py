"""`manage.py verify_audit`: has anybody meddled with the audit log?"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners.sealing import seal_entries, verify


class Command(BaseCommand):
    help = (
        "Seals what has been committed, then checks the chain of the audit log from its beginning. Prints the head: "
        "keep it elsewhere, and give it back later with --noted. Ends with 1 and names the first entry at fault."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noted", default="", help="a head printed or logged earlier; must still be in the chain"
        )

    def handle(self, *args, noted: str, **options) -> None:
        seal_entries()
        found = verify(noted.strip())
        if found.fault:
            raise CommandError(f"The audit log is not whole. {found.fault}")
        self.stdout.write(
            f"{found.sealed} entries, all as they were sealed; {found.unsealed} not sealed yet."
        )
        self.stdout.write(f"Head: {found.head or 'none'}")
