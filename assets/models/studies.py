"""What if: a round planned again with one thing changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assets.models.agreements import Agreement
from assets.models.assets import Asset
from assets.models.rounds import Round
from assets.models.sites import Site
from optimizer.runs.models import Run


class Study(models.Model):
    """A change to a round's problem, and the run that plans with it. `base` is the run it is compared with.

    The subject depends on the kind: the asset that there is one more of or that is lost, the site whose assets are
    lost, the agreement whose cap is lifted, how many times as much fairness counts.
    """

    class Kind(models.TextChoices):
        ANOTHER = "another", "There is one more asset like this"
        LOST = "lost", "This asset is lost"
        SITE_LOST = "site_lost", "Every asset at this site is lost"
        UNCAPPED = "uncapped", "The cap of this agreement is lifted"
        FAIRER = "fairer", "Fairness counts more"

    LOSSES = (Kind.LOST, Kind.SITE_LOST)

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="studies")
    base = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="study")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "studies"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["another", "lost"],
                    asset__isnull=False,
                    site__isnull=True,
                    agreement__isnull=True,
                    times__isnull=True,
                )
                | Q(
                    kind="site_lost",
                    asset__isnull=True,
                    site__isnull=False,
                    agreement__isnull=True,
                    times__isnull=True,
                )
                | Q(
                    kind="uncapped",
                    asset__isnull=True,
                    site__isnull=True,
                    agreement__isnull=False,
                    times__isnull=True,
                )
                | Q(
                    kind="fairer",
                    asset__isnull=True,
                    site__isnull=True,
                    agreement__isnull=True,
                    times__gte=2,
                    times__lte=100,
                ),
                name="study_has_its_subject",
                violation_error_message="Say what is changed.",
            )
        ]

    def __str__(self) -> str:
        words = {
            self.Kind.ANOTHER: f"One more like {self.asset}",
            self.Kind.LOST: f"Without {self.asset}",
            self.Kind.SITE_LOST: f"Without what is at {self.site}",
            self.Kind.UNCAPPED: f"No cap on {self.agreement}",
            self.Kind.FAIRER: f"Fairness counts {self.times} times as much",
        }
        return words[self.Kind(self.kind)]

    @property
    def is_loss(self) -> bool:
        """Whether something is lost: the new plan then keeps what it can, and may be put in place of the old one."""
        return self.kind in self.LOSSES
