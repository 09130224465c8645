"""Signing in and out, and finding back in after losing the password; the pages for what goes wrong."""

import re

import pytest
from django.core import mail
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

from partners.models import User
from partners.refusals import Refused

PASSWORD = "correct horse battery"


@pytest.fixture
def ann(db):
    return User.objects.create_user("ann@example.org", PASSWORD, name="Ann Example")


def sign_in(client, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": "Ann@Example.org", "password": password})


def test_the_right_password_opens_the_site_and_signing_out_closes_it(client, ann):
    assert sign_in(client).url == reverse("home")
    assert "Ann Example" in client.get(reverse("home")).content.decode()
    assert client.post(reverse("account_logout")).status_code == 302
    assert reverse("account_login") in client.get(reverse("home")).url


def test_a_wrong_password_does_not_say_which_half_was_wrong(client, ann):
    wrong = sign_in(client, "something else").content.decode()
    unknown = client.post(
        reverse("account_login"), {"login": "bo@example.org", "password": "x"}
    ).content.decode()
    message = "The email address and/or password you specified are not correct."
    assert message in wrong and message in unknown
    assert "<title>Error: Sign in" in wrong


def test_an_inactive_account_stays_out(client, ann):
    User.objects.update(is_active=False)
    page = client.get(sign_in(client).url)
    assert "switched off" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_there_is_no_sign_up(client):
    assert "sign up" not in client.get(reverse("account_login")).content.decode().lower()
    assert client.get("/account/signup/").status_code == 404


def test_a_lost_password_is_replaced_through_the_e_mail(client, ann):
    client.post(reverse("account_reset_password"), {"email": ann.email})
    assert mail.outbox[0].subject == "Bluepool: choose a new password"
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    new = {"password1": "another long pass phrase", "password2": "another long pass phrase"}
    client.post(form, new)
    assert sign_in(client, new["password1"]).url == reverse("home")
    assert "out of date" in Client().get(link, follow=True).content.decode()


def test_asking_for_a_link_does_not_say_whether_the_address_is_known(client, ann):
    answers = [
        client.post(reverse("account_reset_password"), {"email": address})
        for address in (ann.email, "x@y.zz")
    ]
    assert answers[0].url == answers[1].url
    assert "If the address belongs to an account" in client.get(answers[0].url).content.decode()


def test_the_password_is_changed_by_somebody_signed_in(client, ann):
    sign_in(client)
    new = "another long pass phrase"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    ann.refresh_from_db()
    assert ann.check_password(new)


def test_who_has_no_password_yet_chooses_one_by_the_way_of_those_who_lost_theirs(client, ann):
    ann.set_unusable_password()
    ann.save()
    client.force_login(ann)
    page = client.get(reverse("account_change_password"), follow=True)
    assert page.redirect_chain[-1] == (reverse("account_reset_password"), 302)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("view", "arguments", "words"),
    [
        (defaults.page_not_found, [Http404()], "Page not found"),
        (defaults.permission_denied, [PermissionError()], "You may not see this page"),
        (defaults.bad_request, [ValueError()], "The request could not be read"),
        (defaults.server_error, [], "There is a problem with the service"),
    ],
)
def test_pages_for_what_goes_wrong_stand_without_a_session(view, arguments, words):
    page = view(RequestFactory().get("/x"), *arguments).content.decode()
    assert f'<h1 class="nhsuk-heading-l">{words}</h1>' in page
    assert "style=" not in page


def test_a_form_without_its_token_is_refused_in_our_words(db):
    page = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert page.status_code == 403
    assert "Send the form again" in page.content.decode()


def test_a_refusal_says_why_and_that_nothing_changed(rf):
    from partners.middleware import RefusalMiddleware

    refused = Refused("asset_not_free", "Room 1 is taken until 11:00.", status=409)
    page = RefusalMiddleware(lambda request: None).process_exception(rf.get("/"), refused)
    assert page.status_code == 409
    assert "Room 1 is taken until 11:00." in page.content.decode()
    assert "Nothing was changed." in page.content.decode()
