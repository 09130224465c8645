"""Agreements a user may see, what they cover, and how much of their caps is used.

visible_agreements(user) -> QuerySet[Agreement]           the two parties; kinds and assets prefetched
agreements_in_force(day, *, user_ids, owner_ids=None) -> QuerySet[Agreement]   signed and valid on the day
agreements_between(start, end, *, user_ids) -> QuerySet[Agreement]    signed and valid at some time in the span
signed_agreements(user_id, owner_id) -> list[Agreement]   over or not
covers(agreement, asset) -> bool
cap_span(agreement, instant) -> (start, end)              the period of the cap, UTC
minutes_used(agreement, start, end, *, without=()) -> int asset minutes of bookings that start in the span
caps_of(agreements) -> {agreement id: (used, cap)}        for today's period, one query
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.utils import timezone

from assets.local_time import LOCAL, UTC
from assets.models import Agreement, Asset, Booking
from partners.models import User
from partners.permissions import organisation_ids_of
from partners.prepared import prepared

Period = Agreement.Period


def visible_agreements(user: User) -> QuerySet[Agreement]:
    """Agreements to which one of the user's organisations is a party."""
    own = organisation_ids_of(user)
    return with_cover(Agreement.objects.filter(Q(owner__in=own) | Q(user__in=own)))


def with_cover(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The agreements with their parties and what they cover, in a constant number of queries."""
    return agreements.select_related("owner", "user").prefetch_related("kinds", "assets")


def agreements_in_force(
    day: date, *, user_ids: Collection[int], owner_ids: Collection[int] | None = None
) -> QuerySet[Agreement]:
    """Signed agreements valid on the day, held by any of `user_ids` (and given by any of `owner_ids`)."""
    return _valid(day, day, user_ids, owner_ids)


def agreements_between(start: datetime, end: datetime, *, user_ids: Collection[int]) -> QuerySet[Agreement]:
    """Signed agreements valid at some time in [start, end), held by any of `user_ids`."""
    return _valid(start.astimezone(LOCAL).date(), end.astimezone(LOCAL).date(), user_ids, None)


@prepared
def signed_agreements(user_id: int, owner_id: int) -> QuerySet[Agreement]:
    """All signed agreements of the two, over or not."""
    return Agreement.objects.filter(signed_on__isnull=False, user=user_id, owner=owner_id).order_by()


def _valid(
    first: date, last: date, user_ids: Collection[int], owner_ids: Collection[int] | None
) -> QuerySet[Agreement]:
    valid = Q(signed_on__isnull=False, valid_from__lte=last, user__in=user_ids)
    valid &= Q(valid_to__isnull=True) | Q(valid_to__gte=first)
    if owner_ids is not None:
        valid &= Q(owner__in=owner_ids)
    return with_cover(Agreement.objects.filter(valid))


def covers(agreement: Agreement, asset: Asset) -> bool:
    """Whether the agreement is about this asset: its owner, its kind, and the asset itself where they are named."""
    if agreement.owner_id != asset.owner_id:
        return False
    if agreement.kinds_limited and asset.kind not in {row.kind for row in agreement.kinds.all()}:
        return False
    return not agreement.assets_limited or asset.pk in {row.pk for row in agreement.assets.all()}


def valid_span(agreement: Agreement) -> tuple[datetime, datetime | None]:
    """The instants between which the agreement is valid; None for no end."""
    end = agreement.valid_to and _midnight(agreement.valid_to + timedelta(days=1))
    return _midnight(agreement.valid_from), end


def cap_span(agreement: Agreement, moment: datetime) -> tuple[datetime, datetime]:
    """The calendar week, month, quarter or financial year (from 1 April), local time, that holds the moment."""
    day = moment.astimezone(LOCAL).date()
    if agreement.cap_period == Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return _midnight(first), _midnight(first + timedelta(days=7))
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}[Period(agreement.cap_period)]
    # Months counted from April, so that quarters and years start where the financial year does.
    count = day.year * 12 + day.month - 4
    first_month = count - count % months
    return _midnight(_month_start(first_month)), _midnight(_month_start(first_month + months))


def _month_start(months_since_april: int) -> date:
    year, month = divmod(months_since_april + 3, 12)
    return date(year, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=LOCAL).astimezone(UTC)


class CapsUsed:
    """Asset minutes of standing bookings, by agreement and period; each pair is read once.

    without: ids of bookings to leave out, such as the one that is being moved.
    """

    def __init__(self, *, without: Iterable[int] = ()) -> None:
        self._without = list(without)
        self._known: dict[tuple[int, datetime, datetime], int] = {}

    def minutes(self, agreement: Agreement, start: datetime, end: datetime) -> int:
        """Minutes of bookings under the agreement that start in [start, end)."""
        key = (agreement.pk, start, end)
        if key not in self._known:
            self._known[key] = self._read(agreement, start, end)
        return self._known[key]

    def _read(self, agreement: Agreement, start: datetime, end: datetime) -> int:
        standing = Booking.objects.filter(
            agreement=agreement, status__in=Booking.ACTIVE, starts_at__gte=start, starts_at__lt=end
        ).exclude(pk__in=self._without)
        length = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
        total = standing.aggregate(total=Sum(length))["total"]
        return int(total.total_seconds() // 60) if total else 0


def caps_of(agreements: Iterable[Agreement]) -> dict[int, tuple[int, int]]:
    """Minutes used and allowed in the period that holds today, by agreement id, for those with a cap."""
    capped = [agreement for agreement in agreements if agreement.cap_minutes is not None]
    spans = {agreement.pk: cap_span(agreement, timezone.now()) for agreement in capped}
    used = dict.fromkeys(spans, 0)
    if spans:
        first, last = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
        rows = Booking.objects.filter(
            agreement__in=spans, status__in=Booking.ACTIVE, starts_at__gte=first, starts_at__lt=last
        ).values_list("agreement", "starts_at", "ends_at")
        for agreement_id, start, end in rows:
            if spans[agreement_id][0] <= start < spans[agreement_id][1]:
                used[agreement_id] += int((end - start).total_seconds() // 60)
    return {agreement.pk: (used[agreement.pk], agreement.cap_minutes) for agreement in capped}
