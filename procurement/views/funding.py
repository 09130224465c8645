"""How one's own organisations buy: buying face, budgets, existing contracts, and names matched to authorities."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assets.views.scope import number_from
from partners.permissions import organisation_ids_of, require
from partners.tables import show_a_page
from procurement.actions.authorities import forget_name, set_budget, set_up_authority
from procurement.actions.catalogue import set_commitment
from procurement.forms.funding import AuthorityForm, BudgetForm, CommitmentForm
from procurement.models import Commitment, ContractingAuthority, NameMapping
from procurement.months import financial_year_of
from procurement.permissions import BUYING_ROLES
from procurement.queries.catalogue import visible_suppliers
from procurement.queries.funding import visible_budgets
from procurement.tables import BudgetTable, CommitmentTable
from procurement.views.answers import Page, answer_form, ask_first
from procurement.views.scope import buying_organisations, crumbs, own_authorities, place

ABOVE = ("Budgets and buyers", "funding")


@require_GET
def funding(request: HttpRequest) -> HttpResponse:
    """The user's own authorities with their budgets, commitments and the names matched for them."""
    own = organisation_ids_of(request.user)
    budgets, commitments = (
        BudgetTable(visible_budgets(request.user)),
        CommitmentTable(
            Commitment.objects.filter(authority__organisation__in=own).select_related(
                "authority__organisation", "supplier"
            ),
            prefix="c-",
        ),
    )
    for table in (budgets, commitments):
        show_a_page(table, request)
    context = {
        "authorities": ContractingAuthority.objects.filter(organisation__in=own).select_related(
            "organisation"
        ),
        "budgets": budgets,
        "commitments": commitments,
        "mappings": _mappings(request)[:200],
        "may_set_up": request.user.has_perm("procurement.edit_catalogue", None),
        "may_budget": own_authorities(request).exists(),
        "crumbs": crumbs(),
    }
    return render(request, "procurement/funding.html", context)


@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest) -> HttpResponse:
    """Give an own organisation its buying face, or change it."""
    require(
        request.user, "procurement.edit_catalogue", None, "Only a procurement lead may set up how one buys."
    )
    owners = buying_organisations(request)
    known = ContractingAuthority.objects.filter(
        organisation__in=owners, organisation=number_from(request.GET.get("of"))
    )
    initial = {}
    for row in known:
        initial = {
            "owner": row.organisation,
            "code": row.code,
            "vat_recoverable": "yes" if row.vat_recoverable else "no",
            "threshold_class": row.threshold_class,
        }
    form = AuthorityForm(request.POST or None, owners=owners, initial=initial)

    def act(data: dict[str, Any]) -> str:
        made = set_up_authority(organisation=data.pop("owner"), by=request.user, **data)
        return f"{made} can take part in joint procurements."

    return answer_form(request, form, _page("How your organisation buys"), act)


@require_http_methods(["GET", "POST"])
def budget(request: HttpRequest) -> HttpResponse:
    """Set a budget; one of the same year and kind is replaced."""
    _require_money(request)
    form = BudgetForm(request.POST or None, authorities=own_authorities(request), year=_this_year())

    def act(data: dict[str, Any]) -> str:
        return f"{set_budget(by=request.user, **data)}: the budget is set."

    intro = "It limits the goods delivered in the year, with the VAT that is not recovered."
    return answer_form(request, form, _page("Set a budget", intro), act)


@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest) -> HttpResponse:
    """Record an existing contract's minimum spend; one of the same supplier and year is replaced."""
    _require_money(request)
    form = CommitmentForm(
        request.POST or None,
        authorities=own_authorities(request),
        suppliers=visible_suppliers(request.user),
        year=_this_year(),
    )

    def act(data: dict[str, Any]) -> str:
        return f"The commitment of {set_commitment(by=request.user, **data)} is recorded."

    intro = "Below the minimum, a share of the shortfall is paid. Scenarios weigh it against cheaper offers."
    return answer_form(request, form, _page("Record an existing contract", intro), act)


@require_http_methods(["GET", "POST"])
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a matched name back."""
    mapping = get_object_or_404(_mappings(request), pk=pk)

    def act() -> str:
        forget_name(mapping=mapping, by=request.user)
        return "The next workbook with this name asks again."

    return ask_first(
        request,
        act,
        question=f"Do you want to forget what “{mapping.written}” means?",
        text=f"It means {mapping.authority or 'that its rows are left out'} now.",
        action_text="Forget it",
        back=reverse("procurement:funding"),
        crumbs=crumbs(None, place(*ABOVE)),
    )


def _mappings(request: HttpRequest) -> Any:
    own = organisation_ids_of(request.user, *BUYING_ROLES)
    return NameMapping.objects.filter(owner__in=own).select_related(
        "authority__organisation", "owner", "confirmed_by"
    )


def _require_money(request: HttpRequest) -> None:
    words = "Only a procurement lead or a finance officer may set budgets and record contracts."
    require(request.user, "procurement.edit_budget", None, words)


def _this_year() -> int:
    return financial_year_of(timezone.localdate())


def _page(title: str, intro: str = "") -> Page:
    return Page(title, "Save", reverse("procurement:funding"), crumbs(None, place(*ABOVE)), intro)
