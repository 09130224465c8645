"""Queries whose SQL is worked out once answer like those whose SQL is worked out each time."""

from threading import Thread

import pytest
from django.db import connections

from partners.models import Membership, Organisation
from partners.prepared import prepared

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@prepared
def named(name: str, kind: str):
    return Organisation.objects.filter(name=name, kind=kind).order_by("pk")


@prepared
def roles_at(organisation_id: int):
    return Membership.objects.filter(organisation=organisation_id).select_related("user").order_by("pk")


@pytest.fixture
def bodies():
    return [
        Organisation.objects.create(name=name, short_name=name, kind=kind)
        for name, kind in [
            ("Avon", "police_force"),
            ("Kent", "fire_service"),
            ("Kent and Medway", "police_force"),
        ]
    ]


def test_each_call_answers_for_its_own_values(bodies):
    avon, kent, medway = bodies
    assert named("Avon", "police_force") == [avon]
    assert named("Kent", "fire_service") == [kent]
    assert named("Kent", "police_force") == []
    assert named("Kent and Medway", "police_force") == [medway]


def test_rows_are_whole_and_what_is_selected_with_them_costs_no_query(
    bodies, django_user_model, django_assert_num_queries
):
    user = django_user_model.objects.create(email="a@example.org", name="Ann")
    Membership.objects.create(user=user, organisation=bodies[1], role=Membership.Role.FINANCE)
    for _ in range(2):
        with django_assert_num_queries(1):
            (found,) = roles_at(bodies[1].pk)
            assert (found.role, found.user.name, found.organisation_id) == ("finance", "Ann", bodies[1].pk)
    assert roles_at(bodies[0].pk) == []


def test_text_cannot_leave_its_place(bodies):
    assert named("x' OR '1'='1", "police_force") == []
    assert named("7700000000000000001", "police_force") == []


@pytest.mark.django_db(transaction=True)
def test_a_thread_uses_its_own_connection(bodies):
    avon = bodies[0]
    assert named("Avon", "police_force") == [avon]
    found = []

    def look():
        found.extend(named("Avon", "police_force"))
        connections.close_all()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert found[0] == avon
