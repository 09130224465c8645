import pytest

from partners.actions.members import add_member, change_roles, remove_member
from partners.models import AuditEntry, Membership, User
from partners.refusals import Refused
from tests.partners.people import Role, fresh, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def roles(user, body):
    return set(Membership.objects.filter(user=user, organisation=body).values_list("role", flat=True))


def add(fire, admin, **change):
    given = {"organisation": fire, "email": "new@example.org", "name": "Nia New", "roles": [Role.BOOKER]}
    return add_member(**{**given, "by": admin, **change})


def test_a_new_person_gets_an_account_roles_an_audit_entry_and_a_message(
    fire, admin, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        user = add(fire, admin, choose_password_url="https://site.example/reset/")

    assert roles(user, fire) == {Role.BOOKER}
    assert not user.has_usable_password()
    entry = AuditEntry.objects.get(action="member.added")
    assert (entry.user, entry.organisation, entry.after["roles"]) == (admin, fire, ["booker"])
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    assert "https://site.example/reset/" in mailoutbox[0].body


def test_where_nobody_has_a_password_the_message_says_how_to_sign_in(
    fire, admin, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.PASSWORD_SIGN_IN = False
    with django_capture_on_commit_callbacks(execute=True):
        add(fire, admin, choose_password_url="https://site.example/reset/")
    assert "your organisation's own account" in mailoutbox[0].body and "reset" not in mailoutbox[0].body


def test_somebody_known_keeps_name_and_password_and_gets_no_message(
    fire, police, admin, mailoutbox, django_capture_on_commit_callbacks
):
    known = person("Pat", police, Role.BOOKER)

    with django_capture_on_commit_callbacks(execute=True):
        user = add(fire, admin, email="PAT@example.org", name="Other", choose_password_url="https://x/")

    assert user == known and user.name == "Pat" and user.has_usable_password()
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("change", "code"),
    [({"roles": []}, "no_role"), ({"roles": ["king"]}, "unknown_role")],
)
def test_a_faulty_order_is_refused_and_nothing_is_stored(fire, admin, change, code):
    with pytest.raises(Refused) as refusal:
        add(fire, admin, **change)

    assert refusal.value.code == code
    assert not User.objects.filter(email="new@example.org").exists()
    assert not AuditEntry.objects.exists()


def test_a_member_is_not_added_twice(fire, admin, viewer):
    with pytest.raises(Refused) as refusal:
        add(fire, admin, email=viewer.email)

    assert (refusal.value.code, refusal.value.field) == ("already_member", "email")


def test_only_an_administrator_of_this_organisation_adds_people(fire, police, admin, viewer):
    for by, body in ((viewer, fire), (admin, police)):
        with pytest.raises(Refused) as refusal:
            add(body, by)
        assert refusal.value.status == 403


def test_roles_are_replaced(fire, admin, viewer):
    change_roles(organisation=fire, member=viewer, roles=[Role.BOOKER, Role.FINANCE], by=admin)

    assert roles(viewer, fire) == {Role.BOOKER, Role.FINANCE}
    entry = AuditEntry.objects.get(action="member.roles_changed")
    assert (entry.before, entry.after) == ({"roles": ["viewer"]}, {"roles": ["booker", "finance"]})


def test_the_last_administrator_stays(fire, admin, viewer):
    with pytest.raises(Refused) as refusal:
        change_roles(organisation=fire, member=admin, roles=[Role.VIEWER], by=admin)
    assert refusal.value.code == "last_administrator"
    with pytest.raises(Refused):
        remove_member(organisation=fire, member=admin, by=admin)

    change_roles(organisation=fire, member=viewer, roles=[Role.PARTNERSHIP_ADMINISTRATOR], by=admin)
    remove_member(organisation=fire, member=admin, by=fresh(viewer))

    assert roles(admin, fire) == set()


def test_removing_takes_the_roles_of_this_organisation_only(fire, police, admin):
    pat = person("Pat", police, Role.BOOKER)
    add(fire, admin, email=pat.email)

    remove_member(organisation=fire, member=pat, by=admin)

    assert roles(pat, fire) == set() and roles(pat, police) == {Role.BOOKER}


def test_somebody_outside_cannot_be_removed(fire, police, admin):
    with pytest.raises(Refused) as refusal:
        remove_member(organisation=fire, member=person("Pat", police, Role.BOOKER), by=admin)

    assert refusal.value.code == "not_a_member"
