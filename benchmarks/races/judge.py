"""What went wrong in a race, found in the stored rows and the replies alone.

faults_of(contest, replies, since) -> list of (fault, words)      fault: one of FAULTS
last_booking() -> int                                             the id from which `since` counts
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from assets.models import Booking
from benchmarks.races.attempts import Attempt, Contest, Span, clash, double_bookings, related
from benchmarks.races.wire import Reply
from optimizer.bookings.intervals import overlap

FAULTS = ("double", "lost", "unasked", "half", "false refusals", "5xx", "other replays")
AROUND = timedelta(hours=12)

Outcome = tuple[Attempt, Reply]


class Fault(NamedTuple):
    """One thing that must not be, and what was seen."""

    name: str
    words: str


class Row(NamedTuple):
    """A stored booking."""

    span: Span
    purpose: str
    stands: bool


@dataclass(frozen=True)
class Evidence:
    """What the database holds after a race, and what was said in it."""

    contest: Contest
    outcomes: list[Outcome]
    rows: list[Row]

    @property
    def taken(self) -> list[Span]:
        """Whatever was taken at some time."""
        return [row.span for row in self.rows] + list(self.contest.before)

    @property
    def standing(self) -> list[Span]:
        """What is taken now."""
        return [row.span for row in self.rows if row.stands]


def last_booking() -> int:
    """The id of the latest booking."""
    return Booking.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def faults_of(contest: Contest, replies: Sequence[Reply], since: int) -> list[Fault]:
    """What must not be.

    double: spans that overlap, a cap passed, a booking where it was shut. lost: promised, not stored. unasked: stored,
    though refused. half: of which only a part is stored. false refusals: nothing was in the way. other replays: one
    key, several answers or effects.
    """
    outcomes = list(zip(contest.attempts, replies, strict=True))
    seen = Evidence(contest, outcomes, list(_rows(contest, since)))
    faults = [Fault("double", f"{contest.attempts[0].purpose}")] * double_bookings(seen.standing)
    faults += _of_limits(seen)
    stored = Counter((row.purpose, row.span.place) for row in seen.rows if row.stands)
    for attempt, reply in outcomes:
        faults += _of_promise(attempt, reply, stored)
        if reply.failed:
            faults.append(Fault("5xx", f"{attempt.purpose}: {reply.status} {reply.content.decode()[:300]}"))
        elif not reply.granted and not _is_right(attempt, reply, seen):
            said = f"{reply.status} {reply.code}: {reply.content.decode()[:300]}"
            faults.append(Fault("false refusals", f"{attempt.purpose}: {said}"))
    return [*faults, *_of_keys(outcomes, stored)]


def _rows(contest: Contest, since: int) -> Iterator[Row]:
    """The bookings made since, and those that were moved, on the assets and about the days of the race."""
    wanted = [span for one in contest.attempts for span in (*one.spans, *one.shuts)] + list(contest.before)
    assets = {span.asset.pk: span.asset for span in wanted}
    assets |= {asset.part_of_id: asset.part_of for asset in assets.values() if asset.part_of_id}
    first, last = min(span.start for span in wanted), max(span.end for span in wanted)
    found = Booking.objects.filter(
        asset__in=assets, pk__gt=since, starts_at__range=(first - AROUND, last + AROUND)
    )
    fields = ("asset_id", "starts_at", "ends_at", "purpose", "status")
    for asset, start, end, purpose, status in found.values_list(*fields):
        yield Row(Span(assets[asset], start, end), purpose, status in Booking.ACTIVE)


def _of_limits(seen: Evidence) -> Iterator[Fault]:
    cap = seen.contest.cap_minutes
    used = sum(span.minutes for span in seen.standing)
    if cap is not None and used > cap:
        yield Fault("double", f"{used} minutes under a cap of {cap}")
    for shut in _shut(seen):
        for span in seen.standing:
            if _meet(shut, span):
                yield Fault("double", f"booked although shut: {span}")


def _of_promise(attempt: Attempt, reply: Reply, stored: Counter) -> Iterator[Fault]:
    if attempt.fleeting:
        return
    if attempt.is_done is not None:
        # Several may want the same effect, so only a promise says what must be.
        if reply.granted and not attempt.is_done():
            yield Fault("lost", attempt.purpose)
        return
    found = sum(min(1, stored[attempt.purpose, span.place]) for span in attempt.spans)
    whole = len(attempt.spans)
    if reply.granted and found == 0:
        yield Fault("lost", attempt.purpose)
    if 0 < found < whole:
        yield Fault("half", f"{attempt.purpose}: {found} of {whole}")
    shared = attempt.call.key or attempt.targets
    if not reply.granted and not reply.failed and found == whole and not shared:
        yield Fault("unasked", attempt.purpose)


def _is_right(attempt: Attempt, reply: Reply, seen: Evidence) -> bool:
    """Whether the refusal's reason was there."""
    in_the_way = any(clash(wanted, one) for wanted in attempt.spans for one in seen.taken)
    match reply.code:
        case "asset_not_free":
            return in_the_way
        case "out_of_date":
            return in_the_way or _passes_the_cap(attempt, seen)
        case "cap_used":
            return _passes_the_cap(attempt, seen)
        case "no_agreement" if seen.contest.forbidden:
            return True
        case "blocked" | "no_agreement":
            return any(_meet(shut, span) for shut in _shut(seen) for span in attempt.spans)
        case "form" if attempt.shuts:
            return any(_meet(shut, one) for shut in attempt.shuts for one in seen.taken)
        case "form" if in_the_way:
            return True
        case "changed_meanwhile" | "booking_cancelled" | "round_state" | "form":
            return any(
                reply.granted and other.targets & attempt.targets
                for other, reply in seen.outcomes
                if other is not attempt or attempt.is_done is not None
            )
    return False


def _passes_the_cap(attempt: Attempt, seen: Evidence) -> bool:
    cap, used = seen.contest.cap_minutes, sum(row.span.minutes for row in seen.rows)
    return cap is not None and used + sum(span.minutes for span in attempt.spans) > cap


def _shut(seen: Evidence) -> list[Span]:
    return [shut for attempt, reply in seen.outcomes if reply.granted for shut in attempt.shuts]


def _meet(one: Span, other: Span) -> bool:
    """Whether they overlap, turnarounds left out."""
    return related(one.asset, other.asset) and overlap((one.start, one.end), (other.start, other.end))


def _of_keys(outcomes: Sequence[Outcome], stored: Counter) -> Iterator[Fault]:
    """One key has one effect and one answer."""
    answers: dict[str, set[tuple[int, bytes]]] = {}
    for attempt, reply in outcomes:
        if attempt.call.key:
            answers.setdefault(attempt.call.key, set()).add((reply.status, reply.content))
    for key, said in answers.items():
        spans = next(attempt.spans for attempt, _ in outcomes if attempt.call.key == key)
        purpose = next(attempt.purpose for attempt, _ in outcomes if attempt.call.key == key)
        if len(said) > 1 or any(stored[purpose, span.place] != 1 for span in spans):
            yield Fault("other replays", f"{key}: {len(said)} answers")
