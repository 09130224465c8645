"""`manage.py close_organisation`: nobody acts for it any more."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners.actions.leaving import close_organisation
from partners.models import Organisation


class Command(BaseCommand):
    help = (
        "Takes an organisation out of use: its people lose their roles, its API tokens are revoked, accounts that act "
        "for nobody else are closed, and it leaves its partnerships. Bookings, awards and the audit log stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("short_name", help="the short name of the organisation, such as BEDS-POLICE")

    def handle(self, *args, short_name: str, **options) -> None:
        organisation = Organisation.objects.filter(short_name=short_name).first()
        if organisation is None:
            raise CommandError(f"No organisation has the short name {short_name}.")
        close_organisation(organisation=organisation, by=None)
        self.stdout.write(f"Nobody acts for {organisation} any more.")
