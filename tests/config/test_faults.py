"""What a page answers when something fails that nobody foresaw."""

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client

READING = "django.contrib.sessions.middleware.SessionMiddleware.process_request"


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def failing(error, cause=None):
    def fails(*args, **kwargs):
        raise error from cause

    return fails


def test_a_page_without_a_database_asks_to_look_before_saving_again(visitor, monkeypatch):
    cause = psycopg.OperationalError("connection refused")
    monkeypatch.setattr(READING, failing(OperationalError("gone"), cause))

    response = visitor.get("/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "look first whether it was saved" in response.content.decode()


def test_a_fault_of_ours_says_that_nothing_was_saved(visitor, monkeypatch):
    monkeypatch.setattr(READING, failing(ValueError("ours")))

    response = visitor.get("/")

    assert response.status_code == 500
    assert "was not saved" in response.content.decode()
