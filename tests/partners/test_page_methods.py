"""What no browser sends is answered 405 and does nothing, with or without an account."""

import pytest
from django.test import Client

METHODS = ["put", "patch", "delete", "trace"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["/", "/account/sign-in/", "/organisations/", "/health/live"])
def test_pages_take_no_other_methods(db, method, path):
    answer = getattr(Client(), method)(path)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) <= {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("method", METHODS)
def test_the_api_says_itself_what_it_takes(db, method):
    answer = getattr(Client(), method)("/api/v1/openapi.json")

    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
