import pytest

from tests.partners.people import Role, organisation, partnership, person


@pytest.fixture
def fire(db):
    return organisation("Fire")


@pytest.fixture
def police(fire):
    body = organisation("Police", "police_force")
    partnership(fire, body)
    return body


@pytest.fixture
def stranger(db):
    return organisation("Elsewhere", "council")


@pytest.fixture
def admin(fire):
    return person("Ada", fire, Role.PARTNERSHIP_ADMINISTRATOR, Role.BOOKER)


@pytest.fixture
def viewer(fire):
    return person("Vic", fire, Role.VIEWER)
