"""The joint procurements a user may see or join."""

from django.db.models import Count, Q, QuerySet

from partners.models import User
from partners.permissions import organisation_ids_of
from partners.refusals import Refused
from procurement.models import JointProcurement


def visible_procurements(user: User) -> QuerySet[JointProcurement]:
    """Procurements the user's organisations lead or take part in (or took part in), newest first."""
    own = organisation_ids_of(user)
    return (
        JointProcurement.objects.filter(Q(lead__in=own) | Q(participations__authority__organisation__in=own))
        .select_related("lead")
        .distinct()
    )


def listed_procurements(user: User) -> QuerySet[JointProcurement]:
    """Visible procurements with `buyers`, `lines` and `scenario_count` for a list."""
    return visible_procurements(user).annotate(
        buyers=Count("participations", filter=~Q(participations__state="withdrawn"), distinct=True),
        lines=Count("demand_lines", distinct=True),
        scenario_count=Count("scenarios", distinct=True),
    )


def open_procurements(user: User) -> QuerySet[JointProcurement]:
    """Procurements of partners that still gather needs and that the user's organisations have not joined."""
    own = organisation_ids_of(user)
    return (
        JointProcurement.objects.filter(
            state=JointProcurement.State.GATHERING, lead__partnerships__organisations__in=own
        )
        .exclude(lead__in=own)
        .exclude(participations__authority__organisation__in=own)
        .select_related("lead")
        .distinct()
    )


def procurement_for(user: User, pk: int) -> JointProcurement:
    """The procurement, if the user may see it. Raises Refused `not_found` (404) otherwise."""
    found = visible_procurements(user).filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", "There is no such procurement, or it is not shared with you.", status=404)
    return found
