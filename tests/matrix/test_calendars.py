"""What the secret address of a calendar opens, for each member: the same as their pages and no more."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assets.actions.feeds import create_feed
from assets.queries.catalogue import visible_assets
from partners.models import Membership
from tests.matrix.people import ROLES, World, founded
from tests.matrix.sharing import share

pytestmark = pytest.mark.django_db

# Words of bookings that C makes for itself, and of A's, that each must find, or the rest would say nothing.
FOUND = {
    "A": {"Teasel", "Xylem", "Umbel", "Osprey", "Fellside"},
    "B": set(),
    "C": {"Umbel", "Wagtail", "Fellside"},
}

# Who reads the remarks on when an asset is out of use.
KEEPING = {Membership.Role.STATION_MANAGER, Membership.Role.PARTNERSHIP_ADMINISTRATOR}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = founded()
        share(made)
        yield made
        transaction.set_rollback(True)


def read(secret: str) -> tuple[int, str]:
    """The status and the unfolded text, as a program without a session gets them."""
    answer = Client().get(reverse("assets:calendar_feed", args=[secret]))
    return answer.status_code, answer.content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("letter", FOUND)
def test_a_calendar_tells_what_its_person_may_see_and_no_more(world, letter) -> None:
    faults = []
    for role in ROLES:
        user, found = world.by(letter, role), set()
        for asset in [None, *visible_assets(user)]:
            with transaction.atomic():
                status, text = read(create_feed(asset=asset, by=user)[1])
                transaction.set_rollback(True)
            assert status == 200 and text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
            leaks = [
                word for word, readers in world.readers.items() if letter not in readers and word in text
            ]
            faults += [f"{letter} {role} {asset}: {', '.join(leaks)}"] if leaks else []
            found |= {word for word in FOUND[letter] if word in text}
        expected = FOUND[letter] - (set() if role in KEEPING else {"Osprey"})
        assert found == expected, f"{letter} {role}"
    assert not faults, "\n".join(faults)


def test_an_address_ends_with_the_membership(world) -> None:
    user = world.by("C")
    secrets = [create_feed(asset=asset, by=user)[1] for asset in (None, world.room)]
    assert [read(secret)[0] for secret in secrets] == [200, 200]
    with transaction.atomic():
        Membership.objects.filter(user=user).delete()
        assert [read(secret)[0] for secret in secrets] == [404, 404]
        transaction.set_rollback(True)
    with transaction.atomic():
        type(user).objects.filter(pk=user.pk).update(is_active=False)
        assert [read(secret)[0] for secret in secrets] == [404, 404]
        transaction.set_rollback(True)
