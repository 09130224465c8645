"""Which agreement allows a booking: the one rule for booking by hand.

agreement_that_allows(*, asset, organisation, intervals, now, agreements=None, caps=None) -> Agreement | None
    None stands for ownership; raises Refused with the nearest reason.
charge_of(agreement, minutes) -> int pence
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from assets.hours import Instants, hours_in_words, open_throughout
from assets.models import Agreement, Asset
from assets.queries.agreements import CapsUsed, agreements_between, cap_span, covers, valid_span
from partners.models import Organisation
from partners.refusals import Refused
from partners.wording import local_time


def charge_of(agreement: Agreement | None, minutes: int) -> int:
    """Pence for so many asset minutes: rate × minutes / 60, rounded half up; nothing for one's own assets."""
    if agreement is None:
        return 0
    return (2 * agreement.rate_pence_per_hour * minutes + 60) // 120


def minutes_of(intervals: Iterable[Instants]) -> int:
    """Whole minutes in the intervals together."""
    return sum(int((end - start).total_seconds() // 60) for start, end in intervals)


def agreement_that_allows(
    *,
    asset: Asset,
    organisation: Organisation,
    intervals: Sequence[Instants],
    now: datetime,
    agreements: Iterable[Agreement] | None = None,
    caps: CapsUsed | None = None,
) -> Agreement | None:
    """The agreement that allows the asset in all the intervals; None if it is the organisation's own.

    Of several, the cheapest rate with room under its cap counts, then the lowest id. `agreements` and `caps` may be
    given by a caller who has read them already, or who moves a booking.

    Raises Refused: `no_agreement` (403), `outside_agreement_hours`, `notice_too_short` or `cap_used`.
    """
    if asset.owner_id == organisation.pk:
        return None
    if agreements is None:
        span = min(start for start, _ in intervals), max(end for _, end in intervals)
        agreements = agreements_between(*span, user_ids=[organisation.pk])
    held = [one for one in agreements if one.user_id == organisation.pk and covers(one, asset)]
    valid = [one for one in held if _is_valid(one, intervals)]
    if not valid:
        raise _no_agreement(asset, organisation)
    timely = [one for one in valid if open_throughout(one.hours, intervals)]
    if not timely:
        raise _other_hours(asset, valid)
    announced = [one for one in timely if has_notice(one, intervals, now)]
    if not announced:
        raise _too_late(asset, timely, now)
    for agreement in sorted(announced, key=lambda one: (one.rate_pence_per_hour, one.pk)):
        if has_room(agreement, intervals, caps or CapsUsed()):
            return agreement
    raise _over_the_cap(asset, announced[0])


def _no_agreement(asset: Asset, organisation: Organisation) -> Refused:
    message = (
        f"No signed agreement lets {organisation} use {asset} at that time. "
        f"Ask {asset.owner} for one, or choose another asset."
    )
    return Refused("no_agreement", message, status=403)


def _other_hours(asset: Asset, agreements: list[Agreement]) -> Refused:
    allowed = "; ".join(f"{one.reference}: {hours_in_words(one.hours)}" for one in agreements)
    return Refused(
        "outside_agreement_hours",
        f"The agreement with {asset.owner} allows other hours ({allowed}). Choose a time within them.",
    )


def _too_late(asset: Asset, agreements: list[Agreement], now: datetime) -> Refused:
    hours = min(one.notice_hours for one in agreements)
    earliest = local_time(now + timedelta(hours=hours))
    return Refused(
        "notice_too_short",
        f"{asset.owner} asks for {hours} hours' notice: the earliest start is {earliest}.",
    )


def _over_the_cap(asset: Asset, agreement: Agreement) -> Refused:
    hours, minutes = divmod(agreement.cap_minutes or 0, 60)
    cap = f"{hours} hours" + (f" {minutes} minutes" if minutes else "")
    return Refused(
        "cap_used",
        f"{agreement.reference} allows {cap} a {agreement.get_cap_period_display().lower()} of the assets of "
        f"{asset.owner}, and this booking would go over. Choose a shorter time or another period.",
    )


def _is_valid(agreement: Agreement, intervals: Iterable[Instants]) -> bool:
    first, last = valid_span(agreement)
    return all(first <= start and (last is None or end <= last) for start, end in intervals)


def has_notice(agreement: Agreement, intervals: Iterable[Instants], now: datetime) -> bool:
    """Whether every interval starts at least the agreed notice from now."""
    return all(start >= now + timedelta(hours=agreement.notice_hours) for start, _ in intervals)


def has_room(agreement: Agreement, intervals: Iterable[Instants], caps: CapsUsed) -> bool:
    """Whether the intervals fit under the cap of each period they start in."""
    if agreement.cap_minutes is None:
        return True
    added: dict[Instants, int] = defaultdict(int)
    for start, end in intervals:
        added[cap_span(agreement, start)] += minutes_of([(start, end)])
    return all(
        caps.minutes(agreement, *span) + minutes <= agreement.cap_minutes for span, minutes in added.items()
    )
