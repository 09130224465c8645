"""Sharing the cost of a scenario's plan: choosing a rule, watching the run, and reading who pays what."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from optimizer.runs.models import Run
from optimizer.runs.queries import visible_runs
from partners.refusals import Refused
from procurement.actions.splits import split_cost
from procurement.forms.scenarios import SplitForm
from procurement.models import Scenario
from procurement.results import SplitResult, splits_of
from procurement.views.answers import add_refusal
from procurement.views.results import scenario_context, solved_scenario
from procurement.views.scope import require_lead, scenario_crumbs


class Compared(NamedTuple):
    """One authority: what it pays by each rule that has been worked out, in the order of the splits."""

    name: str
    pays: list[int]


@require_http_methods(["GET", "POST"])
def sharing(request: HttpRequest, pk: int) -> HttpResponse:
    """Who pays what by which rule, and whether any group would rather leave."""
    found, result = solved_scenario(request, pk)
    form, status = SplitForm(request.POST or None), 200
    if request.method == "POST":
        require_lead(request, found.procurement)
        status = _start(request, found, form)
        if status == 302:
            messages.success(request, "The shares are being worked out.")
            return redirect("procurement:scenario_sharing", pk)
    splits = splits_of(found, request.user)
    going, last = _runs(request, found)
    context = scenario_context(request, found, result)
    context |= {
        "form": form if context["may_edit"] and going is None else None,
        "splits": splits,
        "split": _shown(splits, request.GET.get("rule", "")),
        "compared": compared(splits),
        "going": going,
        "failed": last if last is not None and last.status == Run.Status.FAILED else None,
        "is_going": found.run.splits.filter(status__in=Run.UNFINISHED).exists(),
        "crumbs": scenario_crumbs(found),
    }
    return render(request, "procurement/scenario_sharing.html", context, status=status)


def compared(splits: Sequence[SplitResult]) -> list[Compared]:
    """The authorities of the splits by name, each with what it pays by every rule."""
    pays = [{share.authority_code: share.pays_pence for share in split.shares} for split in splits]
    names = {share.authority_code: share.authority_name for split in splits for share in split.shares}
    return [Compared(name, [column[code] for column in pays]) for code, name in names.items()]


def _start(request: HttpRequest, found: Scenario, form: SplitForm) -> int:
    """Queue the run; the status of the answer, 302 when it is queued."""
    if not form.is_valid():
        return 422
    try:
        split_cost(scenario=found, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        add_refusal(form, refusal)
        return refusal.status
    return 302


def _runs(request: HttpRequest, found: Scenario) -> tuple[Run | None, Run | None]:
    """The run that shares the cost now, and the last one, of those the user may see."""
    last = visible_runs(request.user).filter(split_of=found.run_id).first()
    return (None if last is None or last.is_finished else last), last


def _shown(splits: Sequence[SplitResult], rule: str) -> SplitResult | None:
    """The split by the rule asked for, else the one finished last."""
    latest = max(splits, key=lambda split: split.finished_at, default=None)
    return next((split for split in splits if split.rule == rule), latest)
