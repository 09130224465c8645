"""Guessing is slowed down: passwords per account and per address, codes per account, API tokens per address."""

import subprocess
import sys
import textwrap

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from partners import throttle
from partners.models import ApiToken, AuditEntry
from tests.api.calling import PROBLEM, ROOT
from tests.partners.actions.test_tokens import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TOO_MANY = "There were too many failed attempts."


def attempt(login, password, address="192.0.2.1"):
    return Client(REMOTE_ADDR=address).post(reverse("account_login"), {"login": login, "password": password})


def test_after_five_failures_even_the_right_password_must_wait(viewer):
    for number in range(5):
        assert TOO_MANY not in attempt(viewer.email, "wrong", f"192.0.2.{number}").content.decode()
    page = attempt(viewer.email, "a-long-password", "192.0.2.99")
    assert page.status_code == 200 and TOO_MANY in page.content.decode()
    entries = AuditEntry.objects.filter(action="account.locked_out", object_id=str(viewer.pk))
    attempt(viewer.email, "wrong")
    assert entries.count() == 1


def test_an_unknown_account_is_locked_in_the_same_words(viewer):
    pages = {}
    for login in (viewer.email, "nobody@example.org"):
        for number in range(5):
            attempt(login, "wrong", f"192.0.2.{number}")
        pages[login] = attempt(login, "wrong", "192.0.2.99").content.decode()
    assert all(TOO_MANY in page for page in pages.values())
    assert AuditEntry.objects.filter(action="account.locked_out").count() == 1


def test_one_address_does_not_try_one_password_on_many_accounts(viewer):
    for number in range(20):
        attempt(f"somebody{number}@example.org", "Summer2026!")
    assert TOO_MANY in attempt(viewer.email, "a-long-password").content.decode()
    assert attempt(viewer.email, "a-long-password", "192.0.2.2").url == reverse("home")


def test_signing_in_uses_up_no_attempts(viewer):
    for _ in range(8):
        assert attempt(viewer.email, "a-long-password").status_code == 302


def test_the_address_is_the_one_a_trusted_proxy_gives(viewer, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}).post(
            reverse("account_login"), {"login": f"x{number}@example.org", "password": "x"}
        )
    from_elsewhere = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.8"}).post(
        reverse("account_login"), {"login": viewer.email, "password": "a-long-password"}
    )
    assert from_elsewhere.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_attempts_are_counted_across_processes(viewer, settings, request):
    """The second process knows of the failures of the first: the count is in the database."""
    database = settings.DATABASES["default"]
    name = database.get("TEST", {}).get("NAME") or database["NAME"]
    if not str(name).endswith(".sqlite3"):
        pytest.skip("on PostgreSQL the cache is the same table")
    code = f"""
        import os, django
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        os.environ["DATABASE_URL"] = "sqlite:///{name}"
        django.setup()
        from django.test import Client
        from django.urls import reverse
        for _ in range(5):
            Client(REMOTE_ADDR="192.0.2.50").post(reverse("account_login"), dict(login="{viewer.email}", password="x"))
    """
    request.addfinalizer(cache.clear)
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, capture_output=True)
    assert TOO_MANY in attempt(viewer.email, "a-long-password").content.decode()


@pytest.fixture
def three_guesses(settings):
    settings.UNKNOWN_TOKENS_PER_MINUTE = 3
    throttle._closed_until.clear()
    yield
    throttle._closed_until.clear()


def call(secret, address="192.0.2.1"):
    return Client(REMOTE_ADDR=address).get(f"{ROOT}/assets", headers={"Authorization": f"Bearer {secret}"})


def test_an_address_that_guesses_tokens_is_closed_for_a_minute(fire, admin, three_guesses, monkeypatch):
    _, secret = make(fire, admin)
    assert [call(f"bp_guess{n}").status_code for n in range(3)] == [401, 401, 401]
    refused = call("bp_guess3")
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, PROBLEM)
    assert refused.headers["Retry-After"] == "60"
    assert call(secret).status_code == 429
    assert call(secret, "192.0.2.2").status_code == 200
    later = throttle.time.monotonic() + 61
    monkeypatch.setattr(throttle.time, "monotonic", lambda: later)
    assert call(secret).status_code == 200


def test_a_revoked_token_is_no_guess(fire, admin, three_guesses):
    _, old = make(fire, admin)
    ApiToken.objects.update(revoked_at="2026-01-01T00:00Z")
    _, new = make(fire, admin)
    assert [call(old).status_code for _ in range(6)] == [401] * 6
    assert call(new).status_code == 200
