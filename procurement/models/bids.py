"""What suppliers offer in a joint procurement: lines with price tiers, and discounts across lines."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from procurement.models.authorities import ContractingAuthority
from procurement.models.fields import MonthField, at_least, between, one_of
from procurement.models.items import Item
from procurement.models.joint import JointProcurement
from procurement.models.suppliers import Lot, Supplier


class Bid(models.Model):
    """A supplier's offer, under a lot or direct (no lot); orders in `valid_from` up to, not including, `valid_to`.

    Empty validity means the whole horizon.
    """

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="bids")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="bids")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="bids")
    valid_from = MonthField(null=True, blank=True)
    valid_to = MonthField("valid until before", null=True, blank=True)

    class Meta:
        ordering = ["supplier__name", "lot__code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "lot"],
                condition=Q(lot__isnull=False),
                name="bid_is_given_once_for_a_lot",
                violation_error_message="There is a bid under this lot already.",
            ),
            models.UniqueConstraint(
                fields=["procurement", "supplier"],
                condition=Q(lot__isnull=True),
                name="bid_is_given_once_directly",
                violation_error_message="This supplier has a direct bid already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="bid_validity_ends_after_it_starts",
                violation_error_message="The validity ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} ({self.lot})" if self.lot_id else f"{self.supplier} (direct)"

    def clean(self) -> None:
        if self.lot_id and self.lot.supplier_id != self.supplier_id:
            raise ValidationError(
                {"lot": f"This lot belongs to {self.lot.supplier}, not to {self.supplier}."}
            )


class BidLine(models.Model):
    """The offer for one item. An order is nothing, or at least `minimum` and a whole number of `multiple`s.

    `own_volume`: the volume for which the price was agreed, when the offer is somebody's existing contract; the
    procurement's volume limit then bounds what may be called off. No `valid_for` means valid for all.
    """

    class TierKind(models.TextChoices):
        ALL_UNITS = "all_units", "The tier's price for all units"
        INCREMENTAL = "incremental", "The tier's price for the units above its start"

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="bid_lines")
    tier_kind = models.CharField(max_length=12, choices=TierKind.choices, default=TierKind.ALL_UNITS)
    lead_months = models.PositiveIntegerField("lead time in months", default=0)
    minimum = models.PositiveIntegerField("minimum order quantity", default=0)
    multiple = models.PositiveIntegerField("order multiple", default=1)
    capacity_per_month = models.PositiveIntegerField(null=True, blank=True)
    own_volume = models.PositiveIntegerField(null=True, blank=True)
    valid_for = models.ManyToManyField(ContractingAuthority, blank=True, related_name="+")

    class Meta:
        ordering = ["item__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "item"],
                name="bid_line_is_given_once",
                violation_error_message="The bid has a line for this item already.",
            ),
            one_of("tier_kind", ["all_units", "incremental"], "bid_line_tier_kind_is_known"),
            at_least("multiple", 1, "bid_line_multiple_is_positive", "Give a multiple of at least 1."),
            between("lead_months", 0, 60, "bid_line_lead_is_sensible", "Give a lead time of 0 to 60 months."),
        ]

    def __str__(self) -> str:
        return f"{self.item} from {self.bid}"


class PriceTier(models.Model):
    """The unit price (pounds x 10,000, without VAT) of an order of `from_quantity` units or more."""

    line = models.ForeignKey(BidLine, on_delete=models.CASCADE, related_name="tiers")
    from_quantity = models.PositiveIntegerField()
    price_e4 = models.BigIntegerField()

    class Meta:
        ordering = ["line_id", "from_quantity"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "from_quantity"],
                name="price_tier_starts_once",
                violation_error_message="Two tiers start at the same quantity.",
            ),
            at_least("from_quantity", 1, "price_tier_starts_at_one_or_more", "A tier starts at 1 or more."),
            between("price_e4", 0, 10**12, "price_tier_is_not_negative", "A price cannot be negative."),
        ]

    def __str__(self) -> str:
        return f"from {self.from_quantity}"


class Discount(models.Model):
    """A discount across lines: `permille` of the goods once `threshold` is reached in a financial year of order.

    `scope` says whose goods count (those of the bid's lot, or all the supplier's), `basis` whether the threshold is
    units or pence of goods. The plan can follow a discount on all the supplier's spend (paid as a rebate); others
    are refused in words unless they come to the same.
    """

    class Scope(models.TextChoices):
        LOT = "lot", "The lot"
        SUPPLIER = "supplier", "All the supplier's goods"

    class Basis(models.TextChoices):
        QUANTITY = "quantity", "Quantity"
        SPEND = "spend", "Spend"

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="discounts")
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.SUPPLIER)
    basis = models.CharField(max_length=8, choices=Basis.choices, default=Basis.SPEND)
    threshold = models.BigIntegerField()
    permille = models.PositiveIntegerField("discount in thousandths")

    class Meta:
        ordering = ["bid_id", "scope", "basis", "threshold"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "scope", "basis", "threshold"],
                name="discount_starts_once",
                violation_error_message="Two discounts start at the same threshold.",
            ),
            one_of("scope", ["lot", "supplier"], "discount_scope_is_known"),
            one_of("basis", ["quantity", "spend"], "discount_basis_is_known"),
            at_least("threshold", 0, "discount_threshold_is_not_negative", "A threshold cannot be negative."),
            between("permille", 0, 1000, "discount_is_a_share", "Give a discount from 0 to 100 per cent."),
        ]

    def __str__(self) -> str:
        return f"{self.permille / 10:g}% from {self.bid.supplier}"
