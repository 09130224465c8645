"""Numbers of a run as its reader knows them: points for a booking round, pounds for purchase batches."""

from django import template

from optimizer.runs.chart import Chart, chart_of
from optimizer.runs.models import Run
from partners.wording import pounds

register = template.Library()


@register.filter
def score_of(value: int | float | None, run: Run) -> str:
    """A score or bound of `run` in words; a value that is not known yet is a dash."""
    if value is None or value == "":
        return "not known yet"
    is_cost = run.format == Run.Format.BATCH and run.task == Run.Task.SOLVE
    return pounds(round(value)) if is_cost else f"{round(value):,}"


@register.filter
def percent(share: float | None) -> str:
    """0.0123 as 1.2%; a share that is not known yet says so."""
    return "not known yet" if share is None or share == "" else f"{share:.2%}"


@register.filter
def chart(run: Run) -> Chart | None:
    """The chart of the run's progress, or None."""
    return chart_of(run.progress_history)


@register.filter
def latest_first(history: list[dict]) -> list[dict]:
    """The last ten reports, the newest first."""
    return history[:-11:-1]
