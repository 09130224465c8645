import pytest

from tests.api.calling import Caller
from tests.assets.county import world

__all__ = ["world"]


@pytest.fixture
def police(world) -> Caller:
    """A program of the police, which books."""
    return Caller(world.constable, world.police)


@pytest.fixture
def fire(world) -> Caller:
    """A program of the fire service, which keeps assets and leads rounds."""
    return Caller(world.manager, world.fire)


@pytest.fixture
def outsider(world) -> Caller:
    """A program of an organisation that shares nothing with the others."""
    return Caller(world.outsider, world.stranger)
