"""The database itself refuses double bookings, and whatever else must never be in a calendar."""

from django.db import migrations

from assets.migrations import _guards


class Migration(migrations.Migration):
    dependencies = [("assets", "0001_initial")]

    operations = [migrations.RunPython(_guards.install, _guards.remove)]
