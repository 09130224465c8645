"""The world that every visitor of this folder is shown, built once."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.matrix.buying import buy
from tests.matrix.people import World, founded
from tests.matrix.sending import Bodies
from tests.matrix.sharing import share


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once for all tests of a module: every visit takes back what it stored."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = founded()
        share(made)
        buy(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def bodies(world, django_db_blocker) -> Bodies:
    """What is sent to each address."""
    with django_db_blocker.unblock():
        return Bodies(world)
