"""The organisation pages: who sees what, and what the buttons do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners import home
from partners.models import ApiToken, AuditEntry, Membership
from tests.partners.actions.test_tokens import make
from tests.partners.people import Role, fresh, person

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(name, *args):
    return reverse(f"partners:{name}", args=args)


def test_home_asks_strangers_to_sign_in(client):
    response = client.get(reverse("home"))

    assert response.status_code == 302 and "sign-in" in response.url


def test_home_names_the_organisations_one_acts_for(client, fire, viewer):
    page = signed_in(client, viewer).get(reverse("home")).content.decode()

    assert "Fire Service" in page and "API token" not in page


def test_home_tells_somebody_without_roles_what_to_do(client, db):
    page = signed_in(client, person("Nell")).get(reverse("home")).content.decode()

    assert "nell@example.org" in page and "administrator" in page


def test_home_shows_what_the_rooms_say_in_their_order(client, viewer, monkeypatch):
    monkeypatch.setattr(home, "_providers", [])
    home.register(order=2)(lambda user: home.Section("Second", [home.Todo("Do it", "/there/", "draft")]))
    home.register(order=1)(lambda user: home.Section("First"))
    home.register(order=3)(lambda user: None)

    page = signed_in(client, viewer).get(reverse("home")).content.decode()

    assert page.index("First") < page.index("Nothing is waiting") < page.index(">Second<")
    assert '<a href="/there/">Do it</a>' in page


def test_a_partner_is_shown_with_the_partnerships_shared_with_it(client, fire, police, viewer):
    page = signed_in(client, viewer).get(url("organisation", police.pk)).content.decode()

    assert "Partnerships with you" in page and "Fire and Police" in page


def test_home_reminds_administrators_of_tokens_that_end_soon(client, fire, admin):
    make(fire, admin, name="Old", expires_at=timezone.now() + timedelta(days=3))
    make(fire, admin, name="Young", expires_at=timezone.now() + timedelta(days=60))

    page = signed_in(client, admin).get(reverse("home")).content.decode()

    assert "“Old”" in page and "“Young”" not in page


def test_the_list_shows_own_and_partner_organisations_only(client, fire, police, stranger, viewer):
    page = signed_in(client, viewer).get(url("organisations")).content.decode()

    assert "Fire Service" in page and "Police Service" in page and "Elsewhere" not in page


def test_a_partner_is_shown_without_its_own_pages(client, police, stranger, viewer):
    client = signed_in(client, viewer)
    page = client.get(url("organisation", police.pk)).content.decode()

    assert "Police Service" in page and url("members", police.pk) not in page
    assert client.get(url("organisation", stranger.pk)).status_code == 404


@pytest.mark.parametrize("name", ["members", "member_add", "tokens", "token_create", "audit"])
def test_the_pages_of_others_do_not_exist(client, police, stranger, admin, name):
    client = signed_in(client, admin)

    assert client.get(url(name, police.pk)).status_code == 404
    assert client.get(url(name, stranger.pk)).status_code == 404


@pytest.mark.parametrize("name", ["member_add", "tokens", "token_create", "audit"])
def test_a_viewer_is_refused_in_words(client, fire, viewer, admin, name):
    response = signed_in(client, viewer).get(url(name, fire.pk))

    assert response.status_code == 403 and "Ask a partnership administrator" in response.content.decode()
    assert signed_in(client, admin).get(url(name, fire.pk)).status_code == 200


def test_members_are_listed_once_with_all_roles_and_no_service_accounts(client, fire, admin, viewer):
    make(fire, admin)
    page = signed_in(client, viewer).get(url("members", fire.pk)).content.decode()

    assert page.count("ada@example.org") == 1 and "Booker, Partnership administrator" in page
    assert "service.invalid" not in page and "Add a person" not in page


def test_the_number_of_queries_does_not_grow_with_the_members(
    client, fire, admin, django_assert_max_num_queries
):
    client = signed_in(client, admin)
    for n in range(5):
        person(f"P{n}", fire, Role.VIEWER, Role.BOOKER)

    with django_assert_max_num_queries(7):
        client.get(url("members", fire.pk))


def test_adding_a_person_by_form(client, fire, admin):
    response = signed_in(client, admin).post(
        url("member_add", fire.pk),
        {"email": "new@example.org", "name": "Nia", "roles": ["booker"]},
        follow=True,
    )

    assert "Nia can now act for Fire Service." in response.content.decode()
    assert Membership.objects.filter(user__email="new@example.org", role="booker").exists()


def test_a_refusal_stands_at_its_field(client, fire, admin, viewer):
    response = signed_in(client, admin).post(
        url("member_add", fire.pk), {"email": viewer.email, "name": "Vic", "roles": ["booker"]}
    )

    page = response.content.decode()
    assert response.status_code == 200 and "already belongs to Fire Service" in page
    assert "There is a problem" in page


def test_changing_roles_by_form(client, fire, admin, viewer):
    client = signed_in(client, admin)
    assert "checked" in client.get(url("member_roles", fire.pk, viewer.pk)).content.decode()

    client.post(url("member_roles", fire.pk, viewer.pk), {"roles": ["finance"]})

    assert [m.role for m in viewer.memberships.all()] == ["finance"]


def test_removing_asks_first(client, fire, admin, viewer):
    client = signed_in(client, admin)
    page = client.get(url("member_remove", fire.pk, viewer.pk)).content.decode()
    assert "Do you want to remove Vic" in page and viewer.memberships.exists()

    client.post(url("member_remove", fire.pk, viewer.pk))

    assert not viewer.memberships.exists()


def test_members_of_other_organisations_cannot_be_reached(client, fire, police, admin):
    pat = person("Pat", police, Role.VIEWER)

    assert signed_in(client, admin).post(url("member_remove", fire.pk, pat.pk)).status_code == 404
    assert pat.memberships.exists()


def token_form(**change):
    expires_on = (timezone.localdate() + timedelta(days=30)).isoformat()
    given = {"name": "Desk", "scopes": ["assets:read"], "roles": ["booker"], "expires_on": expires_on}
    return {**given, **change}


def test_a_token_is_shown_once_and_not_kept_by_the_browser(client, fire, admin):
    client = signed_in(client, admin)
    response = client.post(url("token_create", fire.pk), token_form())
    token = ApiToken.objects.get()

    page = response.content.decode()
    assert f'value="{token.hint}' in page and "no-store" in response["Cache-Control"]
    secret = page.split(f'value="{token.hint}')[1].split('"')[0]
    assert secret not in client.get(url("tokens", fire.pk)).content.decode()


def test_a_token_works_through_its_last_day(client, fire, admin):
    last = timezone.localdate() + timedelta(days=365)
    signed_in(client, admin).post(url("token_create", fire.pk), token_form(expires_on=last.isoformat()))

    ends = timezone.localtime(ApiToken.objects.get().expires_at)
    assert (ends.date(), ends.hour) == (last + timedelta(days=1), 0)


def test_only_roles_held_are_offered_and_taken(client, fire, admin):
    client = signed_in(client, admin)
    page = client.get(url("token_create", fire.pk)).content.decode()
    assert 'value="booker"' in page and 'value="station_manager"' not in page

    client.post(url("token_create", fire.pk), token_form(roles=["station_manager"]))

    assert not ApiToken.objects.exists()


def test_revoking_asks_first_and_stays_within_the_organisation(client, fire, police, admin):
    token, _ = make(fire, admin)
    client = signed_in(client, admin)
    assert client.get(url("token_revoke", fire.pk, token.pk)).status_code == 200
    assert client.post(url("token_revoke", police.pk, token.pk)).status_code == 404
    assert ApiToken.objects.get().revoked_at is None

    client.post(url("token_revoke", fire.pk, token.pk))

    assert ApiToken.objects.get().revoked_at is not None
    assert "Revoked" in client.get(url("tokens", fire.pk)).content.decode()


def test_the_audit_log_is_filtered_and_paged(client, fire, police, admin, viewer):
    make(fire, admin)
    AuditEntry.objects.bulk_create(
        AuditEntry(user=viewer, organisation=fire, action="asset.changed", object_label=f"Room {n}")
        for n in range(60)
    )
    AuditEntry.objects.create(organisation=police, action="secret.done", object_label="Theirs")
    client = signed_in(client, admin)

    everything = client.get(url("audit", fire.pk)).content.decode()
    assert "61 in all" in everything and "Room 59" in everything and "Room 3<" not in everything
    assert "Theirs" not in everything and "Secret done" not in everything and "Token created" in everything
    assert "Room 3<" in client.get(url("audit", fire.pk), {"page": 2}).content.decode()
    chosen = client.get(url("audit", fire.pk), {"action": "token.created", "user": admin.pk}).content.decode()
    assert "Control room" in chosen and "Room 59" not in chosen
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "Nothing matches" in client.get(url("audit", fire.pk), {"since": tomorrow}).content.decode()
    today = timezone.localdate().isoformat()
    assert "61 in all" in client.get(url("audit", fire.pk), {"since": today, "until": today}).content.decode()


def test_finance_reads_the_audit_log_without_managing(client, fire):
    finance = person("Fin", fire, Role.FINANCE)
    client = signed_in(client, finance)

    assert client.get(url("audit", fire.pk)).status_code == 200
    assert client.get(url("tokens", fire.pk)).status_code == 403


def test_a_removed_member_sees_nothing_any_more(client, fire, admin, viewer):
    client = signed_in(client, viewer)
    assert client.get(url("organisation", fire.pk)).status_code == 200

    fresh(viewer).memberships.all().delete()

    assert client.get(url("organisation", fire.pk)).status_code == 404
