from django.core.management import call_command
from django.db import migrations

from partners.migrations import _audit_guards

CACHE_TABLE = "partners_cache"


def make_cache_table(apps, schema_editor) -> None:
    """The table of the cache that all processes share; it counts failed sign-ins."""
    call_command("createcachetable", CACHE_TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop_cache_table(apps, schema_editor) -> None:
    schema_editor.execute(f"DROP TABLE {CACHE_TABLE}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0003_move_personal_parts'),
    ]

    operations = [
        migrations.RunPython(_audit_guards.install, _audit_guards.remove),
        migrations.RunPython(make_cache_table, drop_cache_table),
    ]
