"""Single sign-on with a provider of our own: who is let in, who is not, and what is kept of them."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from partners.models import AuditEntry, User
from tests.partners.actions.test_tokens import make

pytestmark = pytest.mark.django_db


class Provider(HTTPServer):
    """An OpenID Connect provider that knows one person."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.person = {"sub": "key-1", "email": "vic@example.org", "email_verified": True, "name": "Vic V."}
        self.asked = []


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(self.server.person if self.path == "/userinfo" else self._configuration())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(parse_qs(body))
        claims = {**self.server.person, "iss": self.server.url, "aud": "bluepool", "exp": time.time() + 60}
        self._answer({"access_token": "a", "id_token": jwt.encode(claims, "k" * 32), "token_type": "Bearer"})

    def _configuration(self):
        url = self.server.url
        return {
            "issuer": url, "authorization_endpoint": f"{url}/authorise", "token_endpoint": f"{url}/token",
            "userinfo_endpoint": f"{url}/userinfo", "jwks_uri": f"{url}/jwks",
        }  # fmt: skip

    def _answer(self, document):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())

    def log_message(self, *values):
        pass


@pytest.fixture
def provider(settings):
    server = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = providers(server.url)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def providers(url):
    app = {
        "provider_id": "sso", "name": "County Police", "client_id": "bluepool", "secret": "s",
        "settings": {"server_url": url},
    }  # fmt: skip
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def come_in(client, **extra):
    """Go to the provider and back."""
    there = urlsplit(client.get(reverse("openid_connect_login", args=["sso"]), extra).url)
    question = parse_qs(there.query)
    assert there.path == "/authorise" and question["code_challenge_method"] == ["S256"]
    answer = {"code": "c", "state": question["state"][0]}
    return client.get(reverse("openid_connect_callback", args=["sso"]), answer)


def test_the_sign_in_page_offers_it_by_name_and_keeps_where_one_was_going(client, provider):
    page = client.get(reverse("account_login"), {"next": "/runs/"}).content.decode()
    assert "Sign in with County Police" in page and "next=%2Fruns%2F" in page and 'name="password"' in page


def test_somebody_with_an_account_is_let_in_by_their_verified_address(client, provider, viewer, fire):
    assert come_in(client).url == reverse("home")
    assert client.get(reverse("home")).wsgi_request.user == viewer
    assert provider.asked[0]["code_verifier"]
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid, linked.extra_data) == (viewer, "key-1", {})
    acts = set(AuditEntry.objects.filter(organisation=fire).values_list("action", flat=True))
    assert acts == {"account.single_sign_on_linked", "account.signed_in"}
    viewer.refresh_from_db()
    assert viewer.has_usable_password() and viewer.name == "Vic"


def test_afterwards_the_key_counts_and_not_the_address(client, provider, viewer, admin):
    come_in(client)
    provider.person["email"] = admin.email
    other = Client()
    come_in(other)
    assert other.get(reverse("home")).wsgi_request.user == viewer
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "stranger@example.org"}, "there is no account here"),
        ({"email_verified": False}, "did not say that your e-mail address is verified"),
        ({"email_verified": "false"}, "did not say that your e-mail address is verified"),
        ({"email_verified": None}, "did not say that your e-mail address is verified"),
        ({"email": ""}, "did not say that your e-mail address is verified"),
    ],
)
def test_nobody_signs_up_by_themselves(client, provider, viewer, said, words):
    provider.person.update(said)
    before = User.objects.count()
    page = come_in(client)
    assert page.status_code == 403 and words in page.content.decode()
    assert client.get(reverse("home")).status_code == 302
    assert User.objects.count() == before and not SocialAccount.objects.exists()


def test_a_provider_that_does_not_say_verified_can_be_trusted_by_setting(client, provider, viewer, settings):
    settings.OIDC_TRUST_EMAIL = True
    del provider.person["email_verified"]
    assert come_in(client).url == reverse("home")


def test_service_accounts_and_closed_accounts_stay_out(client, provider, fire, admin, viewer):
    token, _ = make(fire, admin)
    provider.person["email"] = token.account.email
    assert come_in(client).status_code == 403
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    provider.person["email"] = viewer.email
    assert come_in(client).url == reverse("account_inactive")
    assert client.get(reverse("home")).status_code == 302


def test_an_account_is_not_linked_to_somebody_who_is_signed_in_already(client, provider, admin, viewer):
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert come_in(client, process="connect").url == reverse("home")
    assert not SocialAccount.objects.exists()


def test_an_answer_nobody_asked_for_is_refused(client, provider, viewer):
    answer = client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "c", "state": "guessed"})
    assert answer.status_code in (401, 502) and client.get(reverse("home")).status_code == 302


def test_turning_back_at_the_provider_is_said(client, provider, viewer):
    there = urlsplit(client.get(reverse("openid_connect_login", args=["sso"])).url)
    answer = {"error": "access_denied", "state": parse_qs(there.query)["state"][0]}
    page = client.get(reverse("openid_connect_callback", args=["sso"]), answer)
    assert page.status_code == 401 and "did not finish signing in" in page.content.decode()


def test_a_provider_that_is_down_is_said(client, settings, viewer):
    settings.SOCIALACCOUNT_PROVIDERS = providers("http://127.0.0.1:9")
    page = client.get(reverse("openid_connect_login", args=["sso"]))
    assert page.status_code == 502 and "could not be reached" in page.content.decode()


def test_without_a_provider_the_addresses_lead_to_the_sign_in(client, db):
    for name in ("login", "callback"):
        assert client.get(reverse(f"openid_connect_{name}", args=["sso"])).url == reverse("account_login")
    assert "Sign in with" not in client.get(reverse("account_login")).content.decode()


def test_passwords_can_be_switched_off(client, provider, viewer, settings):
    settings.PASSWORD_SIGN_IN = False
    assert 'name="password"' not in client.get(reverse("account_login")).content.decode()
    client.post(reverse("account_login"), {"login": viewer.email, "password": "a-long-password"})
    assert client.get(reverse("home")).status_code == 302
    assert client.get(reverse("account_reset_password")).url == reverse("account_login")
    assert come_in(client).url == reverse("home")
    assert "Change password" not in client.get(reverse("home")).content.decode()


def test_a_second_factor_of_the_providers_own_is_enough_where_the_settings_say_so(
    client, provider, viewer, settings
):
    settings.MFA_REQUIRED = ["on"]
    come_in(client)
    assert client.get(reverse("home")).url == reverse("mfa_activate_totp")
    settings.OIDC_HAS_MFA = True
    assert client.get(reverse("home")).status_code == 200
