"""Signed-in clients."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import User


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """`signed_in(user)` is a client with that user's session."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def at() -> Callable[..., str]:
    """`at("bid", 3)` is the address of a page of this room."""
    return lambda name, *args: reverse(f"procurement:{name}", args=args)
