"""Loads the demo partnership into an empty database."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from config.demo import ADMINISTRATOR, DemoFault, person
from config.demo.buying import load_buying
from config.demo.founders import load_founders
from config.demo.sharing import load_sharing
from partners.actions.tokens import create_token
from partners.models import Membership, Organisation, Scope

Role = Membership.Role


class Command(BaseCommand):
    help = "Loads the demo partnership. Does nothing where any organisation exists already."

    def handle(self, *args, **options) -> None:
        if Organisation.objects.exists():
            self.stdout.write("The demo partnership is there already; what you changed is kept.")
            return
        if not settings.DEMO_PASSWORD:
            raise CommandError("DEMO_PASSWORD is not set: it becomes the password of every demo person.")
        try:
            with transaction.atomic():
                self._load()
        except DemoFault as fault:
            raise CommandError(str(fault)) from fault

    def _load(self) -> None:
        count = load_founders(settings.DEMO_PASSWORD)
        self.stdout.write(f"{count} organisations and their people founded.")
        for planned in load_sharing(timezone.localdate()):
            self.stdout.write(f"Round {planned}: {planned.requests.count()} requests gathered.")
        for procurement in load_buying():
            lines = procurement.demand_lines.count()
            self.stdout.write(f"Procurement {procurement}: {lines} demand lines.")
        settings.DEMO_FOLDER.mkdir(parents=True, exist_ok=True)
        (settings.DEMO_FOLDER / "api-token.txt").write_text(self._token() + "\n")

    def _token(self) -> str:
        _, secret = create_token(
            organisation=Organisation.objects.get(short_name="BFRS"),
            name="Demo",
            scopes=Scope.values,
            roles=[Role.STATION_MANAGER, Role.BOOKER, Role.PROCUREMENT_LEAD],
            expires_at=timezone.now() + timedelta(days=90),
            by=person(ADMINISTRATOR),
        )
        return secret
