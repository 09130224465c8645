"""Reading the environment so that a missing value is named together with its remedy."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

REMEDIES = {
    "SECRET_KEY": "set it to at least 50 random characters, for example the output of "
    '`python -c "import secrets; print(secrets.token_urlsafe(50))"`',
    "DATABASE_URL": "set it to `sqlite:////var/lib/bluepool/db.sqlite3` or `postgres://user:password@host/name`",
    "OIDC_CLIENT_ID": "set it to the id under which the identity provider knows this site",
    "OIDC_CLIENT_SECRET": "set it to the secret that the identity provider gave this site",
    "ALLOWED_HOSTS": "set it to the host names the site answers to, separated by commas",
}


def required(name: str) -> str:
    """The value of the environment variable `name`; ImproperlyConfigured names it and the remedy if unset."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {REMEDIES[name]}.")
    return value


def secret_key() -> str:
    """SECRET_KEY, refused when it is too short to protect sessions."""
    value = required("SECRET_KEY")
    if len(value) < 40:
        raise ImproperlyConfigured(f"SECRET_KEY has {len(value)} characters: {REMEDIES['SECRET_KEY']}.")
    return value


def share_figures(folder: Path) -> None:
    """Have prometheus_client, which reads this from the environment when it is imported, count in a shared folder."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def database() -> dict:
    """Django's settings for DATABASE_URL.

    SQLite takes its write lock when a transaction begins (IMMEDIATE), so that two writers queue
    up instead of failing half-way, and waits up to 20 seconds for it.
    """
    config = env.db_url_config(required("DATABASE_URL"))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["ENGINE"] = "config.sqlite"
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    elif config["ENGINE"] == "django.db.backends.postgresql":
        config["CONN_HEALTH_CHECKS"] = True
        # The server plans a statement once for a connection, not each time it is sent.
        config["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 2}
    else:
        raise ImproperlyConfigured(
            f"DATABASE_URL names the engine {config['ENGINE']}: {REMEDIES['DATABASE_URL']}."
        )
    # A new connection for each request costs as much as several queries, on SQLite the reading of the whole schema.
    config["CONN_MAX_AGE"] = 60
    return config


def names_or_switch(name: str) -> list[str]:
    """The names in an environment variable, separated by commas; nothing if it is unset or `off`."""
    names = [value.strip() for value in env.list(name, default=[]) if value.strip()]
    return [] if names == ["off"] else names


def identity_provider() -> dict:
    """The sign-in library's settings for the provider named by OIDC_SERVER_URL; empty where there is none."""
    server_url = env.str("OIDC_SERVER_URL", default="")
    if not server_url:
        return {}
    if not server_url.startswith("https://") and not env.bool("INSECURE_HTTP", default=False):
        raise ImproperlyConfigured(
            "OIDC_SERVER_URL does not begin with https://: secrets would travel in the clear."
        )
    app = {
        "provider_id": "sso",
        "name": env.str("OIDC_NAME", default="your organisation’s account"),
        "client_id": required("OIDC_CLIENT_ID"),
        "secret": required("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server_url},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
