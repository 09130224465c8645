"""Agreements."""

from typing import Self

from api.schemas.assets import KindCode, OpenHours, hours_of
from api.schemas.base import Day, Document, IdInAddress, Money, Paging
from assets.models import Agreement


class AgreementFilter(Paging):
    """Agreements by party."""

    owner: IdInAddress | None = None
    user: IdInAddress | None = None


class AgreementOut(Document):
    """Terms on which `user` may use assets of `owner`; null kinds or assets stand for all.

    `cap_used_minutes` counts the bookings that start in today's period of the cap.
    """

    id: int
    owner: int
    owner_name: str
    user: int
    user_name: str
    reference: str
    title: str
    kinds: list[KindCode] | None
    assets: list[int] | None
    hours: list[OpenHours] | None
    cap_minutes: int | None
    cap_period: str | None
    cap_used_minutes: int | None
    notice_hours: int
    priority: int
    rate_per_hour: Money
    rate_per_mile: Money
    valid_from: Day
    valid_to: Day | None
    shares_details: bool
    signed_on: Day | None

    @classmethod
    def of(cls, agreement: Agreement, used: int | None) -> Self:
        """The document of a row read with its cover; used: minutes of its cap."""
        kinds = sorted(row.kind for row in agreement.kinds.all())
        assets = sorted(row.pk for row in agreement.assets.all())
        return cls(
            id=agreement.pk,
            owner=agreement.owner_id,
            owner_name=agreement.owner.name,
            user=agreement.user_id,
            user_name=agreement.user.name,
            reference=agreement.reference,
            title=agreement.title,
            kinds=kinds if agreement.kinds_limited else None,
            assets=assets if agreement.assets_limited else None,
            hours=hours_of(agreement.hours),
            cap_minutes=agreement.cap_minutes,
            cap_period=agreement.cap_period or None,
            cap_used_minutes=used,
            notice_hours=agreement.notice_hours,
            priority=agreement.priority,
            rate_per_hour=Money.of(agreement.rate_pence_per_hour),
            rate_per_mile=Money.of(agreement.rate_pence_per_mile),
            valid_from=agreement.valid_from,
            valid_to=agreement.valid_to,
            shares_details=agreement.shares_details,
            signed_on=agreement.signed_on,
        )
