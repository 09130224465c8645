"""What can be bought."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length, Lower, Substr
from django.db.models.lookups import Exact

from partners.models import Organisation
from procurement.models.authorities import Budget
from procurement.models.fields import at_least, between, one_of, reference_code, validate_cpv


class Item(models.Model):
    """One thing to one specification, kept in the catalogue of an organisation.

    Prices are pounds x 10,000 (`_e4`), without VAT. `vat_contracted_out`: NHS bodies recover the VAT on it as a
    contracted-out service. `holding_permille` is the cost of having a unit a year early, of its reference price.
    """

    Kind = Budget.Kind

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40, validators=[reference_code])
    name = models.CharField(max_length=160)
    cpv = models.CharField("CPV code", max_length=10, validators=[validate_cpv])
    unit = models.CharField("unit of measure", max_length=20, default="each")
    specification_version = models.CharField(max_length=20, default="1")
    kind = models.CharField("funded from", max_length=8, choices=Budget.Kind.choices, default="revenue")
    reference_price_e4 = models.BigIntegerField()
    vat_permille = models.PositiveIntegerField("VAT in thousandths", default=200)
    vat_contracted_out = models.BooleanField("NHS bodies recover its VAT", default=False)
    holding_permille = models.PositiveIntegerField("holding cost a year in thousandths", default=35)
    critical = models.BooleanField("critical to operations", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("code"),
                name="item_code_is_unique",
                violation_error_message="The catalogue has an item with this code.",
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("cpv"), 10), Exact(Substr("cpv", 9, 1), Value("-"))),
                name="item_cpv_has_its_form",
                violation_error_message="Write a CPV code as 34114121-3.",
            ),
            one_of("kind", ["capital", "revenue"], "item_kind_is_known"),
            at_least("reference_price_e4", 0, "item_price_is_not_negative", "A price cannot be negative."),
            between("vat_permille", 0, 1000, "item_vat_is_a_share", "VAT lies between 0 and 100 per cent."),
            between(
                "holding_permille",
                0,
                10000,
                "item_holding_is_sensible",
                "Holding lies between 0 and 1,000 per cent.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
