"""Finding what a page is about, within what the user may see, and the pages above it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partners.models import Organisation
from partners.permissions import require
from partners.queries import organisations_of
from partners.refusals import not_allowed
from procurement.models import Bid, ContractingAuthority, JointProcurement, Participation, Scenario
from procurement.permissions import BUYING_ROLES, MONEY_ROLES
from procurement.queries.bids import visible_bids
from procurement.queries.procurements import visible_procurements
from procurement.queries.scenarios import visible_scenarios

Crumbs = list[tuple[str, str]]
CLOSED = (JointProcurement.State.AWARDED, JointProcurement.State.CANCELLED)


def crumbs(procurement: JointProcurement | None = None, *further: tuple[str, str]) -> Crumbs:
    """The pages above one, from home down."""
    above = [("Home", reverse("home")), ("Procurements", reverse("procurement:procurements"))]
    if procurement is not None:
        above.append((procurement.title, reverse("procurement:procurement", args=[procurement.pk])))
    return [*above, *further]


def place(text: str, name: str, *args: object) -> tuple[str, str]:
    """A crumb: its text and the address behind a name."""
    return text, reverse(f"procurement:{name}", args=args)


def scenario_crumbs(scenario: Scenario) -> Crumbs:
    """The pages above the pages of a scenario."""
    procurement = scenario.procurement
    return crumbs(
        procurement,
        place("Scenarios", "scenarios", procurement.pk),
        place(scenario.name, "scenario", scenario.pk),
    )


def the_procurement(request: HttpRequest, pk: int) -> JointProcurement:
    """A procurement the user's organisations lead or take part in; 404 for any other."""
    return get_object_or_404(visible_procurements(request.user), pk=pk)


def led_procurement(request: HttpRequest, pk: int) -> JointProcurement:
    """A procurement the user runs; 404 if they may not see it, refused if their roles do not let them change it."""
    procurement = the_procurement(request, pk)
    require_lead(request, procurement)
    return procurement


def require_lead(request: HttpRequest, procurement: JointProcurement) -> None:
    """Refuse anybody but a procurement lead of the lead organisation."""
    require(
        request.user,
        "procurement.edit_procurement",
        procurement,
        f"Only a procurement lead of {procurement.lead} may change this.",
    )


def may_edit(request: HttpRequest, procurement: JointProcurement) -> bool:
    """Whether buttons that change the procurement are shown: the user runs it and it is open."""
    return procurement.state not in CLOSED and request.user.has_perm(
        "procurement.edit_procurement", procurement
    )


def the_bid(request: HttpRequest, pk: int) -> Bid:
    """A bid of a procurement the user may see; 404 for any other."""
    return get_object_or_404(visible_bids(request.user).select_related("procurement__lead"), pk=pk)


def the_scenario(request: HttpRequest, pk: int) -> Scenario:
    """A scenario of a procurement the user may see; 404 for any other."""
    return get_object_or_404(visible_scenarios(request.user), pk=pk)


def led_scenario(request: HttpRequest, pk: int) -> Scenario:
    """A scenario of a procurement the user runs."""
    scenario = the_scenario(request, pk)
    require_lead(request, scenario.procurement)
    return scenario


def writable_authorities(
    request: HttpRequest, procurement: JointProcurement
) -> QuerySet[ContractingAuthority]:
    """The authorities that take part and that the user may write needs for."""
    rows = ContractingAuthority.objects.filter(
        participations__procurement=procurement,
        participations__state__in=[Participation.State.INDICATIVE, Participation.State.COMMITTED],
    ).select_related("organisation")
    if request.user.has_perm("procurement.edit_procurement", procurement):
        return rows
    return rows.filter(organisation__in=organisations_of(request.user, *BUYING_ROLES))


def authorities_to_write_for(
    request: HttpRequest, procurement: JointProcurement
) -> QuerySet[ContractingAuthority]:
    """The same; refused if there is none, so that nobody fills in a form that is refused when it is sent."""
    rows = writable_authorities(request, procurement)
    if not rows.exists():
        raise not_allowed("Your roles do not let you enter needs or prices paid here.")
    return rows


def buying_organisations(request: HttpRequest) -> QuerySet[Organisation]:
    """The organisations the user buys for."""
    return organisations_of(request.user, *BUYING_ROLES)


def own_authorities(request: HttpRequest, *roles: str) -> QuerySet[ContractingAuthority]:
    """The buying faces of the organisations whose money the user looks after."""
    return ContractingAuthority.objects.filter(
        organisation__in=organisations_of(request.user, *(roles or MONEY_ROLES))
    ).select_related("organisation")
