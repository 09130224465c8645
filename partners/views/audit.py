"""What was done for an organisation."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from partners.forms import AuditFilter, words_of
from partners.models import AuditEntry
from partners.queries import audit_of
from partners.views.scope import crumbs_of, own_organisation

PER_PAGE = 50
VALUE_LENGTH = 80


class Change(NamedTuple):
    """One field of an audit entry in words; empty where the field was not there before or after."""

    name: str
    before: str
    after: str


@require_GET
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """The audit log, filtered and in pages, newest first."""
    organisation = own_organisation(request, pk, "partners.view_audit")
    form = AuditFilter(request.GET or None, organisation=organisation)
    entries = audit_of(organisation)
    if form.is_valid():
        entries = filtered(entries, form.cleaned_data)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "form": form,
        "page_obj": page,
        "rows": [(entry, words_of(entry.action), changes_of(entry)) for entry in page],
        "crumbs": crumbs_of(organisation),
    }
    return render(request, "partners/audit.html", context)


def filtered(entries: QuerySet[AuditEntry], wanted: dict[str, Any]) -> QuerySet[AuditEntry]:
    """The entries of a person, of an action, from one local day up to and including another."""
    if wanted["user"]:
        entries = entries.filter(user=wanted["user"])
    if wanted["action"]:
        entries = entries.filter(action=wanted["action"])
    if wanted["since"]:
        entries = entries.filter(at__gte=_midnight(wanted["since"]))
    if wanted["until"]:
        entries = entries.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return entries


def changes_of(entry: AuditEntry) -> list[Change]:
    """The fields an entry speaks of, in alphabetical order."""
    before, after = entry.state_before(), entry.state_after()
    return [
        Change(name.replace("_", " "), _words(before, name), _words(after, name))
        for name in sorted(before.keys() | after.keys())
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _words(state: dict[str, Any], name: str) -> str:
    value = state.get(name)
    if value in (None, ""):
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 1] + "…"
