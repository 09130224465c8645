# ruff: noqa: E402 (Django is set up before models are imported)
"""Migrates the database that the environment names and uses it; prints the faults found as JSON. Nothing stays."""

import json
import sys

import django

django.setup()

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assets.models import Booking
from partners.models import Membership

PAGES = ("home", "assets:bookings", "assets:rounds", "procurement:procurements", "runs:runs")


def main() -> list[str]:
    """Migrate, look and write; what went wrong, in words."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        faults = [*double_booking(), *pages()]
        transaction.set_rollback(True)
    return faults


def double_booking() -> list[str]:
    """The guards must still refuse a second booking at the same time, and let one elsewhere be written."""
    row = Booking.objects.filter(status="confirmed").first()
    row.pk, row.idempotency = None, None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
        return ["a double booking was written"]
    except IntegrityError:
        length = row.ends_at - row.starts_at
        row.pk, row.starts_at = None, timezone.now().replace(year=2040, minute=0, second=0, microsecond=0)
        row.ends_at = row.starts_at + length
        row.save(force_insert=True)
        return []


def pages() -> list[str]:
    """Everybody must still be able to sign in and open the pages."""
    client, faults = Client(), []
    member = Membership.objects.filter(role=Membership.Role.PARTNERSHIP_ADMINISTRATOR, user__is_service=False).first()
    client.force_login(member.user, "allauth.account.auth_backends.AuthenticationBackend")
    for page in PAGES:
        status = client.get(reverse(page)).status_code
        if status != 200:
            faults.append(f"{page}: {status}")
    return faults


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
