"""What if: one thing changed, who gains and who loses, and a new plan put in place after a loss."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assets.actions.bookings import create_booking
from assets.actions.requests import Need
from assets.actions.rounds import publish_round
from assets.actions.studies import adopt_study, order_fairness, order_study
from assets.models import Blocking, Booking, BookingRequest, Study
from assets.planning import comparison_of
from assets.planning.studies import fairness_prices
from optimizer.bookings.check import broken_rules
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.solution import Declined
from optimizer.bookings.solve import solve
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import AuditEntry
from partners.refusals import Refused
from tests.assets.county import at, room
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish

pytestmark = pytest.mark.django_db


def answered(run: Run) -> Run:
    """The run with the solver's answer, as the worker would store it."""
    problem = parse_problem(canonical_json(run.problem))
    solution = solve(problem, seconds=3)
    assert broken_rules(problem, solution) == []
    Run.objects.filter(pk=run.pk).update(
        status=run.Status.OPTIMAL, solution=solution.as_document(), finished_at=timezone.now()
    )
    run.refresh_from_db()
    return run


@pytest.fixture
def contested(world):
    """The one drone at nine: the drill has it, the search does not. The talk is in the lecture room."""
    planned = week(world)
    nine = {"windows": [(at(9), at(10))]}
    drill = wish(planned, world.fire, world.manager, title="Drill", weight=4, needs=[Need("drone")], **nine)
    search = wish(planned, world.fire, world.manager, title="Search", needs=[Need("drone")], **nine)
    talk = wish(planned, world.police, world.constable, title="Talk", windows=[(at(9), at(12))])
    planned_by_hand(
        planned,
        [
            placement(drill, 540, world.drone),
            placement(talk, 540, world.lecture, agreements=[f"{world.rooms.pk:010d}"]),
        ],
        [Declined(request=str(search.pk), reason="taken_by_higher_value", text="-")],
        by=world.manager,
    )
    planned.refresh_from_db()
    return planned, drill, search, talk


def study_of(planned, world, **change) -> Study:
    study = order_study(planned=planned, by=world.manager, seconds=5, **change)
    answered(study.run)
    return study


def test_one_more_drone_serves_the_search_too(world, contested):
    planned, _drill, search, _talk = contested
    study = study_of(planned, world, kind="another", asset=world.drone)
    found = comparison_of(planned, study.run, world.manager)
    assert [line.request for line in found.gained] == [search]
    assert (found.served, found.displaced, found.moved) == ((2, 3), [], [])
    assert [(one.organisation, one.before, one.after) for one in found.shares] == [
        (world.police, 100, 100),
        (world.fire, 80, 100),
    ]
    assert Booking.objects.count() == 0


def test_a_lifted_cap_gives_the_police_their_hours_back(world):
    world.rooms.cap_minutes, world.rooms.cap_period = 30, "week"
    world.rooms.save()
    capped = week(world, name="Capped")
    asked = wish(capped, world.police, world.constable, windows=[(at(9, 1), at(12, 1))])
    planned_by_hand(
        capped,
        [],
        [Declined(request=str(asked.pk), reason="cap_used", text="-")],
        by=world.manager,
    )
    capped.refresh_from_db()
    study = study_of(capped, world, kind="uncapped", agreement=world.rooms)
    found = comparison_of(capped, study.run, world.manager)
    assert [line.request for line in found.gained] == [asked]


def test_what_has_no_part_in_the_plan_is_refused(world, contested):
    planned, *_ = contested
    elsewhere = room(world.stranger, world.bedford, "far")
    for change in (
        {"kind": "another", "asset": elsewhere},
        {"kind": "uncapped", "agreement": world.rooms},
        {"kind": "lost", "asset": None},
    ):
        with pytest.raises(Refused) as refusal:
            order_study(planned=planned, by=world.manager, **change)
        assert refusal.value.code in {"not_in_plan", "invalid"}
    assert Study.objects.count() == 0
    with pytest.raises(Refused) as refusal:
        order_study(planned=planned, kind="lost", asset=world.drone, by=world.constable)
    assert refusal.value.code == "not_allowed"


def test_in_review_a_plan_without_what_is_lost_becomes_the_plan(world, contested):
    planned, _drill, _search, talk = contested
    study = study_of(planned, world, kind="site_lost", site=world.ampthill)
    found = comparison_of(planned, study.run, world.manager)
    assert [(before.assets, line.request) for before, line in found.moved] == [([world.lecture], talk)]
    adopt_study(study=study, by=world.manager)
    planned.refresh_from_db()
    assert (planned.run, planned.state_now) == (study.run, "review")
    publish_round(planned=planned, by=world.manager)
    assert world.lecture not in {booking.asset for booking in talk.bookings.all()}
    with pytest.raises(Refused, match="rests on something"):
        adopt_study(study=study_of(planned, world, kind="another", asset=world.drone), by=world.manager)


