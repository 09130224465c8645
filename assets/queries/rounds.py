"""Requests and rounds a user may see.

    visible_rounds(user) -> QuerySet[Round]           rounds in which one of the user's organisations takes part
    open_rounds(user) -> QuerySet[Round]              those that still gather requests
    visible_requests(user) -> QuerySet[BookingRequest]     own, and all of the rounds the user's organisations lead
    request_counts(round) -> {status: count}
    run_shown(user, round) -> Run | None              whose plan they may look at
    sees_whole_round(user, round) -> bool             a member of its lead

Requests come with needs, features, windows, preferred assets and bookings in a constant number of queries.
"""

from django.db.models import Count, Q, QuerySet

from assets.models import BookingRequest, Round
from optimizer.runs.models import Run
from partners.models import User
from partners.permissions import organisation_ids_of

UNANSWERED = (Run.Status.INFEASIBLE, Run.Status.FAILED, Run.Status.CANCELLED)


def visible_rounds(user: User) -> QuerySet[Round]:
    """Rounds in which one of the user's organisations takes part; the run without its documents."""
    own = organisation_ids_of(user)
    taking_part = Round.participants.through.objects.filter(organisation_id__in=own).values("round_id")
    return (
        Round.objects.filter(Q(pk__in=taking_part) | Q(lead__in=own))
        .select_related("lead", "run", "published_run")
        .defer("run__problem", "run__solution", "published_run__problem", "published_run__solution")
        .prefetch_related("participants")
    )


def open_rounds(user: User) -> QuerySet[Round]:
    """Visible rounds that still gather requests."""
    failed = Q(state=Round.State.PLANNING, run__status__in=UNANSWERED)
    return visible_rounds(user).filter(Q(state=Round.State.GATHERING) | failed)


def visible_requests(user: User) -> QuerySet[BookingRequest]:
    """Requests of the user's organisations, and what others submitted to rounds these lead."""
    own = organisation_ids_of(user)
    led = Q(round__lead__in=own) & ~Q(status=BookingRequest.Status.DRAFT)
    return with_wishes(BookingRequest.objects.filter(Q(organisation__in=own) | led))


def with_wishes(requests: QuerySet[BookingRequest]) -> QuerySet[BookingRequest]:
    """The requests with all that was asked for, in a constant number of queries."""
    return requests.select_related(
        "organisation", "round", "near_site__organisation", "requested_by"
    ).prefetch_related("needs__features", "windows", "preferred_assets__site", "bookings__asset__site")


def request_counts(planned: Round) -> dict[str, int]:
    """How many requests of the round have each status."""
    rows = planned.requests.order_by().values_list("status").annotate(count=Count("pk"))
    return {status: dict(rows).get(status, 0) for status in BookingRequest.Status.values}


def run_shown(user: User, planned: Round) -> Run | None:
    """The run whose plan the user may look at: the published one; before that the latest, for the lead alone."""
    if planned.state_now == Round.State.PUBLISHED:
        return planned.published_run
    in_review = planned.state_now == Round.State.REVIEW and sees_whole_round(user, planned)
    return planned.run if in_review else None


def sees_whole_round(user: User, planned: Round) -> bool:
    """Whether the user belongs to the organisation that leads the round and so sees all of its plan."""
    return planned.lead_id in organisation_ids_of(user)
