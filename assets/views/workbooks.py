"""Workbooks down and up: what will change is shown before it is stored; faults come back marked."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assets import sheets
from assets.forms.uploads import UploadForm
from assets.sheets import Upload
from assets.views.assets import LIST as ASSETS
from assets.views.held import Held, held_for, hold, release
from assets.views.rounds import LIST as ROUNDS
from assets.views.rounds import the_round
from assets.views.scope import Crumbs, crumbs, require_somewhere

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN = 50
EXPORTS = {
    "sites": sheets.export_sites,
    "assets": sheets.export_assets,
    "agreements": sheets.export_agreements,
}
IMPORTS = {
    "sites": sheets.import_sites,
    "assets": sheets.import_assets,
    "agreements": sheets.import_agreements,
}
PERMISSIONS = {
    "sites": "assets.keep_catalogue",
    "assets": "assets.keep_catalogue",
    "agreements": "assets.keep_agreements",
}


@require_GET
def workbooks(request: HttpRequest) -> HttpResponse:
    """All sheets of the catalogue: download, template, send in."""
    rows = [
        {"name": name, "title": name.capitalize(), "may_send": request.user.has_perm(PERMISSIONS[name], None)}
        for name in EXPORTS
    ]
    return render(request, "assets/workbooks.html", {"rows": rows, "crumbs": crumbs(ASSETS)})


@require_GET
def download(request: HttpRequest, name: str) -> HttpResponse:
    """What the user may see, as a workbook that can be changed and sent in again."""
    if name not in EXPORTS:
        raise Http404
    return workbook_response(EXPORTS[name](request.user), name)


@require_GET
def template(request: HttpRequest, name: str) -> HttpResponse:
    """An empty workbook to fill in."""
    if name not in {*EXPORTS, "requests"}:
        raise Http404
    return workbook_response(sheets.template(name), f"{name} to fill in")


@require_GET
def round_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """A round's plan or its bookings, as far as the user may see them."""
    found = the_round(request, pk)
    return workbook_response(sheets.round_workbook(found, request.user), found.name)


@require_GET
def round_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """The requests of a round that the user may see."""
    found = the_round(request, pk)
    return workbook_response(sheets.export_requests(request.user, found), f"Requests of {found.name}")


def workbook_response(data: bytes, name: str) -> HttpResponse:
    """A workbook to download under a name that every file system takes."""
    kept = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in name)
    file_name = " ".join(kept.split())
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{file_name.encode("ascii", "ignore").decode()}.xlsx"'
    )
    return answer


@require_http_methods(["GET", "POST"])
def import_catalogue(request: HttpRequest, name: str) -> HttpResponse:
    """Sites, assets or agreements from a workbook."""
    if name not in IMPORTS:
        raise Http404
    require_somewhere(request, PERMISSIONS[name], f"send in {name}")
    back = reverse("assets:agreements" if name == "agreements" else f"assets:{name}")
    way = [*crumbs(ASSETS), ("Workbooks", reverse("assets:workbooks"))]
    return _import_page(request, name, f"Send in {name}", IMPORTS[name], back, way)


@require_http_methods(["GET", "POST"])
def import_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """Requests of a round from a workbook, handed in at once."""
    found = the_round(request, pk)
    require_somewhere(request, "assets.book", "make requests")
    store = partial(sheets.import_requests, planned=found)
    back = reverse("assets:round", args=[pk])
    heading = f"Send in requests for {found}"
    return _import_page(request, f"round {pk}", heading, store, back, [*crumbs(ROUNDS), (found.name, back)])


def _import_page(
    request: HttpRequest,
    subject: str,
    heading: str,
    store: Callable[..., Upload],
    back: str,
    way: Crumbs,
) -> HttpResponse:
    page = {"heading": heading, "back": back, "crumbs": way, "sheet": subject.split(" ")[0]}
    if request.method == "GET" and "marked" in request.GET:
        return _marked(request, subject)
    if request.method == "POST" and "confirm" in request.POST:
        return _stored(request, subject, store, page)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "assets/import.html", {**page, "form": form}, status=status)
    sent = Held(subject, request.FILES["file"].name, form.cleaned_data["file"])
    with transaction.atomic():
        upload = store(data=sent.data, by=request.user)
        # A trial: nothing is kept until the sender has seen what would change.
        transaction.set_rollback(True)
    if not upload.ok:
        return _faults_page(request, subject, upload, sent.name, page)
    if not hold(request, sent):
        return _done(request, store(data=sent.data, by=request.user), page)
    return render(request, "assets/import_confirm.html", {**page, "upload": upload, "name": sent.name})


def _stored(
    request: HttpRequest, subject: str, store: Callable[..., Upload], page: dict[str, object]
) -> HttpResponse:
    held = held_for(request, subject)
    if held is None:
        messages.info(request, "The workbook is no longer kept here. Send it again.")
        return redirect(request.path)
    upload = store(data=held.data, by=request.user)
    release(request)
    if not upload.ok:
        return _faults_page(request, subject, upload, held.name, page)
    return _done(request, upload, page)


def _done(request: HttpRequest, upload: Upload, page: dict) -> HttpResponse:
    messages.success(request, f"Stored: {upload.summary}")
    return redirect(page["back"])


def _faults_page(
    request: HttpRequest, subject: str, upload: Upload, name: str, page: dict[str, object]
) -> HttpResponse:
    kept = hold(request, Held(f"{subject}, marked", name, upload.marked)) if upload.marked else False
    context = {
        **page,
        "upload": upload,
        "name": name,
        "kept": kept,
        "faults": upload.faults[:FAULTS_SHOWN],
        "more": max(0, len(upload.faults) - FAULTS_SHOWN),
        "form": None,
        "upload_form": UploadForm(),
    }
    return render(request, "assets/import_faults.html", context, status=422)


def _marked(request: HttpRequest, subject: str) -> HttpResponse:
    held = held_for(request, f"{subject}, marked")
    if held is None:
        messages.info(request, "The workbook is no longer kept here. Send it again.")
        return redirect(request.path)
    return workbook_response(held.data, f"{held.name.rsplit('.', 1)[0]} with faults marked")