def test_after_publication_bookings_move_and_those_without_a_place_are_cancelled(world, contested):
    planned, drill, _search, talk = contested
    publish_round(planned=planned, by=world.manager)
    by_hand = create_booking(
        asset=world.lecture,
        organisation=world.fire,
        starts_at=at(14),
        ends_at=at(15),
        purpose="Visit",
        by=world.manager,
    )
    study = study_of(planned, world, kind="lost", asset=world.lecture)
    found = comparison_of(planned, study.run, world.manager)
    assert [line.request for _, line in found.moved] == [talk]
    assert [(move.booking, len(move.assets)) for move in found.bookings] == [(by_hand, 1)]
    assert found.displaced == []
    adopt_study(study=study, by=world.manager)
    standing = Booking.objects.filter(status__in=Booking.ACTIVE)
    assert world.lecture not in {booking.asset for booking in standing}
    assert standing.filter(request=talk).count() == 1
    assert standing.get(request=drill).starts_at == at(9)
    by_hand.refresh_from_db()
    assert (by_hand.is_active, by_hand.starts_at) == (True, at(14))
    talk.refresh_from_db()
    assert talk.status == BookingRequest.Status.PLACED
    blocking = Blocking.objects.get()
    assert (blocking.asset, blocking.ends_at) == (world.lecture, planned.ends_at)
    assert AuditEntry.objects.filter(action="round.replanned").count() == 1


def test_the_displaced_are_told_why(world, contested):
    planned, drill, _search, talk = contested
    publish_round(planned=planned, by=world.manager)
    study = study_of(planned, world, kind="lost", asset=world.drone)
    adopt_study(study=study, by=world.manager)
    drill.refresh_from_db()
    assert (drill.status, bool(drill.decline_text)) == ("declined", True)
    (gone,) = drill.bookings.all()
    assert (gone.is_active, "Without" in gone.cancel_reason) == (False, True)
    assert talk.bookings.get().is_active


def test_a_booking_that_came_in_between_spoils_the_plan_and_nothing_is_changed(world, contested):
    planned, _drill, _search, talk = contested
    publish_round(planned=planned, by=world.manager)
    study = study_of(planned, world, kind="lost", asset=world.lecture)
    ((_, moved),) = comparison_of(planned, study.run, world.manager).moved
    create_booking(
        asset=moved.assets[0],
        organisation=world.fire,
        starts_at=moved.starts_at,
        ends_at=moved.ends_at,
        purpose="First",
        by=world.manager,
    )
    with pytest.raises(Refused) as refusal:
        adopt_study(study=study, by=world.manager)
    assert refusal.value.code == "out_of_date"
    assert talk.bookings.get().asset == world.lecture
    study.refresh_from_db()
    assert study.adopted_at is None


def test_what_has_begun_stays_and_nothing_moves_into_the_past(world, contested, monkeypatch):
    planned, _drill, _search, talk = contested
    publish_round(planned=planned, by=world.manager)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(9) + timedelta(minutes=30))
    document = order_study(planned=planned, kind="lost", asset=world.lecture, by=world.manager).run.problem
    parts = {one["id"]: one for one in document["requests"]}
    assert str(talk.pk) not in parts
    held = [one["held"]["assets"] for one in document["requests"] if one.get("held")]
    assert [[str(world.lecture.pk)]] in held


def test_three_points_tell_what_more_fairness_costs(world, contested):
    planned, *_ = contested
    ordered = order_fairness(planned=planned, by=world.manager, seconds=5)
    assert [study.times for study in ordered] == [2, 5, 20]
    assert order_fairness(planned=planned, by=world.manager, seconds=5) == []
    assert fairness_prices(planned) == []
    shares = {2: (900, 950), 5: (850, 850), 20: (800, 820)}
    for study in ordered:
        document = {**planned.run.solution, "organisations": organisations(*shares[study.times])}
        Run.objects.filter(pk=study.run_id).update(
            status=Run.Status.FEASIBLE, solution=document, finished_at=timezone.now()
        )
    Run.objects.filter(pk=planned.run_id).update(
        solution={**planned.run.solution, "organisations": organisations(800, 980)}
    )
    assert [point.figures for point in fairness_prices(planned)] == [
        ("80.0%", "89.0%", ""),
        ("90.0%", "92.5%", "0.00%"),
        ("85.0%", "85.0%", "0.80%"),
        ("80.0%", "81.0%", ""),
    ]


def organisations(*accepted: int) -> list[dict]:
    """Two that asked for 1,000 each."""
    return [{"id": str(n), "requested": 1000, "accepted": got} for n, got in enumerate(accepted)]
