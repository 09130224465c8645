"""Scenarios: compared side by side, opened, copied, changed, solved, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partners.refusals import Refused
from procurement.actions.scenarios import (
    SCENARIO_FIELDS,
    change_scenario,
    copy_scenario,
    create_scenario,
    remove_scenario,
    set_scenario_rule,
    solve_scenario,
)
from procurement.forms.scenarios import CopyForm, RuleSettingForm, ScenarioForm, SolveForm, rule_forms
from procurement.models import Scenario
from procurement.views.answers import Page, add_refusal, answer_form, ask_first
from procurement.views.comparison import side_by_side
from procurement.views.scope import (
    crumbs,
    led_procurement,
    led_scenario,
    may_edit,
    place,
    scenario_crumbs,
    the_procurement,
)


@require_GET
def scenarios(request: HttpRequest, pk: int) -> HttpResponse:
    """All scenarios of a procurement beside each other."""
    procurement = the_procurement(request, pk)
    context = {
        "procurement": procurement,
        "comparison": side_by_side(request.user, procurement),
        "may_edit": may_edit(request, procurement),
        "crumbs": crumbs(procurement),
    }
    return render(request, "procurement/scenarios.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a scenario."""
    procurement = led_procurement(request, pk)
    initial = {"volume_limit_permille": procurement.volume_limit_permille}
    form = ScenarioForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        made = create_scenario(procurement=procurement, by=request.user, **data)
        return f"“{made}” is ready to be solved.\n{reverse('procurement:scenario', args=[made.pk])}"

    page = Page(
        "New scenario",
        "Save",
        reverse("procurement:scenarios", args=[pk]),
        crumbs(procurement, place("Scenarios", "scenarios", pk)),
        "A scenario is one way to award: which rules hold, and what is changed from the procurement.",
    )
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a scenario's settings and what it does with each rule."""
    scenario = led_scenario(request, pk)
    initial = {name: getattr(scenario, name) for name in SCENARIO_FIELDS}
    form = ScenarioForm(request.POST or None, initial=initial)
    rules = rule_forms(scenario, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid(), *(rule.is_valid() for rule in rules)]):
            try:
                _store(request, scenario, form, rules)
            except Refused as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(
                    request, "The scenario was changed. Solve it again to see what it costs now."
                )
                return redirect("procurement:scenario", pk)
    context = {"scenario": scenario, "form": form, "rules": rules, "crumbs": scenario_crumbs(scenario)}
    return render(request, "procurement/scenario_form.html", context, status=status)


def _store(
    request: HttpRequest, scenario: Scenario, form: ScenarioForm, rules: list[RuleSettingForm]
) -> None:
    """Store what differs: the settings, then each rule."""
    if form.has_changed():
        change_scenario(scenario=scenario, by=request.user, **form.cleaned_data)
    for rule in rules:
        if rule.has_changed():
            set_scenario_rule(
                scenario=scenario,
                rule=rule.rule,
                is_on=rule.cleaned_data["is_on"],
                by=request.user,
                **rule.figures,
            )


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a scenario to try something else from it."""
    scenario = led_scenario(request, pk)
    form = CopyForm(request.POST or None, initial={"name": f"{scenario.name} (copy)"[:120]})

    def act(data: dict[str, Any]) -> str:
        made = copy_scenario(scenario=scenario, name=data["name"], by=request.user)
        return f"Copied. Change what is to differ.\n{reverse('procurement:scenario_change', args=[made.pk])}"

    page = Page(
        f"Copy “{scenario}”",
        "Copy",
        reverse("procurement:scenario", args=[pk]),
        scenario_crumbs(scenario),
        "The copy has the same settings and rules. It is solved by itself.",
    )
    return answer_form(request, form, page, act)


@require_POST
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the cheapest award searched."""
    scenario = led_scenario(request, pk)
    form = SolveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose how long it may search.")
        return redirect("procurement:scenario", pk)
    try:
        solve_scenario(scenario=scenario, by=request.user, seconds=form.cleaned_data["seconds"])
    except Refused as refusal:
        messages.error(request, refusal.tell())
    return redirect("procurement:scenario", pk)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a scenario."""
    scenario = led_scenario(request, pk)

    def act() -> str:
        remove_scenario(scenario=scenario, by=request.user)
        return f"“{scenario.name}” was removed.\n{reverse('procurement:scenarios', args=[scenario.procurement_id])}"

    return ask_first(
        request,
        act,
        question=f"Do you want to remove the scenario “{scenario}”?",
        text="Its settings and its answer go with it. A scenario that was ever awarded stays.",
        action_text="Remove the scenario",
        warning=True,
        back=reverse("procurement:scenario", args=[pk]),
        crumbs=scenario_crumbs(scenario),
    )
