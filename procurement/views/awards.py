"""Making a scenario binding and taking that back; the award with its call-offs and who pays what."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.permissions import organisation_ids_of
from partners.wording import pounds
from procurement.actions.awards import (
    award_refusal,
    award_scenario,
    issue_call_off,
    require_issue,
    undo_award,
)
from procurement.models import Award, CallOff, CostShare, CostSplit
from procurement.permissions import sees_all
from procurement.queries.procurements import visible_procurements
from procurement.results import scenario_result
from procurement.views.answers import ask_first
from procurement.views.scope import crumbs, led_scenario, place, require_lead, scenario_crumbs
from procurement.views.words import gap_words

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then award a scenario. An answer that is out of date is explained instead of asked about."""
    scenario = led_scenario(request, pk)
    refusal = award_refusal(scenario) if request.method == "GET" else None
    above = scenario_crumbs(scenario)
    if refusal is not None:
        context = {"scenario": scenario, "refusal": refusal, "crumbs": above}
        return render(request, "procurement/award_refused.html", context, status=409)

    rule = request.GET.get("split", CostSplit.Rule.BATCH_PRICE)
    if rule not in CostSplit.Rule.values:
        raise Http404("No such rule.")

    def act() -> str:
        award = award_scenario(scenario=scenario, by=request.user, split_rule=rule)
        return f"“{scenario}” is awarded.\n{reverse('procurement:award', args=[award.pk])}"

    result = scenario_result(scenario, request.user)
    facts = []
    if result is not None and result.cost_pence is not None:
        facts = [
            f"It costs {pounds(result.cost_pence)}. {gap_words(result.cost_pence, result.bound_pence)}",
            f"{len(result.batches)} batches are ordered for {len(result.buyers)} buyers.",
        ]
    return ask_first(
        request,
        act,
        question=f"Do you want to award “{scenario}”?",
        consequences=[
            *facts,
            f"The cost is shared by this rule: {CostSplit.Rule(rule).label}.",
            "Each buyer gets one call-off for each batch, which its own procurement lead issues.",
            "Needs, bids and rules can no longer be changed. You can undo the award until a call-off is issued.",
        ],
        action_text="Award",
        back=reverse("procurement:scenario", args=[pk]),
        crumbs=above,
    )


@require_GET
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """An award: cost, batches, what each buyer pays and its call-offs, as far as the user may see them."""
    found = _award(request, pk)
    everything = sees_all(request.user, found.procurement)
    own = organisation_ids_of(request.user)
    scope = Q() if everything else Q(authority__organisation__in=own)
    call_offs = CallOff.objects.filter(scope, batch__award=found).select_related(
        "batch__supplier", "batch__lot__framework", "authority__organisation"
    )
    page = _page_of_call_offs(request, found, call_offs)
    issued = call_offs.filter(state=CallOff.State.ISSUED).count()
    context = {
        "award": found,
        "procurement": found.procurement,
        "sees_all": everything,
        "costs": found.buyer_costs.filter(scope).select_related("authority__organisation"),
        "prices": found.scenario.volume_limit_permille is not None,
        "savings": _savings(found, scope),
        "split": found.splits.filter(chosen=True).first(),
        "shares": _shares(found, scope),
        "page_obj": page,
        "buyer": request.GET.get("buyer", ""),
        "call_off_count": call_offs.count(),
        "issued": issued,
        "batch_count": found.batches.count(),
        "may_undo": found.undone_at is None
        and not CallOff.objects.filter(batch__award=found, state=CallOff.State.ISSUED).exists()
        and request.user.has_perm("procurement.award", found.procurement),
        "crumbs": crumbs(found.procurement),
    }
    return render(request, "procurement/award.html", context)


def _page_of_call_offs(request: HttpRequest, found: Award, call_offs: QuerySet[CallOff]) -> Page:
    """One page of the call-offs, of one buyer on request, each with whether the user may issue it."""
    if request.GET.get("buyer"):
        call_offs = call_offs.filter(authority__code=request.GET["buyer"])
    page = Paginator(call_offs.order_by("batch__number", "authority__organisation__name"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    for row in page:
        row.may_issue = (
            found.undone_at is None
            and row.state == CallOff.State.DRAFT
            and request.user.has_perm("procurement.edit_catalogue", row.authority.organisation)
        )
    return page


def _shares(found: Award, scope: Q) -> list[CostShare]:
    """What each pays by the chosen rule, with what it owes the others; empty where the batch price holds."""
    shares = CostShare.objects.filter(scope, split__award=found, split__chosen=True).exclude(
        split__rule=CostSplit.Rule.BATCH_PRICE
    )
    own = dict(found.buyer_costs.values_list("authority", "pays_pence"))
    rows = list(shares.select_related("authority__organisation"))
    for row in rows:
        row.own_pence = own[row.authority_id]
        row.owes_pence = row.pays_pence - row.own_pence
    return rows


def _savings(found: Award, scope: Q) -> list[dict]:
    """Pence by source, over the buyers the user may see."""
    rows = found.savings.filter(scope).order_by("source").values("source").annotate(pence=Sum("pence"))
    labels = dict(found.savings.model.Source.choices)
    return [{"label": labels[row["source"]], "pence": row["pence"]} for row in rows]


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take an award out of force."""
    found = _award(request, pk)
    require_lead(request, found.procurement)

    def act() -> str:
        undo_award(award=found, by=request.user)
        return f"The award was undone.\n{reverse('procurement:procurement', args=[found.procurement_id])}"

    return ask_first(
        request,
        act,
        question="Do you want to undo this award?",
        consequences=[
            "Its call-offs are void. The award stays on record as undone.",
            "Needs, bids and rules can be changed again, and another scenario can be awarded.",
        ],
        action_text="Undo the award",
        warning=True,
        back=reverse("procurement:award", args=[pk]),
        crumbs=crumbs(found.procurement, place("Award", "award", pk)),
    )


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then mark one's own call-off as sent to the supplier."""
    own = organisation_ids_of(request.user)
    visible = Q(authority__organisation__in=own) | Q(batch__award__procurement__lead__in=own)
    row = get_object_or_404(
        CallOff.objects.filter(visible).select_related(
            "batch__award__procurement__lead", "batch__supplier", "authority__organisation"
        ),
        pk=pk,
    )
    require_issue(row, request.user)
    found = row.batch.award

    def act() -> str:
        issue_call_off(call_off=row, by=request.user)
        return f"Call-off {row} is issued."

    return ask_first(
        request,
        act,
        question=f"Do you want to issue call-off {row}?",
        consequences=[
            f"{row.authority} orders goods for {pounds(row.goods_pence)} from {row.batch.supplier}.",
            "Mark it as issued once you have sent it to the supplier. After that the award can no longer be undone.",
        ],
        action_text="Issue the call-off",
        back=reverse("procurement:award", args=[found.pk]),
        crumbs=crumbs(found.procurement, place("Award", "award", found.pk)),
    )


def _award(request: HttpRequest, pk: int) -> Award:
    rows = Award.objects.filter(procurement__in=visible_procurements(request.user))
    return get_object_or_404(
        rows.select_related("procurement__lead", "scenario", "awarded_by", "undone_by"), pk=pk
    )
