"""Gather, plan, review, publish: each step is allowed in its turn only, and publishing writes all or nothing."""

from datetime import timedelta

import pytest

from assets.actions.bookings import create_booking
from assets.actions.requests import Need, withdraw_request
from assets.actions.rounds import create_round, plan_round, publish_round, reopen_round, unpublish_round
from assets.models import Booking, BookingRequest, Round
from assets.planning import plan_of
from assets.queries.rounds import open_rounds, visible_requests, visible_rounds
from optimizer.bookings.check import broken_rules
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.solution import Alternative, Declined, parse_solution
from optimizer.bookings.solve import solve
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import AuditEntry
from partners.refusals import Refused
from tests.assets.county import agreement, at
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

DAY = 1440


def refuses(code: str, act, *, status: int = 409) -> Refused:
    with pytest.raises(Refused) as refusal:
        act()
    assert (refusal.value.code, refusal.value.status) == (code, status)
    return refusal.value


@pytest.fixture
def planned(world):
    return week(world)


@pytest.fixture
def course(world, planned):
    """A course of the police on two days, planned in the lecture room."""
    return wish(
        planned,
        world.police,
        world.constable,
        title="First aid",
        windows=[(at(9), at(17))],
        minutes=120,
        repeat_days=[0, 2],
        needs=[Need("room")],
    )


@pytest.fixture
def drill(world, planned):
    """A drill of the fire service with a room and its drone."""
    return wish(
        planned,
        world.fire,
        world.manager,
        title="Drill",
        windows=[(at(9), at(12))],
        needs=[Need("room"), Need("drone")],
    )


@pytest.fixture
def clinic(world, planned):
    """A clinic of the ambulance trust, which has no agreement."""
    return wish(planned, world.trust, world.medic, title="Clinic", windows=[(at(9), at(12))])


@pytest.fixture
def reviewed(world, planned, course, drill, clinic):
    """The round with a plan made by hand: course and drill placed, the clinic declined."""
    cited = f"{world.rooms.pk:010d}"
    run = planned_by_hand(
        planned,
        [
            placement(course, 9 * 60, world.lecture, agreements=[cited]),
            placement(drill, 10 * 60, world.hall, world.drone),
        ],
        [
            Declined(
                request=str(clinic.pk),
                reason="no_agreement",
                text="not for other eyes",
                alternatives=(Alternative(start=13 * 60, assets=((str(world.hall.pk),),)),),
            )
        ],
        by=world.manager,
    )
    planned.refresh_from_db()
    return planned, run


def test_publishing_writes_every_booking_and_every_answer(world, reviewed, course, drill, clinic):
    planned, run = reviewed
    publish_round(planned=planned, by=world.manager, run=run)
    written = Booking.objects.filter(round=planned).values_list(
        "asset__name", "starts_at", "ends_at", "organisation", "agreement", "charge_pence", "purpose"
    )
    police, fire, cited = world.police.pk, world.fire.pk, world.rooms.pk
    assert sorted(written, key=lambda row: (row[1], row[0])) == [
        ("Lecture", at(9), at(11), police, cited, 2400, "First aid"),
        ("Drone 1", at(10), at(11), fire, None, 0, "Drill"),
        ("Hall", at(10), at(11), fire, None, 0, "Drill"),
        ("Lecture", at(9, 2), at(11, 2), police, cited, 2400, "First aid"),
    ]
    assert len(set(course.bookings.values_list("bundle", flat=True))) == 1
    for request in (course, drill, clinic):
        request.refresh_from_db()
    assert (course.status, drill.status, clinic.status) == ("placed", "placed", "declined")
    assert clinic.decline_reason == "no_agreement"
    assert (
        clinic.decline_text
        == "No agreement lets the organisation use an asset that fits at the times asked for."
    )
    (offered,) = clinic.alternatives
    assert (offered["starts_at"], offered["assets"][0]["name"]) == (at(13).isoformat(), "Hall")
    planned.refresh_from_db()
    assert (planned.state, planned.published_run) == ("published", run)
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"round.published", "booking.created", "request.placed", "request.declined"} <= actions


