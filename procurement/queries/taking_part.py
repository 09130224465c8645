"""Who takes part, and what each needs."""

from django.db.models import Count, F, Q, QuerySet

from partners.models import User
from partners.permissions import organisation_ids_of
from procurement.models import (
    Baseline,
    ContractingAuthority,
    DemandLine,
    JointProcurement,
    Participation,
    Scenario,
)
from procurement.permissions import sees_all
from procurement.queries.procurements import visible_procurements


def participations_of(procurement: JointProcurement) -> QuerySet[Participation]:
    """The participants with `line_count`, the number of their demand lines."""
    here = Q(authority__demand_lines__procurement=F("procurement"))
    lines = Count("authority__demand_lines", filter=here, distinct=True)
    return procurement.participations.select_related("authority__organisation", "procurement").annotate(
        line_count=lines
    )


def own_participations(user: User, procurement: JointProcurement) -> QuerySet[Participation]:
    """Those of the user's own organisations."""
    return procurement.participations.filter(
        authority__organisation__in=organisation_ids_of(user)
    ).select_related("authority__organisation", "procurement")


def demand_of(user: User, procurement: JointProcurement) -> QuerySet[DemandLine]:
    """The demand lines the user may see: all for the lead, their own organisations' for others."""
    lines = procurement.demand_lines.select_related("authority__organisation", "item", "procurement")
    if sees_all(user, procurement):
        return lines
    return lines.filter(authority__organisation__in=organisation_ids_of(user))


def visible_demand(user: User) -> QuerySet[DemandLine]:
    """Demand lines of all procurements that the user may see."""
    own = organisation_ids_of(user)
    lines = DemandLine.objects.filter(procurement__in=visible_procurements(user))
    return (
        lines.filter(authority__organisation__in=own) | lines.filter(procurement__lead__in=own)
    ).select_related("authority__organisation", "item", "procurement")


def baselines_of(user: User, procurement: JointProcurement) -> QuerySet[Baseline]:
    """What authorities pay alone: all for the lead, their own for others."""
    rows = procurement.baselines.select_related("authority__organisation", "item")
    return (
        rows
        if sees_all(user, procurement)
        else rows.filter(authority__organisation__in=organisation_ids_of(user))
    )


def planned_authorities(scenario: Scenario) -> QuerySet[ContractingAuthority]:
    """The authorities a scenario plans for, by code: committed ones, and indicative ones unless it says not to."""
    states = [Participation.State.COMMITTED]
    if scenario.include_indicative:
        states.append(Participation.State.INDICATIVE)
    return ContractingAuthority.objects.filter(
        participations__procurement=scenario.procurement_id, participations__state__in=states
    ).order_by("code")
