"""Rules of the award and the scenarios that try them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from optimizer.runs.models import Run
from procurement.models.fields import at_least
from procurement.models.items import Item
from procurement.models.joint import JointProcurement
from procurement.models.suppliers import Supplier


class AwardRule(models.Model):
    """A rule of the award: hard, or breakable once at `price_pence`. No items means all items.

    `value` counts suppliers; `permille` is a share of an item's demand or of the goods; `supplier` is the one left
    out. Which of them is used depends on the kind.
    """

    class Kind(models.TextChoices):
        MAX_SUPPLIERS = "max_suppliers", "At most this many suppliers"
        MIN_SUPPLIERS = "min_suppliers", "At least this many suppliers for each item"
        MAX_SHARE = "max_share", "No supplier delivers more than this share of an item"
        MIN_SME_SHARE = "min_sme_share", "At least this share of the goods from small firms"
        EXCLUDE_SUPPLIER = "exclude_supplier", "Do not buy from this supplier"

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="award_rules")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    items = models.ManyToManyField(Item, blank=True, related_name="+")
    value = models.PositiveIntegerField("number of suppliers", null=True, blank=True)
    permille = models.PositiveIntegerField("share in thousandths", null=True, blank=True)
    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    price_pence = models.BigIntegerField("price of breaking it", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["max_suppliers", "min_suppliers"], value__isnull=False, value__gte=1)
                | Q(kind__in=["max_share", "min_sme_share"], permille__isnull=False, permille__lte=1000)
                | Q(kind="exclude_supplier", supplier__isnull=False),
                name="award_rule_has_its_figure",
                violation_error_message=(
                    "Give the number of suppliers, the share or the supplier this kind of rule needs."
                ),
            ),
            at_least("price_pence", 0, "award_rule_price_is_not_negative", "A price cannot be negative."),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.EXCLUDE_SUPPLIER:
            return f"Do not buy from {self.supplier}"
        figure = self.value if self.value is not None else f"{(self.permille or 0) / 10:g}%"
        return f"{self.get_kind_display()}: {figure}"


class Scenario(models.Model):
    """One way to award: which rules hold, and what is changed from the procurement.

    `apply_tiers` off prices every unit at the first tier. `respect_budgets` off leaves budgets out.
    `include_indicative` off plans only for authorities that have committed. `volume_limit_permille` replaces the
    procurement's; empty means no limit. `run` is the latest run.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SOLVING = "solving", "Solving"
        SOLVED = "solved", "Solved"
        INFEASIBLE = "infeasible", "No answer is possible"
        FAILED = "failed", "Failed"
        AWARDED = "awarded", "Awarded"

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    apply_tiers = models.BooleanField("use volume breaks", default=True)
    respect_budgets = models.BooleanField("keep within budgets", default=True)
    include_indicative = models.BooleanField("plan for indicative participants too", default=True)
    volume_limit_permille = models.PositiveIntegerField("volume limit in thousandths", null=True, blank=True)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="scenarios")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["procurement_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "name"],
                name="scenario_name_is_unique",
                violation_error_message="This procurement has a scenario with this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Where the scenario stands, from its award and its latest run; fetch both to save queries."""
        if any(award.undone_at is None for award in self.awards.all()):
            return self.State.AWARDED
        if self.run is None or self.run.status == Run.Status.CANCELLED:
            return self.State.DRAFT
        if not self.run.is_finished:
            return self.State.SOLVING
        if self.run.is_solved:
            return self.State.SOLVED
        return self.State.INFEASIBLE if self.run.status == Run.Status.INFEASIBLE else self.State.FAILED

    @property
    def state_label(self) -> str:
        """The state in words."""
        return self.State(self.state).label


class ScenarioRule(models.Model):
    """What a scenario does with a rule of the procurement: off, or on with its own figures where given."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="rule_settings")
    rule = models.ForeignKey(AwardRule, on_delete=models.CASCADE, related_name="settings")
    is_on = models.BooleanField(default=True)
    value = models.PositiveIntegerField(null=True, blank=True)
    permille = models.PositiveIntegerField(null=True, blank=True)
    price_pence = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rule_id"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "rule"], name="scenario_rule_is_given_once"),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=1))
                & (Q(permille__isnull=True) | Q(permille__lte=1000))
                & (Q(price_pence__isnull=True) | Q(price_pence__gte=0)),
                name="scenario_rule_figures_are_sensible",
                violation_error_message="A figure of this rule is out of range.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({'on' if self.is_on else 'off'})"

    def clean(self) -> None:
        if self.rule.procurement_id != self.scenario.procurement_id:
            raise ValidationError({"rule": "This rule belongs to another procurement."})
