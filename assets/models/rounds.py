"""Planning periods."""

from django.db import models
from django.db.models import F, Q

from optimizer.runs.models import Run
from partners.models import Organisation


class Round(models.Model):
    """A planning period: requests are gathered, planned, reviewed and published together.

    The participants include the lead. `run` is the latest planning run, `published_run` the one whose solution
    became bookings. `weights` holds the round's own weights of the score; what is missing has its default.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", "Gathering requests"
        PLANNING = "planning", "Being planned"
        REVIEW = "review", "In review"
        PUBLISHED = "published", "Published"

    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="led_rounds")
    participants = models.ManyToManyField(Organisation, related_name="rounds")
    name = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    grid_minutes = models.PositiveSmallIntegerField(default=15)
    weights = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GATHERING)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    published_run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.PROTECT, related_name="published_rounds"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "name"],
                name="round_name_is_unique",
                violation_error_message="This organisation already leads a round with this name.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="round_has_a_name"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="round_ends_after_its_start",
                violation_error_message="The end must come after the start.",
            ),
            models.CheckConstraint(
                condition=Q(grid_minutes__in=[5, 10, 15, 30, 60]),
                name="round_grid_divides_the_hour",
                violation_error_message="The grid is 5, 10, 15, 30 or 60 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["gathering", "planning", "review", "published"]),
                name="round_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="gathering") | Q(run__isnull=False), name="round_beyond_gathering_has_a_run"
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_run__isnull=False, published_at__isnull=False)
                | Q(
                    state__in=["gathering", "planning", "review"],
                    published_run__isnull=True,
                    published_at__isnull=True,
                ),
                name="round_names_what_it_published",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_now(self) -> str:
        """The state with the end of its run taken in: a finished plan is in review, a failed one gathers again.

        The stored state follows with the next action on the round (`actions.rounds`).
        """
        if self.state != self.State.PLANNING or not self.run.is_finished:
            return self.state
        return self.State.REVIEW if self.run.is_solved else self.State.GATHERING

    @property
    def state_words(self) -> str:
        """The state for people."""
        return self.State(self.state_now).label
