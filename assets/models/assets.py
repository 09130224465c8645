"""What can be booked, and when it cannot."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from assets.hours import WeeklyHours, WeeklyHoursField
from assets.models.kinds import Kind
from assets.models.sites import Site
from partners.models import Organisation


class Feature(models.Model):
    """Something an asset has and a request may ask for: a projector, a thermal camera, step-free access."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="feature_has_code_and_name")
        ]

    def __str__(self) -> str:
        return self.name


class Asset(models.Model):
    """One thing that serves one booking at a time. A pool of n equal things is n rows.

    A part (half a divisible room) names its whole; whole and part exclude each other, parts do not. `revision`
    rises with every write to the asset's calendar or to itself: it is the row lock, the ETag and the sign of a
    stale plan.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assets")
    operator = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="operated_assets"
    )
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="assets")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    description = models.CharField(max_length=300, blank=True)
    features = models.ManyToManyField(Feature, blank=True, related_name="assets")
    capacity = models.PositiveIntegerField(default=1, help_text="People it seats, or 1.")
    turnaround_minutes = models.PositiveIntegerField(
        default=0, help_text="Minutes it needs after a booking before the next."
    )
    hours = WeeklyHoursField("opening hours", help_text="Weekly, local time. Blank: as its site.")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    listed = models.BooleanField(default=True, help_text="Partners see it in the catalogue.")
    active = models.BooleanField(default=True, help_text="It can be booked.")
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["site__name", "name"]
        indexes = [models.Index(fields=["kind", "capacity"], name="asset_by_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "code"],
                name="asset_code_is_unique",
                violation_error_message="This organisation already has an asset with this code.",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="asset_has_name_and_code"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="asset_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="asset_capacity_is_positive",
                violation_error_message="The capacity is at least 1.",
            ),
            models.CheckConstraint(
                condition=Q(turnaround_minutes__lte=10_080),
                name="asset_turnaround_is_at_most_a_week",
                violation_error_message="The turnaround is at most a week (10,080 minutes).",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="asset_is_not_part_of_itself",
                violation_error_message="An asset cannot be part of itself.",
            ),
            models.CheckConstraint(
                condition=Q(operator__isnull=True) | ~Q(operator=F("owner")),
                name="asset_operator_is_another_body",
                violation_error_message="Leave the operator blank when the owner operates the asset.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A part lies at the site of its whole, has its owner, and neither it nor the whole is divided again."""
        if self.part_of_id is None or self.part_of_id == self.pk:
            return
        if self.part_of.owner_id != self.owner_id or self.part_of.site_id != self.site_id:
            raise ValidationError({"part_of": "A part has the owner and the site of its whole."})
        if self.part_of.part_of_id is not None or (self.pk and self.parts.exists()):
            raise ValidationError({"part_of": "A part cannot be divided again."})

    @property
    def open_hours(self) -> WeeklyHours | None:
        """Its own weekly hours, or its site's; None means always open."""
        return self.hours if self.hours is not None else self.site.hours


class Blocking(models.Model):
    """A period in which an asset (its whole and its parts too) takes no bookings, but for the people named."""

    class Kind(models.TextChoices):
        MAINTENANCE = "maintenance", "Maintenance"
        STANDBY = "standby", "Standby"
        REFURBISHMENT = "refurbishment", "Refurbishment"

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="blockings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.CharField(max_length=200, blank=True)
    may_override = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    personal_fields = frozenset({"reason"})

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["asset", "starts_at"], name="blocking_by_asset")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="blocking_ends_after_its_start",
                violation_error_message="The end must come after the start.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["maintenance", "standby", "refurbishment"]),
                name="blocking_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.asset}"
