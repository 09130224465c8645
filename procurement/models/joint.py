"""A joint procurement, who takes part, what each needs and what each pays alone."""

from django.db import models
from django.db.models import F, Q

from partners.models import Organisation
from procurement.models.authorities import ContractingAuthority
from procurement.models.fields import MonthField, at_least, between, one_of
from procurement.models.items import Item
from procurement.months import month_label, months_after


class JointProcurement(models.Model):
    """Several authorities' needs, bought together over `months` months from `first_month`; the lead runs it.

    `volume_limit_permille`: how much others together may call off from a bid that states its own volume, the
    owner's own use included (2000 = twice the volume); empty means no such limit.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", "Gathering needs"
        TENDERING = "tendering", "Collecting bids"
        PLANNING = "planning", "Comparing scenarios"
        AWARDED = "awarded", "Awarded"
        CANCELLED = "cancelled", "Cancelled"

    class Route(models.TextChoices):
        FRAMEWORK = "framework", "Call-off from frameworks"
        OPEN = "open", "Open procedure"
        COMPETITIVE_FLEXIBLE = "competitive_flexible", "Competitive flexible procedure"
        BELOW_THRESHOLD = "below_threshold", "Below threshold"

    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="procurements_led")
    title = models.CharField(max_length=160)
    first_month = MonthField()
    months = models.PositiveIntegerField(default=12)
    state = models.CharField(max_length=12, choices=State.choices, default=State.GATHERING)
    route = models.CharField(max_length=24, choices=Route.choices, default=Route.FRAMEWORK)
    volume_limit_permille = models.PositiveIntegerField("volume limit in thousandths", null=True, blank=True)
    illustrative = models.BooleanField("prices and volumes are illustrative", default=False)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-first_month", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "title"],
                name="procurement_title_is_unique",
                violation_error_message="You lead a procurement with this title already.",
            ),
            one_of(
                "state",
                ["gathering", "tendering", "planning", "awarded", "cancelled"],
                "procurement_state_is_known",
            ),
            one_of(
                "route",
                ["framework", "open", "competitive_flexible", "below_threshold"],
                "procurement_route_is_known",
            ),
            between("months", 1, 120, "procurement_months_are_sensible", "Plan for 1 to 120 months."),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def end_month(self):
        """The first month after the horizon."""
        return months_after(self.first_month, self.months)


class Participation(models.Model):
    """An authority that takes part in a joint procurement."""

    class State(models.TextChoices):
        INDICATIVE = "indicative", "Indicative"
        COMMITTED = "committed", "Committed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="participations")
    authority = models.ForeignKey(
        ContractingAuthority, on_delete=models.PROTECT, related_name="participations"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.INDICATIVE)

    class Meta:
        ordering = ["authority__organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "authority"],
                name="participation_is_given_once",
                violation_error_message="This authority takes part already.",
            ),
            one_of("state", ["indicative", "committed", "withdrawn"], "participation_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} in {self.procurement}"


class DemandLine(models.Model):
    """What an authority needs: delivered whole in the months `earliest` to `need_by`, both included."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="demand_lines")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.PROTECT, related_name="demand_lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="demand_lines")
    quantity = models.PositiveIntegerField()
    earliest = MonthField("earliest month")
    need_by = MonthField("needed by month")
    cost_centre = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["authority__organisation__name", "item__name", "earliest", "pk"]
        constraints = [
            between("quantity", 1, 10**8, "demand_quantity_is_positive", "Give a quantity of at least 1."),
            models.CheckConstraint(
                condition=Q(need_by__gte=F("earliest")),
                name="demand_is_needed_after_earliest",
                violation_error_message="The month it is needed by is before the earliest month.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.item} for {self.authority} by {month_label(self.need_by)}"


class Baseline(models.Model):
    """What an authority paid, or would pay alone, for an item: `quantity` units at `price_e4`.

    An authority may have several for one item (`source` tells them apart); then their average, weighted by
    quantity, counts.
    """

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="baselines")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.PROTECT, related_name="baselines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="baselines")
    price_e4 = models.BigIntegerField()
    quantity = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["authority__organisation__name", "item__name", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "authority", "item", "source"],
                name="baseline_is_given_once",
                violation_error_message="This price is recorded already.",
            ),
            at_least("price_e4", 0, "baseline_price_is_not_negative", "A price cannot be negative."),
            at_least("quantity", 1, "baseline_quantity_is_positive", "Give a quantity of at least 1."),
        ]

    def __str__(self) -> str:
        return f"{self.item} at {self.authority} alone"
