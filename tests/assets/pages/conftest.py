from collections.abc import Callable

import pytest
from django.test import Client

from tests.assets.county import world

__all__ = ["world"]


@pytest.fixture
def page_of() -> Callable[..., Client]:
    """`page_of(user)` is a browser with that user's session."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
