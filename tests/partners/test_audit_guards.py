"""The database itself lets nobody change the audit log, but for its seal (once) and the erasing of personal parts."""

import pytest
from django.db import IntegrityError, connection, transaction

from partners.migrations import _audit_guards
from partners.models import AuditEntry
from partners.sealing import seal_entries

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def entry() -> AuditEntry:
    made = AuditEntry.objects.create(
        action="asset.changed", object_type="assets.asset", object_id="1", object_label="Room", personal={"label": "Ann"}
    )  # fmt: skip
    seal_entries()
    made.refresh_from_db()
    return made


def refused(write) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        write()


@pytest.mark.parametrize(
    "change",
    [
        {"action": "x"},
        {"at": "2020-01-01T00:00:00Z"},
        {"object_label": "x"},
        {"after": {"x": 1}},
        {"organisation_id": 1},
        {"personal": {"label": "Bob"}},
        {"salt": "0" * 32},
        {"personal": {}},
        {"seal": "0" * 64},
        {"position": None},
        {"position": 7},
        {"personal": {}, "salt": "", "personal_digest": ""},
    ],
)
def test_a_sealed_entry_is_not_changed(entry, change):
    refused(lambda: AuditEntry.objects.filter(pk=entry.pk).update(**change))


def test_an_entry_that_is_not_sealed_yet_is_not_changed_either(db):
    made = AuditEntry.objects.create(action="asset.changed", object_type="a", object_id="1", object_label="x")
    refused(lambda: AuditEntry.objects.filter(pk=made.pk).update(action="y"))
    refused(lambda: AuditEntry.objects.filter(pk=made.pk).update(action="y", position=1, seal="0"))


def test_no_entry_is_deleted(entry):
    refused(lambda: AuditEntry.objects.filter(pk=entry.pk).delete())
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("DELETE FROM partners_auditentry"))
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            refused(lambda: cursor.execute("TRUNCATE partners_auditentry"))


def test_a_personal_part_goes_together_with_its_salt(entry):
    AuditEntry.objects.filter(pk=entry.pk).update(personal={}, salt="")
    entry.refresh_from_db()
    assert (entry.personal, entry.salt, entry.label) == ({}, "", "Room")


def test_the_guards_stand_after_all_migrations():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'partners_auditentry'"
            )
            wanted = _audit_guards.SQLITE
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'partners_auditentry'::regclass"
            )
            wanted = _audit_guards.POSTGRESQL
        assert {name for (name,) in cursor.fetchall()} == set(wanted)
