import pytest

from tests.api.calling import Caller
from tests.procurement.conftest import joint, world

__all__ = ["joint", "world"]


@pytest.fixture
def rye(world) -> Caller:
    """A program of the lead."""
    return Caller(world.rye_buyer, world.rye)


@pytest.fixture
def rru(world) -> Caller:
    """A program of another buyer."""
    return Caller(world.rru_buyer, world.rru)


@pytest.fixture
def outsider(world) -> Caller:
    """A program of an organisation that shares nothing with the others."""
    return Caller(world.stranger_buyer, world.stranger)
