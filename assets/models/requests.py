"""What organisations want, with the room to move that a plan needs."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from assets.models.assets import Asset, Feature
from assets.models.kinds import Kind
from assets.models.rounds import Round
from assets.models.sites import Site
from partners.models import Organisation

REPEATS_MAX = 60
MINUTES_MAX = 60 * 24 * 14


class BookingRequest(models.Model):
    """A wish: needs, a duration, and windows in which its first occurrence may lie. Served whole or declined.

    `repeat_days` lists the occurrences as days after the first, at the same local time: [0] is once, [0, 7, 14]
    three weeks running.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        PLACED = "placed", "Placed"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = (Status.DRAFT, Status.SUBMITTED)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="booking_requests")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    reference = models.CharField(max_length=40, blank=True, help_text="The requester's own reference.")
    title = models.CharField(max_length=160)
    attendees = models.PositiveIntegerField(null=True, blank=True)
    weight = models.PositiveSmallIntegerField(default=1, help_text="1 is ordinary; 1000 the most important.")
    duration_minutes = models.PositiveIntegerField()
    preferred_start = models.DateTimeField(null=True, blank=True)
    preferred_assets = models.ManyToManyField(Asset, blank=True, related_name="+")
    near_site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    max_travel_minutes = models.PositiveIntegerField(null=True, blank=True)
    repeat_days = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_text = models.TextField(blank=True)
    alternatives = models.JSONField(default=list, blank=True)
    requested_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    personal_fields = frozenset({"title", "reference"})

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["round", "status"], name="request_by_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "round", "reference"],
                condition=~Q(reference=""),
                name="request_reference_is_unique_in_its_round",
                violation_error_message="This round already has a request with this reference.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="request_has_a_title"),
            models.CheckConstraint(
                condition=Q(duration_minutes__gte=1, duration_minutes__lte=MINUTES_MAX),
                name="request_duration_is_positive",
                violation_error_message="The duration is from 1 minute to 14 days.",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=1000),
                name="request_weight_is_1_to_1000",
                violation_error_message="The weight is a number from 1 to 1000.",
            ),
            models.CheckConstraint(
                condition=Q(attendees__isnull=True) | Q(attendees__gte=1),
                name="request_attendees_are_positive",
                violation_error_message="The number of people is at least 1.",
            ),
            models.CheckConstraint(
                condition=Q(max_travel_minutes__isnull=True) | Q(near_site__isnull=False),
                name="request_travel_starts_somewhere",
                violation_error_message="Name the site that the travel time counts from.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "placed", "declined", "withdrawn"]),
                name="request_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="declined") & ~Q(decline_reason="") & ~Q(decline_text="")
                | ~Q(status="declined") & Q(decline_reason="", decline_text=""),
                name="request_is_declined_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """The repeats are days after the first occurrence, rising from 0, and do not overlap each other."""
        days = self.repeat_days or [0]
        if not are_repeat_days(days):
            raise ValidationError(
                {"repeat_days": "List the repeats as rising days from 0, such as 0, 7, 14."}
            )
        gaps = [later - earlier for earlier, later in pairwise(days)]
        # An hour is kept back for the day in March that has only 23.
        if gaps and self.duration_minutes and self.duration_minutes > min(gaps) * 1440 - 60:
            raise ValidationError({"repeat_days": "The repeats overlap each other: shorten the duration."})


def are_repeat_days(days: object) -> bool:
    """Whether these are rising whole days from 0, at most REPEATS_MAX of them, within a year."""
    if not isinstance(days, list) or not all(type(day) is int for day in days):
        return False
    rising = all(earlier < later for earlier, later in pairwise(days))
    return bool(days) and days[0] == 0 and rising and days[-1] <= 366 and len(days) <= REPEATS_MAX


class RequestWindow(models.Model):
    """A period in which the first occurrence may lie: it starts and ends within."""

    request = models.ForeignKey(BookingRequest, on_delete=models.CASCADE, related_name="windows")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="request_window_ends_after_its_start",
                violation_error_message="The end must come after the start.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%Y-%m-%d %H:%M}"


class RequestNeed(models.Model):
    """`count` different assets of a kind, each with all the features and at least the capacity."""

    request = models.ForeignKey(BookingRequest, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    features = models.ManyToManyField(Feature, blank=True, related_name="+")
    capacity_min = models.PositiveIntegerField(default=1)
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="request_need_kind_is_known"),
            models.CheckConstraint(
                condition=Q(capacity_min__gte=1, count__gte=1, count__lte=100),
                name="request_need_is_positive",
                violation_error_message="The capacity is at least 1 and the count from 1 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.get_kind_display()}"
