"""Terms on which one organisation uses the assets of another."""

from django.db import models
from django.db.models import F, Q

from assets.hours import WeeklyHoursField
from assets.models.assets import Asset
from assets.models.kinds import Kind
from partners.models import Organisation


class Agreement(models.Model):
    """`user` may use assets of `owner`: those of the kinds named and among the assets named, in its hours.

    `kinds_limited` or `assets_limited` false means all kinds or all assets, whatever rows there are: an
    agreement never widens because its last row went. `cap_minutes` limits the asset minutes of bookings that
    start in one calendar week (from Monday), month, quarter, or financial year (from April), local time.
    `valid_to` is the last day. An agreement allows nothing until it is signed.
    """

    class Period(models.TextChoices):
        WEEK = "week", "Week"
        MONTH = "month", "Month"
        QUARTER = "quarter", "Quarter"
        YEAR = "year", "Financial year"

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements_given")
    user = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements_held")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    kinds_limited = models.BooleanField(default=False)
    assets_limited = models.BooleanField(default=False)
    assets = models.ManyToManyField(Asset, blank=True, related_name="agreements")
    hours = WeeklyHoursField("days and hours", help_text="Weekly, local time. Blank: at any time.")
    cap_minutes = models.PositiveIntegerField(null=True, blank=True)
    cap_period = models.CharField(max_length=10, choices=Period.choices, blank=True)
    notice_hours = models.PositiveIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=1, help_text="1 goes first.")
    rate_pence_per_hour = models.PositiveIntegerField(default=0)
    rate_pence_per_mile = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField("last day", null=True, blank=True)
    shares_details = models.BooleanField(
        default=False, help_text="Each party sees the purpose of the other's bookings of these assets."
    )
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["owner__name", "user__name", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "reference"],
                name="agreement_reference_is_unique",
                violation_error_message="This owner already has an agreement with this reference.",
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(title=""), name="agreement_has_reference_and_title"
            ),
            models.CheckConstraint(
                condition=~Q(owner=F("user")),
                name="agreement_has_two_parties",
                violation_error_message="An organisation uses its own assets without an agreement.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agreement_ends_after_its_start",
                violation_error_message="The last day cannot come before the first.",
            ),
            models.CheckConstraint(
                condition=Q(cap_minutes__isnull=True, cap_period="")
                # SQL calls "null is at least 1" unknown, and a check lets the unknown pass.
                | Q(
                    cap_minutes__isnull=False,
                    cap_minutes__gte=1,
                    cap_period__in=["week", "month", "quarter", "year"],
                ),
                name="agreement_cap_is_whole",
                violation_error_message="Give both the cap (at least a minute) and its period, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(notice_hours__gte=0, notice_hours__lte=8784),
                name="agreement_notice_is_sensible",
                violation_error_message="The notice is at most a year (8,784 hours).",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=9),
                name="agreement_priority_is_1_to_9",
                violation_error_message="The priority is a number from 1 (first) to 9.",
            ),
            models.CheckConstraint(
                condition=Q(
                    rate_pence_per_hour__gte=0,
                    rate_pence_per_hour__lte=10_000_000,
                    rate_pence_per_mile__gte=0,
                    rate_pence_per_mile__lte=10_000_000,
                ),
                name="agreement_rates_are_not_negative",
                violation_error_message="A rate lies between £0 and £100,000.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementKind(models.Model):
    """A kind of asset that an agreement with `kinds_limited` covers."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="agreement_names_a_kind_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="agreement_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
