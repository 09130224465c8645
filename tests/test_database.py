"""The tests run on the database they claim to run on, with the product's own settings."""

import os

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.postgres
def test_the_database_is_the_one_that_was_asked_for():
    asked = "postgresql" if os.environ["DATABASE_URL"].startswith("postgres") else "sqlite"
    assert connection.vendor == asked


@pytest.mark.postgres
def test_every_migration_is_applied():
    assert "partners_user" in connection.introspection.table_names()


@pytest.mark.django_db(transaction=True)
def test_sqlite_keeps_the_products_journal_locks_and_foreign_keys():
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert connection.transaction_mode == "IMMEDIATE"
