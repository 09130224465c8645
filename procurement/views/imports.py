"""Workbooks in: sending one, saying which authority a name means, faults with the marked copy, the template."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partners.refusals import Refused
from procurement.actions.authorities import confirm_name
from procurement.forms.uploads import NameForm, WorkbookForm
from procurement.models import JointProcurement
from procurement.queries.catalogue import visible_authorities
from procurement.sheets import ImportOutcome
from procurement.sheets.imports import import_prices_paid, import_workbook, template
from procurement.views.downloads import workbook_response
from procurement.views.held import Held, held_for, hold, release
from procurement.views.scope import authorities_to_write_for, crumbs, place, the_procurement

SHOWN = 50
IMPORTS = {"workbook": import_workbook, "prices": import_prices_paid}


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a workbook; what is faulty or unclear is shown next."""
    procurement = _to_import_into(request, pk)
    leads = request.user.has_perm("procurement.edit_procurement", procurement)
    form = WorkbookForm(request.POST or None, request.FILES or None, leads=leads)
    if request.method == "POST" and form.is_valid():
        held = Held(
            request.FILES["file"].name, form.cleaned_data["kind"], form.cleaned_data["file"], b"", False
        )
        return _try(request, procurement, held)
    context = {"procurement": procurement, "form": form, "crumbs": crumbs(procurement)}
    return render(request, "procurement/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the faults of the upload that is kept again, or try it once more without its incomplete rows."""
    procurement = _to_import_into(request, pk)
    held = held_for(request, procurement)
    if held is None:
        return _gone(request, pk)
    if request.method == "POST":
        held = Held(held.name, held.kind, held.data, b"", leave_out=True)
    return _try(request, procurement, held)


@require_POST
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what each written name means, then try the upload again."""
    procurement = _to_import_into(request, pk)
    held = held_for(request, procurement)
    if held is None:
        return _gone(request, pk)
    outcome = _import(request, procurement, held)
    if outcome.ok or not outcome.questions:
        return _answer(request, procurement, held, outcome)
    forms = _name_forms(request, outcome, request.POST)
    if any(form.errors for form in forms):
        return _names_page(request, procurement, held, outcome, forms, status=422)
    known = {row.pk: row for row in visible_authorities(request.user)}
    try:
        for form in forms:
            meant = form.meaning()
            confirm_name(
                owner=procurement.lead,
                written=form.question.written,
                authority=None if meant is None else known[meant],
                by=request.user,
            )
    except Refused as refusal:
        forms[0].add_error(None, refusal.tell())
        return _names_page(request, procurement, held, outcome, forms, status=refusal.status)
    messages.success(request, "The names are matched. The next workbook with them is read without asking.")
    return _try(request, procurement, held)


@require_GET
def marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The user's own workbook with the faults marked."""
    procurement = _to_import_into(request, pk)
    held = held_for(request, procurement)
    if held is None or not held.marked:
        return _gone(request, pk)
    return workbook_response(held.marked, f"{held.name.rsplit('.', 1)[0]} with faults marked")


@require_GET
def empty_template(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty workbook to fill in."""
    procurement = the_procurement(request, pk)
    return workbook_response(template(), f"Template {procurement}")


def _to_import_into(request: HttpRequest, pk: int) -> JointProcurement:
    """A procurement the user may send needs to; 404 if they may not see it, refused if their roles do not let them."""
    procurement = the_procurement(request, pk)
    authorities_to_write_for(request, procurement)
    return procurement


def _import(request: HttpRequest, procurement: JointProcurement, held: Held) -> ImportOutcome:
    act = IMPORTS.get(held.kind, import_workbook)
    return act(procurement=procurement, data=held.data, by=request.user, leave_out_incomplete=held.leave_out)


def _try(request: HttpRequest, procurement: JointProcurement, held: Held) -> HttpResponse:
    return _answer(request, procurement, held, _import(request, procurement, held))


def _answer(
    request: HttpRequest, procurement: JointProcurement, held: Held, outcome: ImportOutcome
) -> HttpResponse:
    if outcome.ok:
        release(request)
        context = {
            "procurement": procurement,
            "outcome": outcome,
            "name": held.name,
            "crumbs": _crumbs(procurement),
        }
        return render(request, "procurement/import_done.html", context)
    held = Held(held.name, held.kind, held.data, outcome.marked or b"", held.leave_out)
    kept = hold(request, procurement, held)
    if outcome.questions and kept:
        return _names_page(request, procurement, held, outcome, _name_forms(request, outcome))
    context = {
        "procurement": procurement,
        "outcome": outcome,
        "name": held.name,
        "faults": outcome.faults[:SHOWN],
        "more": max(0, len(outcome.faults) - SHOWN),
        "only_incomplete": outcome.incomplete > 0 and len(outcome.faults) <= 2 * outcome.incomplete,
        "kept": kept,
        "crumbs": _crumbs(procurement),
    }
    return render(request, "procurement/import_faults.html", context, status=422)


def _name_forms(request: HttpRequest, outcome: ImportOutcome, data: Any = None) -> list[NameForm]:
    authorities = list(visible_authorities(request.user))
    return [
        NameForm(data, question=question, authorities=authorities, prefix=f"name-{number}")
        for number, question in enumerate(outcome.questions)
    ]


def _names_page(
    request: HttpRequest,
    procurement: JointProcurement,
    held: Held,
    outcome: ImportOutcome,
    forms: list[NameForm],
    status: int = 200,
) -> HttpResponse:
    context = {
        "procurement": procurement,
        "forms": forms,
        "name": held.name,
        "other_faults": len(outcome.faults) - sum(question.rows for question in outcome.questions),
        "may_match": request.user.has_perm("procurement.edit_catalogue", procurement.lead),
        "crumbs": _crumbs(procurement),
    }
    return render(request, "procurement/import_names.html", context, status=status)


def _crumbs(procurement: JointProcurement) -> list[tuple[str, str]]:
    return crumbs(procurement, place("Send a workbook", "import", procurement.pk))


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, "The workbook is no longer kept here. Send it again.")
    return redirect(reverse("procurement:import", args=[pk]))
