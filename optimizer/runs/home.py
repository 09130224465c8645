"""What the home page says of planning runs."""

from django.urls import reverse

from optimizer.runs.models import Run
from optimizer.runs.permissions import VIEWING_ROLES
from optimizer.runs.queries import visible_runs
from partners.home import Section, Todo, register
from partners.models import User
from partners.permissions import organisation_ids_of

SHOWN = 5


@register(order=80)
def latest_runs(user: User) -> Section | None:
    """Runs that go on or ended last, for those who may see them."""
    if not organisation_ids_of(user, *VIEWING_ROLES):
        return None
    runs = visible_runs(user)
    going = list(runs.filter(status__in=Run.UNFINISHED)[:SHOWN])
    failed = list(runs.filter(status=Run.Status.FAILED, ordered_by=user)[: SHOWN - len(going)])
    todos = [
        Todo(str(run), reverse("runs:run", args=[run.pk]), run.status, run.status_label)
        for run in going + failed
    ]
    return Section(
        "Planning runs", todos, [("All planning runs", reverse("runs:runs"))], empty="No run is going on."
    )
