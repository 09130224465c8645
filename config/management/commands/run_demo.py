"""Runs the demo's main job and tells how to sign in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import DemoFault
from config.demo.job import run_demo_job
from partners.models import Membership


class Command(BaseCommand):
    help = "Plans and publishes the demo round, solves the demo procurements and writes their workbooks."

    def handle(self, *args, **options) -> None:
        try:
            run_demo_job(settings.DEMO_FOLDER, self._say)
        except DemoFault as fault:
            raise CommandError(str(fault)) from fault
        self._tell_sign_ins()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _tell_sign_ins(self) -> None:
        people: dict[str, list[str]] = {}
        memberships = Membership.objects.filter(user__is_service=False, user__email__endswith=".example")
        for one in memberships.select_related("user", "organisation").order_by("user__name", "pk"):
            people.setdefault(f"{one.user.email}  ({one.user.name})", []).append(
                f"{one.get_role_display().lower()} at {one.organisation.short_name}"
            )
        self._say(f"\nSign in with the password {settings.DEMO_PASSWORD} as")
        for who, roles in people.items():
            self._say(f"  {who}: {', '.join(roles)}")
        token = settings.DEMO_FOLDER / "api-token.txt"
        if token.exists():
            self._say(f"API token of BFRS: {token.read_text().strip()}")
