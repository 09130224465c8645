"""What the home page says of joint procurements."""

from django.urls import reverse

from partners.home import Section, Todo, register
from partners.models import User
from partners.permissions import organisation_ids_of
from procurement.models import JointProcurement, Participation
from procurement.permissions import BUYING_ROLES
from procurement.queries.procurements import open_procurements, visible_procurements

SHOWN = 5
State = JointProcurement.State


@register(order=30)
def procurements_that_wait(user: User) -> Section | None:
    """Procurements that go on, commitments to decide, and partners' procurements that could be joined."""
    going = visible_procurements(user).exclude(state__in=[State.AWARDED, State.CANCELLED])[:SHOWN]
    todos = [
        Todo(
            procurement.title,
            reverse("procurement:procurement", args=[procurement.pk]),
            procurement.state,
            procurement.get_state_display(),
        )
        for procurement in going
    ]
    buys_for = organisation_ids_of(user, *BUYING_ROLES)
    if buys_for:
        todos += _decisions(buys_for)
        todos += [
            Todo(f"{one.title}: you could join", reverse("procurement:join", args=[one.pk]))
            for one in open_procurements(user)[:SHOWN]
        ]
    if not todos and not buys_for:
        return None
    links = [("All procurements", reverse("procurement:procurements"))]
    return Section("Joint procurements", todos, links, empty="No procurement is going on.")


def _decisions(organisations: set[int]) -> list[Todo]:
    undecided = Participation.objects.filter(
        authority__organisation__in=organisations,
        state=Participation.State.INDICATIVE,
        procurement__state__in=[State.GATHERING, State.TENDERING, State.PLANNING],
    ).select_related("procurement", "authority__organisation")
    return [
        Todo(
            f"{one.procurement.title}: decide whether {one.authority.organisation.short_name} commits",
            reverse("procurement:participants", args=[one.procurement_id]),
        )
        for one in undecided[:SHOWN]
    ]
