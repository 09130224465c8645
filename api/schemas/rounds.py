"""Rounds and runs."""

from typing import Any, Literal, Self

from pydantic import Field

from api.schemas.base import Document, Id, Instant, Paging, text, whole
from assets.models import Round
from optimizer.bookings.problem import Weights
from optimizer.runs.actions import SEED_MAX
from optimizer.runs.models import Run

EXAMPLE = {
    "lead": 3,
    "participants": [4, 5],
    "name": "Week 10",
    "starts_at": "2027-03-08T00:00:00+00:00",
    "ends_at": "2027-03-15T00:00:00+00:00",
}


class RoundFilter(Paging):
    """Rounds by state."""

    state: Literal[tuple(Round.State.values)] | None = None


class RoundIn(Document):
    """A round to open for [starts_at, ends_at); `weights` of the score, where they differ from the ordinary ones."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [EXAMPLE]}}

    lead: Id
    participants: list[Id] = Field([], max_length=200)
    name: text(120)
    starts_at: Instant
    ends_at: Instant
    grid_minutes: Literal[5, 10, 15, 30, 60] = 15
    weights: dict[Literal[tuple(Weights.model_fields)], whole(0, 10**6)] = {}


class SolveIn(Document):
    """Limits of a run: the solver's time, and the seed that makes it repeatable."""

    seconds: whole(1) = 60
    seed: whole(0, SEED_MAX) = 0


class PublishIn(Document):
    """The run whose plan was reviewed; another than the latest is refused as out of date."""

    run: Id | None = None


class RoundOut(Document):
    """A planning period. `requests` counts them by status, for members of the lead."""

    id: int
    name: str
    lead: int
    lead_name: str
    participants: list[int]
    starts_at: Instant
    ends_at: Instant
    grid_minutes: int
    weights: dict[str, int]
    state: str
    run: int | None
    published_run: int | None
    published_at: Instant | None
    requests: dict[str, int] | None = None

    @classmethod
    def of(cls, planned: Round, requests: dict[str, int] | None = None) -> Self:
        """The document of a row read with run and participants."""
        return cls(
            id=planned.pk,
            name=planned.name,
            lead=planned.lead_id,
            lead_name=planned.lead.name,
            participants=sorted(one.pk for one in planned.participants.all()),
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            grid_minutes=planned.grid_minutes,
            weights=planned.weights,
            state=planned.state_now,
            run=planned.run_id,
            published_run=planned.published_run_id,
            published_at=planned.published_at,
            requests=requests,
        )


class RunOut(Document):
    """One order to solve a problem document. `progress` holds seconds, score, bound and gap of the latest report.

    `judged`: whether the answer is a plan that the judge has checked; it cannot check the claim that there is none.
    A run with the task `split` shares the cost of a plan by `split_rule`; its score counts groups worked out.
    """

    id: int
    format: str
    task: Literal[tuple(Run.Task.values)]
    split_rule: str
    label: str
    organisation: int
    status: Literal[tuple(Run.Status.values)]
    progress: dict[str, Any]
    seconds_limit: int
    seed: int
    workers: int
    problem_sha256: str
    solver_version: str
    error: str
    judged: bool
    created_at: Instant
    started_at: Instant | None
    cancel_requested_at: Instant | None
    finished_at: Instant | None

    @classmethod
    def of(cls, run: Run) -> Self:
        """The document of a run, without its own documents."""
        return cls(
            id=run.pk,
            format=run.format,
            task=run.task,
            split_rule=run.split_rule,
            label=run.label,
            organisation=run.organisation_id,
            status=run.status,
            progress=run.progress,
            seconds_limit=run.seconds_limit,
            seed=run.seed,
            workers=run.workers,
            problem_sha256=run.problem_sha256,
            solver_version=run.solver_version,
            error=run.error,
            judged=run.is_judged,
            created_at=run.created_at,
            started_at=run.started_at,
            cancel_requested_at=run.cancel_requested_at,
            finished_at=run.finished_at,
        )
