"""What an award saves, and other ways to share its cost."""

from django.db import models
from django.db.models import Q

from optimizer.runs.models import Run
from procurement.models.authorities import ContractingAuthority
from procurement.models.awards import Award
from procurement.models.fields import one_of


class Saving(models.Model):
    """Part of what an award saves against the baselines; negative where it costs more."""

    class Kind(models.TextChoices):
        CASH_RELEASING = "cash_releasing", "Cash-releasing"
        NON_CASH_RELEASING = "non_cash_releasing", "Non-cash-releasing"
        AVOIDANCE = "avoidance", "Cost avoidance"

    class Source(models.TextChoices):
        BEST_CONTRACT = "best_contract", "Moving to the best contracts"
        VOLUME_BREAK = "volume_break", "Volume breaks"
        REBATE = "rebate", "Supplier rebates"

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="savings")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.PROTECT, related_name="savings")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CASH_RELEASING)
    source = models.CharField(max_length=16, choices=Source.choices)
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["award_id", "authority__organisation__name", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "authority", "kind", "source"], name="saving_is_given_once"
            ),
            one_of("kind", ["cash_releasing", "non_cash_releasing", "avoidance"], "saving_kind_is_known"),
            one_of("source", ["best_contract", "volume_break", "rebate"], "saving_source_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.authority}"


class CostSplit(models.Model):
    """A rule that shares the award's cost among its buyers."""

    Rule = Run.SplitRule

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="splits")
    rule = models.CharField(max_length=12, choices=Rule.choices)
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["award_id", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["award", "rule"], name="cost_split_is_one_for_a_rule"),
            one_of(
                "rule", ["batch-price", "proportional", "shapley", "nucleolus"], "cost_split_rule_is_known"
            ),
            models.UniqueConstraint(
                fields=["award"], condition=Q(chosen=True), name="cost_split_chosen_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.get_rule_display()}"


class CostShare(models.Model):
    """What one authority pays under a split, and what it would pay alone where that is known."""

    split = models.ForeignKey(CostSplit, on_delete=models.CASCADE, related_name="shares")
    authority = models.ForeignKey(ContractingAuthority, on_delete=models.PROTECT, related_name="cost_shares")
    pays_pence = models.BigIntegerField()
    alone_pence = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["split_id", "authority__organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["split", "authority"], name="cost_share_is_one_for_a_buyer"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.split}"
