"""The pages of a run: how far it is, stopping it, its documents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from optimizer.runs.actions import cancel_run
from optimizer.runs.models import Run
from optimizer.runs.queries import visible_runs
from optimizer.runs.reaping import reap_run


@require_GET
def run_list(request: HttpRequest) -> HttpResponse:
    """The latest runs of the user's organisations."""
    return render(request, "runs/runs.html", {"runs": visible_runs(request.user)[:50]})


@require_GET
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one run."""
    run = _visible(request, pk)
    crumbs = [("Home", reverse("home")), ("Planning runs", reverse("runs:runs"))]
    return render(request, "runs/run.html", {"run": run, "crumbs": crumbs})


@require_GET
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The moving part of the page. Once the run has ended, the whole page is asked to load again."""
    run = _visible(request, pk)
    if not request.htmx:
        return redirect("runs:run", pk=pk)
    response = render(request, "runs/progress.html", {"run": run})
    if run.is_finished:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def run_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the run to stop, then go back to the page the button was on."""
    run = cancel_run(run=_visible(request, pk), by=request.user)
    messages.success(
        request,
        "The run was stopped before it began."
        if run.is_finished
        else "The run is stopping. It keeps the best answer found so far.",
    )
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("runs:run", pk=pk)


@require_GET
def run_problem(request: HttpRequest, pk: int) -> JsonResponse:
    """The problem document as it was frozen."""
    return _download(_visible(request, pk).problem, f"run-{pk}-problem.json")


@require_GET
def run_solution(request: HttpRequest, pk: int) -> JsonResponse:
    """The solution document; not found while there is none."""
    run = get_object_or_404(visible_runs(request.user), pk=pk, solution__isnull=False)
    return _download(run.solution, f"run-{pk}-solution.json")


def _visible(request: HttpRequest, pk: int) -> Run:
    """The run as it is now: one whose worker has gone is taken back first."""
    run = get_object_or_404(visible_runs(request.user), pk=pk)
    return visible_runs(request.user).get(pk=pk) if reap_run(run) else run


def _download(document: dict, name: str) -> JsonResponse:
    return JsonResponse(document, headers={"Content-Disposition": f'attachment; filename="{name}"'})
