"""Who may use whose assets, and on what terms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from assets.filters import AgreementFilter
from assets.hours import hours_in_words
from assets.queries.agreements import caps_of, visible_agreements
from assets.tables import PER_PAGE, AgreementTable
from assets.views.scope import crumbs, the_agreement
from partners.queries import visible_organisations

LIST = ("Agreements", "assets:agreements")


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements of the user's organisations, with the share of each cap that is used."""
    found = visible_agreements(request.user)
    narrowed = AgreementFilter(request.GET, found, organisations=visible_organisations(request.user))
    rows = narrowed.qs
    table = AgreementTable(rows, caps=caps_of(rows))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "table": table,
        "filter": narrowed.form,
        "some": bool(rows),
        "any": found.exists(),
        "may_add": request.user.has_perm("assets.keep_agreements", None),
        "crumbs": crumbs(),
    }
    return render(request, "assets/agreements.html", context)


@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement in words."""
    found = the_agreement(request, pk)
    used, cap = caps_of([found]).get(found.pk, (0, 0))
    context = {
        "agreement": found,
        "hours": hours_in_words(found.hours),
        "used": used,
        "cap": cap,
        "share": min(100, round(100 * used / cap)) if cap else 0,
        "may_change": request.user.has_perm("assets.keep_agreements", found.owner),
        "crumbs": crumbs(LIST),
    }
    return render(request, "assets/agreement.html", context)
