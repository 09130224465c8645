"""A run: a problem document in, a solution document out, and everything known about the way between."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partners.models import Organisation

HISTORY_LENGTH = 120


class Run(models.Model):
    """One order to solve a problem document.

    `claim` is the secret of the worker that holds the run: it writes only while the claim is still
    its own, so that a worker that was given up for lost cannot overwrite its successor's answer.
    A run with the task `split` shares the cost of the plan of `split_of` by `split_rule`; its solution is a `split/1`
    and its status `feasible`.
    A run that a person stopped and that has an answer is `feasible` with `stopped_at` set; without
    an answer it is `cancelled`.
    """

    class Format(models.TextChoices):
        BOOKING = "booking-problem/1", "Booking round"
        BATCH = "batch-problem/1", "Purchase batches"

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Running"
        OPTIMAL = "optimal", "Finished: proven best"
        FEASIBLE = "feasible", "Finished: good answer"
        INFEASIBLE = "infeasible", "Finished: no answer is possible"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Stopped without an answer"

    class Task(models.TextChoices):
        SOLVE = "solve", "Find the best plan"
        SPLIT = "split", "Share the cost of a plan"

    class SplitRule(models.TextChoices):
        BATCH_PRICE = "batch-price", "The same price for everybody in a batch"
        PROPORTIONAL = "proportional", "In proportion to the cost alone"
        SHAPLEY = "shapley", "By average contribution (Shapley value)"
        NUCLEOLUS = "nucleolus", "Least worst complaint (nucleolus)"

    UNFINISHED = (Status.QUEUED, Status.RUNNING)
    SOLVED = (Status.OPTIMAL, Status.FEASIBLE)

    format = models.CharField(max_length=20, choices=Format.choices)
    task = models.CharField(max_length=5, choices=Task.choices, default=Task.SOLVE)
    split_rule = models.CharField(max_length=12, choices=SplitRule.choices, blank=True)
    split_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="splits"
    )
    label = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="runs")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    problem = models.JSONField()
    problem_sha256 = models.CharField(max_length=64)
    solution = models.JSONField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    seconds_limit = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(default=0)
    workers = models.PositiveSmallIntegerField()
    memory_mebibytes = models.PositiveIntegerField()
    solver_version = models.CharField(max_length=80, blank=True)
    progress = models.JSONField(default=dict, blank=True)
    progress_history = models.JSONField(default=list, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "heartbeat_at"], name="run_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=["booking-problem/1", "batch-problem/1"]), name="run_format_is_known"
            ),
            models.CheckConstraint(
                condition=Q(task="solve", split_rule="", split_of__isnull=True)
                | Q(
                    task="split",
                    split_rule__in=["batch-price", "proportional", "shapley", "nucleolus"],
                    split_of__isnull=False,
                    format="batch-problem/1",
                ),
                name="run_splits_by_a_rule_or_solves",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "queued",
                        "running",
                        "optimal",
                        "feasible",
                        "infeasible",
                        "failed",
                        "cancelled",
                    ]
                ),
                name="run_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["optimal", "feasible", "infeasible"], solution__isnull=False)
                | Q(status__in=["queued", "running", "failed", "cancelled"], solution__isnull=True),
                name="run_has_a_solution_when_solved",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running"], finished_at__isnull=True)
                | Q(
                    status__in=["optimal", "feasible", "infeasible", "failed", "cancelled"],
                    finished_at__isnull=False,
                ),
                name="run_is_finished_when_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status="running")
                | Q(started_at__isnull=False, heartbeat_at__isnull=False, claim__isnull=False),
                name="run_is_claimed_when_running",
            ),
            models.CheckConstraint(condition=~Q(status="failed", error=""), name="run_failure_has_words"),
            models.CheckConstraint(
                condition=Q(seconds_limit__gte=1, workers__gte=1, memory_mebibytes__gte=1),
                name="run_limits_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True)
                | Q(finished_at__isnull=True)
                | Q(finished_at__gte=F("started_at")),
                name="run_finishes_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.get_format_display()}, run {self.pk}"

    @property
    def status_label(self) -> str:
        """The status in words; a split is done or not, it has no best answer."""
        is_split = self.task == self.Task.SPLIT and self.is_solved
        return "Finished: the cost is shared" if is_split else self.get_status_display()

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to the run."""
        return self.status not in self.UNFINISHED

    @property
    def is_solved(self) -> bool:
        """Whether the run has an answer that a person may review."""
        return self.status in self.SOLVED

    @property
    def is_judged(self) -> bool:
        """Whether the answer was checked by the judge, which checks plans, not proofs that there is none."""
        return self.is_solved

    @property
    def can_be_stopped(self) -> bool:
        """Whether somebody may still ask the run to stop."""
        return not self.is_finished and self.cancel_requested_at is None
