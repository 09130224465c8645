"""The runs a user may see."""

from django.db.models import QuerySet

from optimizer.runs.models import Run
from optimizer.runs.permissions import VIEWING_ROLES
from partners.models import User
from partners.permissions import organisation_ids_of


def visible_runs(user: User) -> QuerySet[Run]:
    """Runs ordered by organisations in which `user` plans or holds the purse; documents are read on demand."""
    return (
        Run.objects.filter(organisation__in=organisation_ids_of(user, *VIEWING_ROLES))
        .select_related("organisation", "ordered_by")
        .defer("problem", "solution")
    )
