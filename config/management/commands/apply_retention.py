"""`manage.py apply_retention`: lets go of what has been kept long enough."""

from django.core.management.base import BaseCommand, CommandParser

from config.retention import rules


class Command(BaseCommand):
    help = (
        "Deletes or erases what has been kept long enough, by the RETAIN_… settings. Only says what it would do, "
        "unless --apply is given. Run it every night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="do it")

    def handle(self, *args, apply: bool, **options) -> None:
        for rule in rules():
            if apply and rule.count:
                rule.act()
            self.stdout.write(f"{rule.count:>8}  {rule.what}")
        self.stdout.write("Done." if apply else "Nothing was changed. Repeat with --apply to do it.")
