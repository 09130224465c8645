"""What if: order a plan of a round with one thing changed, and put it in place.

    order_study(*, planned, kind, by, asset=None, site=None, agreement=None, times=None, seconds=60) -> Study
    order_fairness(*, planned, by, seconds=60) -> list[Study]     three points of the trade-off
    adopt_study(*, study, by) -> Study        the round's plan from now on; a published round's bookings follow it

Refused: `not_allowed` (403), `invalid` (422), `round_state`, `not_in_plan` (422), `no_plan`, `out_of_date`,
`round_has_begun`, `round_is_over`, `not_adoptable`, and what `queue_run` refuses.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assets.actions.catalogue import save_blocking
from assets.actions.rounds import answer, locked_round, not_begun, turn
from assets.calendar import hold, lock, lock_caps, release, retried_once
from assets.checked import check_fields
from assets.models import Agreement, Asset, Blocking, Booking, Round, Site, Study
from assets.planning import changed_problem, fresh_replan, lost_assets
from assets.planning.horizon import whole_minute
from assets.planning.names import agreement_pk, asset_pk
from assets.planning.replanning import FreshReplan
from assets.queries.calendars import related_to
from optimizer.runs.actions import queue_run
from partners.audit import record, state_of
from partners.models import User
from partners.refusals import Refused

State = Round.State
FAIRNESS_TIMES = (2, 5, 20)
ADOPTABLE = (*Study.LOSSES, Study.Kind.FAIRER)


@retried_once
@transaction.atomic
def order_study(
    *,
    planned: Round,
    kind: str,
    by: User,
    asset: Asset | None = None,
    site: Site | None = None,
    agreement: Agreement | None = None,
    times: int | None = None,
    seconds: int = 60,
) -> Study:
    """Queue a run of the round's problem with one thing changed; the subject is the one its kind needs."""
    planned = locked_round(planned, by, State.REVIEW, State.PUBLISHED)
    _not_over(planned)
    study = Study(
        round=planned,
        base=planned.published_run or planned.run,
        kind=kind,
        asset=asset,
        site=site,
        agreement=agreement,
        times=times,
        ordered_by=by,
    )
    check_fields(study, without=["round", "base", "run", "ordered_by"])
    _check_that_it_changes_something(study)
    study.run = queue_run(
        problem=changed_problem(study),
        organisation=planned.lead,
        by=by,
        seconds=seconds,
        label=f"{planned.name}: {study}",
    )
    study.save()
    record("study.ordered", study, by=by, organisation=planned.lead, after=state_of(study))
    return study


@retried_once
@transaction.atomic
def order_fairness(*, planned: Round, by: User, seconds: int = 60) -> list[Study]:
    """Order the studies that tell what more fairness costs; those there are already are not ordered again."""
    known = planned.studies.filter(base=planned.published_run or planned.run, kind=Study.Kind.FAIRER)
    missing = [times for times in FAIRNESS_TIMES if times not in known.values_list("times", flat=True)]
    return [
        order_study(planned=planned, kind=Study.Kind.FAIRER, times=times, by=by, seconds=seconds)
        for times in missing
    ]


def _check_that_it_changes_something(study: Study) -> None:
    """The subject has to have a part in the plan."""
    problem, kind = study.base.problem, Study.Kind
    match study.kind:
        case kind.UNCAPPED:
            capped = (one["id"] for one in problem["agreements"] if one["cap_minutes"] is not None)
            has_part = study.agreement_id in {agreement_pk(name) for name in capped}
        case kind.ANOTHER | kind.LOST | kind.SITE_LOST:
            wanted = lost_assets(study) if study.is_loss else [study.asset_id]
            has_part = not {asset_pk(one["id"]) for one in problem["assets"]}.isdisjoint(wanted)
        case _:
            has_part = True
    if not has_part:
        message = "This has no part in the plan. Choose what the round can use."
        raise Refused("not_in_plan", message, "subject", status=422)


@retried_once
@transaction.atomic
def adopt_study(*, study: Study, by: User) -> Study:
    """Put the study's plan in place of the round's: in review as the plan to publish, later in the calendars too.

    Judged once more against the bookings of this moment; all of it is done or nothing.
    """
    planned = locked_round(study.round, by, State.REVIEW, State.PUBLISHED)
    study = Study.objects.select_for_update(of=("self",)).select_related("run").get(pk=study.pk)
    before: dict[str, Any] = {"round": state_of(planned), "study": state_of(study)}
    if study.kind not in ADOPTABLE or (planned.state == State.PUBLISHED and not study.is_loss):
        message = "This plan rests on something that is not so. Make the change first, then plan again."
        raise Refused("not_adoptable", message)
    if not study.run.is_solved:
        raise Refused("no_plan", "This study has no plan yet.")
    _not_over(planned)
    if planned.state == State.REVIEW:
        not_begun(planned)
        planned.run = study.run
    else:
        lost = _locked_for(planned, study)
        _put_in_place(planned, fresh_replan(planned, study.run, lost), by, study)
        _take_out_of_use(planned, lost, by, study)
        planned.run = planned.published_run = study.run
    study.adopted_at = timezone.now()
    study.save(update_fields=["adopted_at"])
    record(
        "study.adopted",
        study,
        by=by,
        organisation=planned.lead,
        before=before["study"],
        after=state_of(study),
    )
    turn(planned, planned.state, "round.replanned", by, before["round"])
    return study


def _not_over(planned: Round) -> None:
    if planned.ends_at <= timezone.now():
        raise Refused("round_is_over", f"{planned} is over.")


def _locked_for(planned: Round, study: Study) -> list[int]:
    """The lost assets, once they, the assets of both plans and the caps are locked."""
    lost = lost_assets(study)
    names = {
        asset_pk(name)
        for one in study.run.solution["placements"]
        for group in one["assets"]
        for name in group
    }
    standing = planned.bookings.filter(status__in=Booking.ACTIVE).values_list("asset", flat=True)
    assets = lock(Asset.objects.filter(pk__in={*names, *lost, *standing}))
    owners = {asset.owner_id for asset in assets.values()}
    lock_caps(users=planned.participants.values_list("pk", flat=True), owners=owners)
    return lost


def _take_out_of_use(planned: Round, lost: list[int], by: User, study: Study) -> None:
    """Block what is lost until the round ends, as far as the user keeps it, once what has begun on it is over."""
    for asset in Asset.objects.filter(pk__in=lost).exclude(part_of__in=lost).select_related("owner"):
        standing = Booking.objects.filter(
            asset__in=related_to([asset.pk]).order_by(), status__in=Booking.ACTIVE, ends_at__gt=timezone.now()
        ).filter(starts_at__lt=planned.ends_at)
        free_from = standing.aggregate(last=Max("ends_at"))["last"] or timezone.now()
        start = max(whole_minute(free_from), planned.starts_at)
        if start < planned.ends_at and by.has_perm("assets.keep_asset", asset):
            blocking = Blocking(
                asset=asset, starts_at=start, ends_at=planned.ends_at, kind=Blocking.Kind.MAINTENANCE
            )
            blocking.reason = f"{study}"
            save_blocking(blocking=blocking, by=by)


def _put_in_place(planned: Round, changes: FreshReplan, by: User, study: Study) -> None:
    release(bookings=changes.cancelled, by=by, reason=f"{planned} was planned again: {study}.")
    try:
        hold(bookings=[*changes.moved, *changes.written], by=by, judged=True)
    except Refused as clash:
        message = "A booking came in between. Order the plan again, then put it in place."
        raise Refused("out_of_date", message, details=clash.details) from clash
    answer(planned, placed=changes.placed, declined=changes.declined, by=by)
