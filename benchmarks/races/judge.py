"""What went wrong in a race, found in the stored rows and the replies alone.

faults_of(contest, replies, since, until) -> Counter of FAULTS
double_bookings(spans) -> int
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations

from assets.models import Booking
from benchmarks.races.attempts import Attempt, Span, clash
from benchmarks.races.clients import Reply
from benchmarks.races.contests import Contest

FAULTS = ("double", "lost", "unasked", "half", "false refusals", "5xx", "other replays")


def faults_of(contest: Contest, replies: Sequence[Reply], since: datetime, until: datetime) -> Counter[str]:
    """Count what must not be, among bookings that start in [since, until).

    double: pairs that overlap. lost: promised, not stored. unasked: stored, though the reply was no promise.
    half: series and plans of which only a part is stored. false refusals: nothing was in the way.
    """
    rows = list(standing(since, until))
    spans = [span_of(row) for row in rows]
    taken = [*spans, *contest.before]
    faults = Counter({"double": double_bookings(spans)})
    outcomes = list(zip(contest.attempts, replies, strict=True))
    stored = Counter((row.purpose, *_place(span_of(row))) for row in rows)
    moved = {attempt.booking for attempt, reply in outcomes if attempt.booking and reply.status == 200}
    for attempt, reply in outcomes:
        found = sum(min(1, stored[(attempt.purpose, *_place(span))]) for span in attempt.spans)
        faults += _of_promise(attempt, reply, found)
        faults["5xx"] += reply.status >= 500 or reply.status == 0
        faults["false refusals"] += 400 <= reply.status < 500 and not _is_right(attempt, reply, taken, moved)
    faults += _of_keys(outcomes, stored)
    return faults


def double_bookings(spans: Iterable[Span]) -> int:
    """Pairs of spans that cannot both stand."""
    return sum(clash(one, other) for one, other in combinations(spans, 2))


def standing(since: datetime, until: datetime) -> Iterable[Booking]:
    """The active bookings that start in [since, until)."""
    rows = Booking.objects.filter(status__in=Booking.ACTIVE, starts_at__gte=since, starts_at__lt=until)
    return rows.select_related("asset")


def span_of(row: Booking) -> Span:
    """What a stored booking takes."""
    return Span(row.asset, row.starts_at, row.ends_at)


def _place(span: Span) -> tuple[int, datetime, datetime]:
    return span.asset.pk, span.start, span.end


def _of_promise(attempt: Attempt, reply: Reply, found: int) -> Counter[str]:
    promised = reply.status in {200, 201}
    whole = len(attempt.spans)
    return Counter(
        {
            "lost": promised and found == 0,
            "half": 0 < found < whole,
            "unasked": not promised and reply.status != 0 and found == whole and not _keyed(attempt),
        }
    )


def _is_right(attempt: Attempt, reply: Reply, taken: Iterable[Span], moved: set[int | None]) -> bool:
    if reply.status == 412:
        return attempt.booking in moved
    return reply.status == 409 and any(clash(wanted, one) for wanted in attempt.spans for one in taken)


def _keyed(attempt: Attempt) -> bool:
    return "Idempotency-Key" in attempt.call.headers


def _of_keys(outcomes: Iterable[tuple[Attempt, Reply]], stored: Counter) -> Counter[str]:
    """One key has one effect and one answer."""
    answers: dict[str, set[bytes]] = {}
    faults: Counter[str] = Counter()
    for attempt, reply in outcomes:
        if _keyed(attempt):
            answers.setdefault(attempt.call.headers["Idempotency-Key"], set()).add(reply.content)
            faults["other replays"] |= stored[(attempt.purpose, *_place(attempt.spans[0]))] != 1
    faults["other replays"] += sum(len(said) - 1 for said in answers.values())
    return faults
