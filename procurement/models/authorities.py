"""The buying face of an organisation, its budgets, and the names others write for it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from partners.models import Organisation
from procurement.models.fields import at_least, between, one_of, reference_code
from procurement.months import year_label


class ContractingAuthority(models.Model):
    """An organisation as a buyer under the Procurement Act 2023.

    `code` names it in sheets and problem documents. `vat_recoverable` is true for bodies that recover
    the VAT on what they buy (VAT Act 1994, section 33: police, fire, councils); NHS bodies do not, except
    on contracted-out services (section 41), which the item states.
    """

    class ThresholdClass(models.TextChoices):
        CENTRAL = "central", "Central government authority"
        SUB_CENTRAL = "sub_central", "Sub-central authority"

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="contracting_authority"
    )
    code = models.CharField(max_length=40, validators=[reference_code])
    vat_recoverable = models.BooleanField("recovers VAT", default=True)
    threshold_class = models.CharField(
        max_length=12, choices=ThresholdClass.choices, default=ThresholdClass.SUB_CENTRAL
    )

    class Meta:
        ordering = ["organisation__name"]
        verbose_name_plural = "contracting authorities"
        constraints = [
            one_of("threshold_class", ["central", "sub_central"], "authority_threshold_class_is_known"),
            models.UniqueConstraint(
                Lower("code"),
                name="authority_code_is_unique",
                violation_error_message="Another authority has this code.",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class Budget(models.Model):
    """What an authority may spend on goods delivered to it in a financial year (April to March)."""

    class Kind(models.TextChoices):
        CAPITAL = "capital", "Capital"
        REVENUE = "revenue", "Revenue"

    authority = models.ForeignKey(ContractingAuthority, on_delete=models.CASCADE, related_name="budgets")
    starts_in = models.PositiveIntegerField("financial year starts in")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount_pence = models.BigIntegerField()

    class Meta:
        ordering = ["authority__organisation__name", "starts_in", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "starts_in", "kind"],
                name="budget_is_given_once",
                violation_error_message="This authority has a budget of this kind for this year already.",
            ),
            one_of("kind", ["capital", "revenue"], "budget_kind_is_known"),
            between("starts_in", 2000, 2100, "budget_year_is_sensible", "Give a year from 2000 to 2100."),
            at_least("amount_pence", 0, "budget_is_not_negative", "A budget cannot be negative."),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_kind_display().lower()} {self.year}"

    @property
    def year(self) -> str:
        """ "2027/28"."""
        return year_label(self.starts_in)


class NameMapping(models.Model):
    """A name somebody writes for an authority, confirmed by a person and used by the next import.

    `owner` is the organisation that confirmed it. `written` is folded (lower case, single spaces).
    `authority` empty means: rows with this name are left out.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="name_mappings")
    written = models.CharField(max_length=160)
    authority = models.ForeignKey(
        ContractingAuthority, null=True, blank=True, on_delete=models.CASCADE, related_name="written_names"
    )
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["written"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "written"],
                name="name_mapping_is_given_once",
                violation_error_message="This name has been matched already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written} = {self.authority or 'left out'}"
