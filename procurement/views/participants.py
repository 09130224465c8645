"""Who takes part: inviting, joining, committing, withdrawing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.permissions import require
from procurement.actions.participation import (
    commit_participation,
    invite_authority,
    join_procurement,
    require_decision,
    withdraw_participation,
)
from procurement.forms.procurements import AuthorityChoiceForm
from procurement.models import ContractingAuthority, Participation
from procurement.permissions import BUYING_ROLES, sees_all
from procurement.queries.catalogue import visible_authorities
from procurement.queries.procurements import open_procurements, visible_procurements
from procurement.queries.taking_part import participations_of
from procurement.views.answers import Page, answer_form, ask_first
from procurement.views.scope import (
    CLOSED,
    crumbs,
    led_procurement,
    may_edit,
    own_authorities,
    place,
    the_procurement,
)

State = Participation.State


@require_GET
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who takes part, with how firmly and, for the lead, how many needs they gave."""
    procurement = the_procurement(request, pk)
    rows = list(participations_of(procurement))
    is_open = procurement.state not in CLOSED
    for row in rows:
        mine = is_open and request.user.has_perm("procurement.take_part", row)
        row.may_commit = mine and row.state != State.COMMITTED
        row.may_withdraw = mine and row.state != State.WITHDRAWN
    context = {
        "procurement": procurement,
        "rows": rows,
        "sees_all": sees_all(request.user, procurement),
        "states": [(label, sum(row.state == value for row in rows)) for value, label in State.choices],
        "acts": any(row.may_commit or row.may_withdraw for row in rows),
        "may_edit": may_edit(request, procurement),
        "crumbs": crumbs(procurement),
    }
    return render(request, "procurement/participants.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a partner's authority."""
    procurement = led_procurement(request, pk)
    invitable = (
        visible_authorities(request.user)
        .filter(organisation__partnerships__organisations=procurement.lead_id)
        .exclude(participations__procurement=procurement)
        .distinct()
    )
    form = AuthorityChoiceForm(request.POST or None, authorities=invitable, label="Whom do you invite?")

    def act(data: dict[str, Any]) -> str:
        row = invite_authority(procurement=procurement, authority=data["authority"], by=request.user)
        return f"{row.authority} takes part now. It is indicative until it commits itself."

    page = Page(
        "Invite an authority",
        "Invite",
        reverse("procurement:participants", args=[pk]),
        crumbs(procurement, place("Participants", "participants", pk)),
        "It can enter its needs at once. Only its own procurement leads can commit it.",
    )
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Join a partner's procurement with one of one's own authorities."""
    procurement = get_object_or_404(open_procurements(request.user), pk=pk)
    require(
        request.user,
        "procurement.create_procurement",
        None,
        "Only a procurement lead may join a procurement.",
    )
    own: Any = own_authorities(request, *BUYING_ROLES)
    first = own.first() if own.count() == 1 else None
    form = AuthorityChoiceForm(
        request.POST or None, authorities=own, label="Who joins?", initial={"authority": first}
    )

    def act(data: dict[str, Any]) -> str:
        authority: ContractingAuthority = data["authority"]
        join_procurement(procurement=procurement, authority=authority, by=request.user)
        address = reverse("procurement:procurement", args=[pk])
        return f"{authority} takes part in {procurement} now. Enter what it needs.\n{address}"

    page = Page(
        f"Join {procurement}",
        "Join",
        reverse("procurement:procurements"),
        crumbs(),
        f"{procurement.lead} leads it and sees your needs. You can withdraw until it is awarded.",
    )
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then commit an authority."""
    row = _participation(request, pk)
    require_decision(row, request.user)

    def act() -> str:
        commit_participation(participation=row, by=request.user)
        return f"{row.authority} is committed."

    return ask_first(
        request,
        act,
        question=f"Do you want to commit {row.authority}?",
        text=f"It then buys what the award of {row.procurement} allocates to it, within its budgets.",
        action_text="Commit",
        back=reverse("procurement:participants", args=[row.procurement_id]),
        crumbs=crumbs(row.procurement, place("Participants", "participants", row.procurement_id)),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take an authority out."""
    row = _participation(request, pk)
    require_decision(row, request.user)

    def act() -> str:
        withdraw_participation(participation=row, by=request.user)
        return f"{row.authority} has withdrawn."

    return ask_first(
        request,
        act,
        question=f"Do you want to withdraw {row.authority}?",
        consequences=[
            "Its needs stay on record but are not planned any more.",
            "Scenarios solved so far are out of date and must be solved again before an award.",
        ],
        action_text="Withdraw",
        warning=True,
        back=reverse("procurement:participants", args=[row.procurement_id]),
        crumbs=crumbs(row.procurement, place("Participants", "participants", row.procurement_id)),
    )


def _participation(request: HttpRequest, pk: int) -> Participation:
    rows = Participation.objects.filter(procurement__in=visible_procurements(request.user))
    return get_object_or_404(rows.select_related("authority__organisation", "procurement__lead"), pk=pk)
