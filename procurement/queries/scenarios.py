"""Scenarios with what their state depends on."""

from django.db.models import QuerySet

from partners.models import User
from procurement.models import JointProcurement, Scenario
from procurement.queries.procurements import visible_procurements


def scenarios_of(procurement: JointProcurement) -> QuerySet[Scenario]:
    """The scenarios of a procurement, with run, awards and rule settings; documents are read on demand."""
    return _with_state(procurement.scenarios.all())


def visible_scenarios(user: User) -> QuerySet[Scenario]:
    """Scenarios of the procurements the user's organisations lead or take part in."""
    return _with_state(Scenario.objects.filter(procurement__in=visible_procurements(user)))


def _with_state(scenarios: QuerySet[Scenario]) -> QuerySet[Scenario]:
    return (
        scenarios.select_related("procurement__lead", "run", "copied_from")
        .defer("run__problem", "run__solution", "run__progress_history")
        .prefetch_related("awards", "rule_settings__rule__supplier")
    )
