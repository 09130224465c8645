"""What was awarded: batches of order lines, who gets what of them, and what each buyer pays."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from optimizer.runs.models import Run
from procurement.models.authorities import ContractingAuthority
from procurement.models.bids import BidLine
from procurement.models.fields import MonthField, at_least, one_of
from procurement.models.joint import DemandLine, JointProcurement
from procurement.models.scenarios import Scenario
from procurement.models.suppliers import Lot, Supplier
from procurement.months import month_label


class Award(models.Model):
    """A scenario's plan made binding by a person; at most one of a procurement is in force."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="awards")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="awards")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="awards")
    cost_pence = models.BigIntegerField()
    awarded_at = models.DateTimeField(auto_now_add=True)
    awarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-awarded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement"],
                condition=Q(undone_at__isnull=True),
                name="award_in_force_is_one",
                violation_error_message="This procurement has an award in force.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="award_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Award of {self.procurement}"


class PurchaseBatch(models.Model):
    """All orders of one award with one supplier under one lot (or directly) in one month."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="batches")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="batches")
    month = MonthField()

    class Meta:
        ordering = ["award_id", "number"]
        verbose_name_plural = "purchase batches"
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="batch_number_is_unique"),
            models.UniqueConstraint(
                fields=["award", "lot", "month"],
                condition=Q(lot__isnull=False),
                name="batch_is_one_for_lot_month",
            ),
            models.UniqueConstraint(
                fields=["award", "supplier", "month"],
                condition=Q(lot__isnull=True),
                name="direct_batch_is_one_for_supplier_month",
            ),
        ]

    def __str__(self) -> str:
        return f"Batch {self.number}: {self.supplier}, {month_label(self.month)}"


class OrderLine(models.Model):
    """One item of a batch. `surplus` units were bought beyond what anybody needs (minimums and multiples)."""

    batch = models.ForeignKey(PurchaseBatch, on_delete=models.CASCADE, related_name="order_lines")
    bid_line = models.ForeignKey(BidLine, on_delete=models.PROTECT, related_name="order_lines")
    quantity = models.PositiveIntegerField()
    surplus = models.PositiveIntegerField(default=0)
    goods_pence = models.BigIntegerField()

    class Meta:
        ordering = ["batch_id", "bid_line__item__name"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "bid_line"], name="order_line_is_one_for_a_bid_line"),
            at_least("quantity", 1, "order_line_quantity_is_positive", "Give a quantity of at least 1."),
            models.CheckConstraint(
                condition=Q(surplus__lte=F("quantity")), name="order_line_surplus_within_quantity"
            ),
            at_least("goods_pence", 0, "order_line_goods_are_not_negative", "A cost cannot be negative."),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.bid_line.item}"


class Allocation(models.Model):
    """How many units of an order line go to a demand line, and their share of the goods cost.

    Surplus is paid by those who share the line, so that the shares add up to the line.
    """

    order_line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="allocations")
    demand_line = models.ForeignKey(DemandLine, on_delete=models.PROTECT, related_name="allocations")
    quantity = models.PositiveIntegerField()
    goods_pence = models.BigIntegerField()

    class Meta:
        ordering = ["order_line_id", "demand_line_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order_line", "demand_line"], name="allocation_is_one_for_order_and_demand"
            ),
            at_least("quantity", 1, "allocation_quantity_is_positive", "Give a quantity of at least 1."),
            at_least("goods_pence", 0, "allocation_goods_are_not_negative", "A cost cannot be negative."),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} to {self.demand_line.authority}"


class CallOff(models.Model):
    """One buyer's order within a batch, with the buyer's share of its charges."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    batch = models.ForeignKey(PurchaseBatch, on_delete=models.CASCADE, related_name="call_offs")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.PROTECT, related_name="call_offs")
    number = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    goods_pence = models.BigIntegerField()
    order_pence = models.BigIntegerField(default=0)
    delivery_pence = models.BigIntegerField(default=0)
    vat_pence = models.BigIntegerField("VAT not recovered", default=0)
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["batch_id", "authority__organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "authority"], name="call_off_is_one_for_a_buyer"),
            one_of("state", ["draft", "issued"], "call_off_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="draft", issued_at__isnull=True)
                | Q(state="issued", issued_at__isnull=False),
                name="call_off_is_issued_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(goods_pence__gte=0, order_pence__gte=0, delivery_pence__gte=0, vat_pence__gte=0),
                name="call_off_costs_are_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total_pence(self) -> int:
        """What the call-off costs its buyer, without rebates."""
        return self.goods_pence + self.order_pence + self.delivery_pence + self.vat_pence


class BuyerCost(models.Model):
    """What one authority pays under the award, part by part; `alone_pence` and `baseline_pence` where known."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="buyer_costs")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.PROTECT, related_name="buyer_costs")
    goods_pence = models.BigIntegerField()
    order_pence = models.BigIntegerField()
    delivery_pence = models.BigIntegerField()
    vat_pence = models.BigIntegerField()
    holding_pence = models.BigIntegerField()
    shortfall_pence = models.BigIntegerField()
    rebates_pence = models.BigIntegerField()
    broken_rules_pence = models.BigIntegerField()
    pays_pence = models.BigIntegerField()
    alone_pence = models.BigIntegerField(null=True, blank=True)
    baseline_pence = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["award_id", "authority__organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["award", "authority"], name="buyer_cost_is_one_for_a_buyer"),
            models.CheckConstraint(
                condition=Q(
                    pays_pence=F("goods_pence")
                    + F("order_pence")
                    + F("delivery_pence")
                    + F("vat_pence")
                    + F("holding_pence")
                    + F("shortfall_pence")
                    - F("rebates_pence")
                    + F("broken_rules_pence")
                ),
                name="buyer_cost_is_the_sum_of_its_parts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} in {self.award}"