def test_the_steps_come_in_their_turn(world, planned, course):
    act = {"planned": planned, "by": world.manager}
    refuses("round_state", lambda: publish_round(**act))
    run = plan_round(seconds=5, **act)
    assert Round.objects.get(pk=planned.pk).state_now == "planning"
    for step in (plan_round, publish_round, reopen_round):
        refuses("round_state", lambda step=step: step(**act))
    Run.objects.filter(pk=run.pk).update(status="failed", error="Broken", finished_at=at(0))
    assert Round.objects.get(pk=planned.pk).state_now == "gathering"
    assert planned in open_rounds(world.constable)
    planned_by_hand(
        planned, [], [Declined(request=str(course.pk), reason="closed", text="-")], by=world.manager
    )
    assert Round.objects.get(pk=planned.pk).state_now == "review"
    assert planned not in open_rounds(world.constable)
    reopen_round(**act)
    assert Round.objects.get(pk=planned.pk).state == "gathering"
    assert planned in open_rounds(world.constable)


def test_only_the_lead_plans_and_publishes(world, planned, course):
    for act in (plan_round, publish_round, reopen_round, unpublish_round):
        for person in (world.constable, world.outsider):
            refuses("not_allowed", lambda act=act, person=person: act(planned=planned, by=person), status=403)


def test_a_round_without_requests_or_already_begun_is_not_planned(world, planned, monkeypatch):
    refuses("nothing_to_plan", lambda: plan_round(planned=planned, by=world.manager))
    monkeypatch.setattr("assets.actions.rounds.timezone.now", lambda: at(0))
    refuses("round_has_begun", lambda: plan_round(planned=planned, by=world.manager))


def book(world, asset, start, end, organisation=None, by=None):
    return create_booking(
        asset=asset,
        organisation=organisation or world.fire,
        starts_at=at(start),
        ends_at=at(end),
        purpose="In between",
        by=by or world.manager,
    )


def stale(world, planned) -> None:
    """Publishing is refused as out of date, and nothing was written."""
    refusal = refuses("out_of_date", lambda: publish_round(planned=planned, by=world.manager))
    assert refusal.details["broken"]
    assert not Booking.objects.filter(round=planned).exists()
    assert set(planned.requests.values_list("status", flat=True)) <= {"submitted", "withdrawn"}
    assert Round.objects.get(pk=planned.pk).published_run is None


def test_a_booking_in_between_that_takes_a_place_makes_the_plan_stale(world, reviewed):
    book(world, world.halves[0], 10.5, 11.5)
    stale(world, reviewed[0])


def test_one_that_takes_nothing_does_not(world, reviewed):
    book(world, world.halves[0], 11, 12)
    publish_round(planned=reviewed[0], by=world.manager)
    assert Booking.objects.filter(round=reviewed[0]).count() == 4


def test_a_withdrawn_request_makes_the_plan_stale(world, reviewed, drill):
    withdraw_request(request=drill, by=world.manager)
    stale(world, reviewed[0])


def test_an_asset_that_is_closed_since_makes_the_plan_stale(world, reviewed):
    world.lecture.hours = [[0, 720, 1320]]
    world.lecture.save()
    stale(world, reviewed[0])


def test_an_agreement_that_ended_since_makes_the_plan_stale(world, reviewed):
    world.rooms.valid_to = (at(0, 1)).date()
    world.rooms.save()
    stale(world, reviewed[0])


def test_a_request_changed_since_makes_the_plan_stale(world, reviewed, course):
    BookingRequest.objects.filter(pk=course.pk).update(duration_minutes=9 * 60)
    stale(world, reviewed[0])


def test_the_plan_of_another_run_is_not_published(world, reviewed):
    other = Run.objects.get(pk=reviewed[1].pk)
    other.pk += 1
    refuses("out_of_date", lambda: publish_round(planned=reviewed[0], by=world.manager, run=other))


