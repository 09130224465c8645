"""Settings: what is missing is named with its remedy, and production settings raise no warning."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
WHOLE = {
    "SECRET_KEY": "q3f8Zp0vB7mK2xW9sT4nR6yL1cJ5hD8gA0eU3iO7bV2kM9zX4w",
    "ALLOWED_HOSTS": "bluepool.example",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with these variables and none of the test run's own."""
    base = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**base, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_check_without_a_warning():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **WHOLE)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_debug_is_off_unless_asked_for():
    done = manage("shell", "-v0", "-c", "from django.conf import settings; print(settings.DEBUG)", **WHOLE)

    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("SECRET_KEY", "set it to at least 50 random characters"),
        ("ALLOWED_HOSTS", "set it to the host names"),
        ("DATABASE_URL", "set it to `sqlite:"),
    ],
)
def test_a_missing_variable_is_named_with_its_remedy(name, remedy):
    done = manage("check", **{key: value for key, value in WHOLE.items() if key != name})

    assert done.returncode != 0
    assert f"{name} is not set: {remedy}" in done.stderr


def test_a_short_secret_is_refused():
    done = manage("check", **WHOLE | {"SECRET_KEY": "short"})

    assert done.returncode != 0
    assert "SECRET_KEY has 5 characters" in done.stderr


def test_an_unknown_database_is_refused():
    done = manage("check", **WHOLE | {"DATABASE_URL": "mysql://host/name"})

    assert done.returncode != 0
    assert "DATABASE_URL names the engine" in done.stderr


def test_an_identity_provider_needs_its_id_and_https(monkeypatch):
    monkeypatch.delenv("INSECURE_HTTP", raising=False)
    assert environment.identity_provider() == {}
    monkeypatch.setenv("OIDC_SERVER_URL", "https://login.example/tenant")
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID is not set: set it to the id"):
        environment.identity_provider()
    monkeypatch.setenv("OIDC_CLIENT_ID", "bluepool")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "s")
    [app] = environment.identity_provider()["openid_connect"]["APPS"]
    assert (app["client_id"], app["settings"]) == ("bluepool", {"server_url": "https://login.example/tenant"})
    monkeypatch.setenv("OIDC_SERVER_URL", "http://login.example/tenant")
    with pytest.raises(ImproperlyConfigured, match="does not begin with https"):
        environment.identity_provider()


@pytest.mark.parametrize(
    ("value", "names"), [("", []), ("off", []), ("on", ["on"]), ("finance, viewer", ["finance", "viewer"])]
)
def test_a_switch_may_name_roles(value, names, monkeypatch):
    monkeypatch.setenv("MFA_REQUIRED", value)
    assert environment.names_or_switch("MFA_REQUIRED") == names
