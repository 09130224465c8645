"""What is held."""

from django.db import models
from django.db.models import F, Q

from assets.models.agreements import Agreement
from assets.models.assets import Asset
from assets.models.requests import BookingRequest
from assets.models.rounds import Round
from partners.models import Organisation, User


class Booking(models.Model):
    """One asset for one unbroken period. What was booked together shares a `bundle`.

    One row per asset and occurrence, so that the rule against double booking, the agreement and the charge each
    belong to exactly one row. `agreement` is empty for the owner's own use. `charge_pence` is frozen when the
    booking is made.
    """

    class Status(models.TextChoices):
        HELD = "held", "Held"
        CONFIRMED = "confirmed", "Confirmed"
        CANCELLED = "cancelled", "Cancelled"

    ACTIVE = (Status.HELD, Status.CONFIRMED)

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    purpose = models.CharField(max_length=160)
    attendees = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CONFIRMED)
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    charge_pence = models.PositiveBigIntegerField(default=0)
    overrides_blocking = models.BooleanField(default=False)
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(
        BookingRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings")
    bundle = models.UUIDField(null=True, blank=True, db_index=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    personal_fields = frozenset({"purpose", "cancel_reason"})

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["asset", "starts_at"], name="booking_by_asset"),
            models.Index(fields=["organisation", "starts_at"], name="booking_by_organisation"),
            models.Index(fields=["agreement", "starts_at"], name="booking_by_agreement"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="booking_ends_after_its_start",
                violation_error_message="The end must come after the start.",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="booking_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "confirmed", "cancelled"]), name="booking_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(attendees__isnull=True) | Q(attendees__gte=1),
                name="booking_attendees_are_positive",
                violation_error_message="The number of people is at least 1.",
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(charge_pence=0), name="booking_of_own_asset_is_free"
            ),
            models.CheckConstraint(condition=Q(charge_pence__gte=0), name="booking_charge_is_not_negative"),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | Q(status__in=["held", "confirmed"], cancelled_at__isnull=True),
                name="booking_is_cancelled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset}: {self.purpose}"

    @property
    def is_active(self) -> bool:
        """Whether the booking still holds its asset."""
        return self.status in self.ACTIVE


class Hold(models.Model):
    """That a booking occupies an asset, turnaround included: [starts_at, busy_until).

    The database writes these rows itself, whenever a booking is written: one for the asset booked and, if it is
    a divisible whole, one for each of its parts. On them it refuses overlap. Programs only read them.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="holds")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="holds")
    starts_at = models.DateTimeField()
    busy_until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asset", "starts_at"], name="hold_by_asset")]
        constraints = [
            models.CheckConstraint(
                condition=Q(busy_until__gt=F("starts_at")), name="hold_ends_after_its_start"
            ),
            models.UniqueConstraint(fields=["booking", "asset"], name="hold_is_one_per_booking_and_asset"),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} from {self.starts_at:%Y-%m-%d %H:%M} to {self.busy_until:%Y-%m-%d %H:%M}"