def test_a_publication_is_taken_back_whole(world, reviewed, clinic):
    planned, _ = reviewed
    publish_round(planned=planned, by=world.manager)
    unpublish_round(planned=planned, by=world.manager)
    assert not Booking.objects.filter(round=planned, status__in=Booking.ACTIVE).exists()
    assert set(planned.requests.values_list("status", flat=True)) == {"submitted"}
    publish_round(planned=planned, by=world.manager)
    assert Booking.objects.filter(round=planned, status__in=Booking.ACTIVE).count() == 4


def test_the_lead_sees_the_whole_plan_and_others_their_own(world, reviewed, course, drill, clinic):
    planned, run = reviewed
    plan = plan_of(planned, run, world.manager)
    assert [(line.request, line.charge_pence, line.shift_minutes) for line in plan.placed] == [
        (course, 4800, None),
        (drill, 0, None),
    ]
    assert plan.placed[0].occurrences == [(at(9), at(11)), (at(9, 2), at(11, 2))]
    assert [asset.name for asset in plan.placed[1].assets] == ["Hall", "Drone 1"]
    assert [(line.request, line.reason) for line in plan.declined] == [(clinic, "no_agreement")]
    assert {line.organisation.short_name: line.percent for line in plan.shares} == {
        "Fire": 100,
        "Police": 100,
        "Ambulance": 0,
    }
    assert [line.request for line in plan_of(planned, run, world.constable).placed] == [course]
    assert plan_of(planned, run, world.medic).placed == []
    assert [line.request for line in plan_of(planned, run, world.medic).declined] == [clinic]


def test_who_sees_rounds_and_requests(world, planned, course, drill):
    assert list(visible_rounds(world.medic)) == [planned]
    assert list(visible_rounds(world.outsider)) == []
    assert set(visible_requests(world.manager)) == {course, drill}
    assert list(visible_requests(world.constable)) == [course]
    assert list(visible_requests(world.outsider)) == []


def test_a_round_is_made_by_its_lead_with_its_partners(world):
    facts = {"lead": world.fire, "name": "Spring", "starts_at": at(0), "ends_at": at(0, 7)}
    refuses("not_allowed", lambda: create_round(participants=[], by=world.constable, **facts), status=403)
    refusal = refuses(
        "invalid", lambda: create_round(participants=[world.stranger], by=world.keeper, **facts), status=422
    )
    assert refusal.field == "participants"
    for weights in ({"accept": -1}, {"luck": 3}, {"moved": "much"}):
        refusal = refuses(
            "invalid",
            lambda weights=weights: create_round(participants=[], by=world.keeper, weights=weights, **facts),
            status=422,
        )
        assert refusal.field == "weights"
    backwards = facts | {"ends_at": at(0) - timedelta(hours=1)}
    refuses("invalid", lambda: create_round(participants=[], by=world.keeper, **backwards), status=422)
    made = create_round(participants=[world.police], by=world.keeper, weights={"moved": 0}, **facts)
    assert set(made.participants.all()) == {world.fire, world.police}


def test_what_the_solver_answers_can_be_published(world, planned, course, drill, clinic):
    agreement(world.fire, world.trust, "CLINICS", kinds=["room"], cap_minutes=600, cap_period="month")
    book(world, world.lecture, 9, 10)
    run = plan_round(planned=planned, by=world.manager, seconds=5)
    problem = parse_problem(canonical_json(run.problem))
    solution = solve(problem, seconds=5, workers=1, seed=0)
    assert broken_rules(problem, solution) == []
    Run.objects.filter(pk=run.pk).update(
        status=solution.status, solution=solution.as_document(), finished_at=at(0)
    )
    assert parse_solution(canonical_json(Run.objects.get(pk=run.pk).solution)) == solution
    publish_round(planned=planned, by=world.manager)
    assert set(planned.requests.values_list("status", flat=True)) == {"placed"}
    assert Booking.objects.filter(round=planned).count() == 5
