# ruff: noqa: E402 (Django is set up before models are imported)
"""Fills the empty database that the environment names, as tests.migrations.record asks."""

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from tests.matrix.buying import buy
from tests.matrix.people import founded
from tests.matrix.sharing import share

call_command("migrate", verbosity=0)
with transaction.atomic():
    world = founded()
    share(world)
    buy(world)
