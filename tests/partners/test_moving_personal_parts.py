"""Entries written before there was a personal part are brought into the same form."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from partners.migrations import _audit_guards
from partners.models import AuditEntry
from partners.sealing import seal_entries, verify
from tests.partners.test_sealing import Editor

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_names_and_free_text_move_and_the_rest_stays():
    migration = importlib.import_module("partners.migrations.0003_move_personal_parts")
    facts = {"object_id": "7", "action": "x.done"}
    AuditEntry.objects.create(
        object_type="assets.booking",
        object_label="Room 1: Talk with Ann",
        before={"purpose": "Talk", "status": "held"},
        after={"purpose": "Talk with Ann", "status": "confirmed"},
        **facts,
    )
    AuditEntry.objects.create(
        object_type="assets.asset", object_label="Room 1", after={"name": "Room 1"}, **facts
    )
    _audit_guards.remove(None, Editor())
    migration.move(apps, None)
    if connection.vendor == "postgresql":
        Editor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    _audit_guards.install(None, Editor())

    asset, booking = AuditEntry.objects.all()
    assert (booking.object_label, booking.before, booking.after) == (
        "Booking 7", {"status": "held"}, {"status": "confirmed"}
    )  # fmt: skip
    assert (booking.label, booking.state_before()["purpose"]) == ("Room 1: Talk with Ann", "Talk")
    assert (asset.label, asset.after, asset.personal) == ("Room 1", {"name": "Room 1"}, {})
    seal_entries()
    assert not verify().fault
