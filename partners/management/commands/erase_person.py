"""`manage.py erase_person`: a request to be forgotten, answered."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners.actions.erasing import erase_person
from partners.models import User
from partners.refusals import Refused


class Command(BaseCommand):
    help = "Erases the name, e-mail address and ways of signing in of somebody who acts for no organisation any more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args, email: str, **options) -> None:
        person = User.objects.filter(email__iexact=email, is_service=False).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail address {email}.")
        try:
            erase_person(person=person, organisation=None, by=None)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Erased; recorded as person {person.pk} from now on.")
