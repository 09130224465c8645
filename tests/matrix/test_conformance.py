"""The API keeps to its OpenAPI document for everybody who may call it.

`pytest tests/matrix/test_conformance.py --examples 200 -s` goes deeper and prints what it sent.
"""

import pytest
from django.db import transaction

from api.main import api
from partners.models import Scope
from tests.api.calling import token
from tests.matrix.conformance import examined
from tests.matrix.people import ROLES, Role

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Role.PARTNERSHIP_ADMINISTRATOR
READING = (Scope.ASSETS_READ.value, Scope.PROCUREMENT_READ.value)
CALLERS = {
    **{f"A {role}": ("A", role, ()) for role in ROLES},
    "A to read only": ("A", ADMINISTRATOR, READING),
    "B, which shares nothing": ("B", ADMINISTRATOR, ()),
    "C, which takes part": ("C", ADMINISTRATOR, ()),
    "without a token": None,
}


@pytest.mark.parametrize("name", CALLERS)
def test_the_api_keeps_to_its_document(world, name, request):
    # The short run searches as the one caller who comes furthest, and tries all the others.
    examples = request.config.getoption("examples") or (2 if name == f"A {ADMINISTRATOR}" else 0)
    with transaction.atomic():
        secret = ""
        if CALLERS[name]:
            letter, role, scopes = CALLERS[name]
            secret = token(world.by(letter, role), getattr(world, f"org_{letter.lower()}"), *scopes)
        found = examined(world, secret, examples)
        transaction.set_rollback(True)
    print(
        f"{name}: {found.cases.total()} requests to {len(found.cases)} operations, "
        f"{found.carried_out.total()} carried out, {len(found.failures)} failures"
    )
    assert len(found.cases) == sum(
        len(operations) for operations in api.get_openapi_schema()["paths"].values()
    )
    assert not found.failures, "\n\n".join(f"{what}\n{how}" for what, how in found.failures.items())
