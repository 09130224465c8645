"""Who sells, what ordering from them costs, and the frameworks under which authorities may buy."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from partners.models import Organisation
from procurement.models.authorities import ContractingAuthority
from procurement.models.fields import MonthField, at_least, between, reference_code
from procurement.months import year_label


class Supplier(models.Model):
    """A seller, kept in the catalogue of an organisation.

    `order_cost_pence`: what one order (supplier and month) costs the buyers to raise. `delivery_pence`: the charge
    for each authority and month of order, unless a `DeliveryCharge` says otherwise.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="suppliers")
    code = models.CharField(max_length=60, validators=[reference_code])
    name = models.CharField(max_length=160)
    sme = models.BooleanField("small or medium-sized enterprise", default=False)
    order_cost_pence = models.BigIntegerField(default=0)
    delivery_pence = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("code"),
                name="supplier_code_is_unique",
                violation_error_message="The catalogue has a supplier with this code.",
            ),
            at_least(
                "order_cost_pence", 0, "supplier_order_cost_is_not_negative", "A cost cannot be negative."
            ),
            at_least(
                "delivery_pence", 0, "supplier_delivery_is_not_negative", "A charge cannot be negative."
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryCharge(models.Model):
    """What a supplier charges to deliver one month's order to this authority."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="delivery_charges")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.CASCADE, related_name="+")
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["supplier__name", "authority__organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "authority"],
                name="delivery_charge_is_given_once",
                violation_error_message="This supplier has a charge for this authority already.",
            ),
            at_least("pence", 0, "delivery_charge_is_not_negative", "A charge cannot be negative."),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} to {self.authority}"


class Commitment(models.Model):
    """An existing contract: below `minimum_pence` of goods in the year, the authority pays the shortfall's share."""

    authority = models.ForeignKey(ContractingAuthority, on_delete=models.CASCADE, related_name="commitments")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="commitments")
    starts_in = models.PositiveIntegerField("financial year starts in")
    minimum_pence = models.BigIntegerField()
    shortfall_permille = models.PositiveIntegerField("share of the shortfall paid, in thousandths")

    class Meta:
        ordering = ["authority__organisation__name", "supplier__name", "starts_in"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "supplier", "starts_in"],
                name="commitment_is_given_once",
                violation_error_message="There is a commitment to this supplier for this year already.",
            ),
            between("starts_in", 2000, 2100, "commitment_year_is_sensible", "Give a year from 2000 to 2100."),
            at_least("minimum_pence", 0, "commitment_is_not_negative", "A minimum cannot be negative."),
            between(
                "shortfall_permille",
                0,
                1000,
                "commitment_shortfall_is_a_share",
                "Give a share from 0 to 100 per cent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} to {self.supplier}, {year_label(self.starts_in)}"


class Framework(models.Model):
    """An agreement under which authorities may call off from its suppliers without a new competition."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="frameworks")
    code = models.CharField(max_length=60, validators=[reference_code])
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("code"),
                name="framework_code_is_unique",
                violation_error_message="The catalogue has a framework with this code.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lot(models.Model):
    """A supplier's place in a framework: orders in `term_from` up to, not including, `term_to`.

    `ceiling_pence` is the most that may be bought under it, of which `spent_pence` was spent elsewhere (awards made
    here are counted by themselves). No entitled authorities means that all may buy.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField(max_length=60, validators=[reference_code])
    name = models.CharField(max_length=160, blank=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="lots")
    entitled = models.ManyToManyField(ContractingAuthority, blank=True, related_name="+")
    ceiling_pence = models.BigIntegerField(null=True, blank=True)
    spent_pence = models.BigIntegerField(default=0)
    term_from = MonthField("term starts in")
    term_to = MonthField("term ends before")

    class Meta:
        ordering = ["framework__name", "code"]
        constraints = [
            models.UniqueConstraint(
                "framework",
                Lower("code"),
                name="lot_code_is_unique",
                violation_error_message="The framework has a lot with this code.",
            ),
            models.CheckConstraint(
                condition=Q(term_to__gt=F("term_from")),
                name="lot_term_ends_after_it_starts",
                violation_error_message="The term ends before it starts.",
            ),
            at_least("ceiling_pence", 0, "lot_ceiling_is_not_negative", "A ceiling cannot be negative."),
            at_least("spent_pence", 0, "lot_spend_is_not_negative", "A spend cannot be negative."),
        ]

    def __str__(self) -> str:
        return f"{self.framework}, {self.name or self.code}"
