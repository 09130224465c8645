"""Rules of the award, beside the budgets of those who take part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from procurement.actions.award_rules import add_award_rule, remove_award_rule
from procurement.forms.scenarios import AwardRuleForm
from procurement.models import AwardRule, Budget
from procurement.months import financial_year_of, months_after
from procurement.permissions import sees_all
from procurement.queries.funding import visible_budgets
from procurement.queries.procurements import visible_procurements
from procurement.views.answers import Page, answer_form, ask_first
from procurement.views.scope import crumbs, led_procurement, may_edit, place, require_lead, the_procurement

ABOVE = "Rules and budgets"


@require_GET
def award_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules every scenario starts from, and the budgets that bound it."""
    procurement = the_procurement(request, pk)
    budgets = Budget.objects if sees_all(request.user, procurement) else visible_budgets(request.user)
    last = months_after(procurement.first_month, procurement.months - 1)
    context = {
        "procurement": procurement,
        "rules": procurement.award_rules.select_related("supplier").prefetch_related("items"),
        "budgets": budgets.filter(
            authority__participations__procurement=procurement,
            starts_in__gte=financial_year_of(procurement.first_month),
            starts_in__lte=financial_year_of(last),
        ).select_related("authority__organisation"),
        "may_edit": may_edit(request, procurement),
        "crumbs": crumbs(procurement),
    }
    return render(request, "procurement/award_rules.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a rule."""
    procurement = led_procurement(request, pk)
    form = AwardRuleForm(request.POST or None, procurement=procurement)

    def act(data: dict[str, Any]) -> str:
        return f"Added: {add_award_rule(procurement=procurement, by=request.user, **data)}."

    page = Page(
        "Add a rule",
        "Add the rule",
        reverse("procurement:award_rules", args=[pk]),
        crumbs(procurement, place(ABOVE, "award_rules", pk)),
        "Every scenario keeps it, unless it is switched off there or given another figure.",
        "procurement/award_rule_form.html",
    )
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a rule out of all scenarios."""
    rules = AwardRule.objects.filter(procurement__in=visible_procurements(request.user))
    rule = get_object_or_404(rules.select_related("procurement__lead", "supplier"), pk=pk)
    require_lead(request, rule.procurement)

    def act() -> str:
        remove_award_rule(rule=rule, by=request.user)
        return "The rule was removed."

    return ask_first(
        request,
        act,
        question="Do you want to remove this rule?",
        text=f"{rule}. It goes from all scenarios; those solved with it must be solved again before an award.",
        action_text="Remove the rule",
        warning=True,
        back=reverse("procurement:award_rules", args=[rule.procurement_id]),
        crumbs=crumbs(rule.procurement, place(ABOVE, "award_rules", rule.procurement_id)),
    )
