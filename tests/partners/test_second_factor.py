"""The second factor: set up, asked for, lost, forced by settings; its secrets are not readable in the database."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from partners import second_factor
from partners.adapter import SecondFactorAdapter
from partners.models import AuditEntry
from tests.partners.people import Role, person

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-password"


def code_of(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(user) -> tuple[Client, str]:
    """A browser after the password, and where it was sent."""
    client = Client()
    return client, client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).url


def set_up(client) -> str:
    """Set up an authenticator app; returns its secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="key"[^>]*value="(\w+)"', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def codes_of(client) -> list[str]:
    return re.findall(r"<code>(\w+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())


@pytest.fixture
def enrolled(viewer, django_capture_on_commit_callbacks):
    client, _ = sign_in(viewer)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    return secret, codes_of(client)


def test_the_picture_fits_the_content_security_policy(viewer):
    client, _ = sign_in(viewer)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "style=" not in page and "<script>" not in page


def test_a_wrong_code_sets_nothing_up(viewer):
    client, _ = sign_in(viewer)
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Incorrect code." in page and not Authenticator.objects.exists()


def test_signing_in_asks_for_the_code(viewer, enrolled):
    secret, _ = enrolled
    client, sent_to = sign_in(viewer)
    assert sent_to == reverse("mfa_authenticate")
    assert client.get(reverse("home")).status_code == 302
    # The code of the moment was used up when the app was set up.
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
    assert answer.url == reverse("home") and client.get(reverse("home")).status_code == 200


def test_a_code_opens_once(viewer, enrolled):
    secret, _ = enrolled
    code = code_of(secret, 1)
    first, _ = sign_in(viewer)
    second, _ = sign_in(viewer)
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_each_recovery_code_opens_once(viewer, enrolled):
    _, codes = enrolled
    assert len(codes) == 10
    for expected in (302, 200):
        client, _ = sign_in(viewer)
        assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected


def test_codes_are_not_guessed(viewer, enrolled):
    secret, _ = enrolled
    client, _ = sign_in(viewer)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
    assert page.status_code == 200 and "too many failed attempts" in page.content.decode()
    assert AuditEntry.objects.filter(action="account.second_factor_failed").count() == 5


def test_the_database_holds_no_readable_secret(enrolled):
    secret, codes = enrolled
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and not any(code in stored for code in codes)


def test_a_secret_outlives_a_change_of_the_key_by_way_of_the_fallbacks(settings):
    kept = SecondFactorAdapter().encrypt("secret")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 5
    assert SecondFactorAdapter().decrypt(kept) == "secret"


def test_new_codes_end_the_old_ones_and_removing_asks_first(
    viewer, enrolled, django_capture_on_commit_callbacks
):
    secret, old = enrolled
    client, _ = sign_in(viewer)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
    assert "will no longer work" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    new = codes_of(client)
    assert len(new) == 10 and not set(new) & set(old)
    assert new[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert "Do you want to remove" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert sign_in(viewer)[1] == reverse("home")
    acts = set(AuditEntry.objects.filter(object_id=str(viewer.pk)).values_list("action", flat=True))
    assert acts >= {
        "account.signed_in", "account.second_factor_added", "account.second_factor_removed", "account.recovery_codes_made"
    }  # fmt: skip


def test_who_signed_in_long_ago_confirms_with_the_password(client, viewer):
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    page = client.post(answer.url, {"password": "wrong"})
    assert page.status_code == 200
    assert client.post(answer.url, {"password": PASSWORD}).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_pages_about_a_second_factor_lead_those_without_to_where_they_get_one(client, viewer):
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in (
        "deactivate_totp",
        "view_recovery_codes",
        "generate_recovery_codes",
        "download_recovery_codes",
    ):
        assert client.get(reverse(f"mfa_{name}")).url == reverse("mfa_index")
    assert "Set up a second factor" in client.get(reverse("mfa_index")).content.decode()


def test_where_all_need_one_nothing_else_opens_before(viewer, settings):
    settings.MFA_REQUIRED = ["on"]
    client, _ = sign_in(viewer)
    for name in ("home", "partners:organisations", "mfa_index", "account_change_password"):
        assert client.get(reverse(name)).url == reverse("mfa_activate_totp")
    page = client.get(reverse("home"), follow=True).content.decode()
    assert "Your role here needs a second factor." in page
    set_up(client)
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_where_some_roles_need_one_others_go_on_without(fire, viewer, settings):
    settings.MFA_REQUIRED = [Role.PARTNERSHIP_ADMINISTRATOR, Role.STATION_MANAGER]
    client, _ = sign_in(viewer)
    assert client.get(reverse("home")).status_code == 200
    manager, _ = sign_in(person("Mo", fire, Role.STATION_MANAGER))
    assert manager.get(reverse("home")).url == reverse("mfa_activate_totp")


def test_an_unknown_role_in_the_setting_is_named(settings):
    settings.MFA_REQUIRED = ["king"]
    with pytest.raises(ImproperlyConfigured, match="MFA_REQUIRED names king"):
        second_factor.check_setting()
