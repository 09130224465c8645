"""Stations and other buildings."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assets.actions.catalogue import save_site
from assets.filters import SiteFilter
from assets.forms.catalogue import SiteForm
from assets.forms.hours import WeekForm
from assets.hours import hours_in_words
from assets.models import Site
from assets.permissions import KEEPING_ROLES
from assets.queries.catalogue import visible_assets, visible_sites
from assets.tables import SiteTable
from assets.views.scope import add_refusal, crumbs, require_somewhere, the_site
from partners.permissions import require
from partners.queries import organisations_of, visible_organisations
from partners.refusals import Refused
from partners.tables import show_a_page

ASSETS = ("Assets", "assets:assets")
LIST = ("Sites", "assets:sites")
KEEP = "assets.keep_catalogue"


@require_GET
def sites(request: HttpRequest) -> HttpResponse:
    """The sites the user may see, with how many assets of each they see."""
    found = visible_sites(request.user)
    narrowed = SiteFilter(request.GET, found, organisations=visible_organisations(request.user))
    seen = visible_assets(request.user).order_by().values("pk")
    rows = narrowed.qs.annotate(asset_count=Count("assets", filter=Q(assets__in=seen), distinct=True))
    table = SiteTable(rows)
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": narrowed.form,
        "some": narrowed.qs.exists(),
        "any": found.exists(),
        "may_add": request.user.has_perm(KEEP, None),
        "crumbs": crumbs(ASSETS),
    }
    return render(request, "assets/sites.html", context)


@require_GET
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """One site and what is kept there."""
    found = the_site(request, pk)
    context = {
        "site": found,
        "hours": hours_in_words(found.hours),
        "assets": visible_assets(request.user).filter(site=found),
        "may_change": request.user.has_perm(KEEP, found.organisation),
        "crumbs": crumbs(ASSETS, LIST),
    }
    return render(request, "assets/site.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new site."""
    require_somewhere(request, KEEP, "add sites")
    return _form_page(request, Site(), "Add a site", reverse("assets:sites"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a site."""
    found = the_site(request, pk)
    require(request.user, KEEP, found.organisation, f"Your roles do not let you change {found}.")
    return _form_page(request, found, f"Change {found}", reverse("assets:site", args=[pk]))


def _form_page(request: HttpRequest, found: Site, heading: str, back: str) -> HttpResponse:
    data = request.POST or None
    form = SiteForm(data, instance=found, organisations=organisations_of(request.user, *KEEPING_ROLES))
    week = WeekForm(data, hours=found.hours, unlimited="Always open", label="When is it open?")
    if request.method == "POST" and form.is_valid() & week.is_valid():
        saved = form.instance
        saved.hours = week.hours
        try:
            save_site(site=saved, by=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{saved} was saved.")
            return redirect("assets:site", saved.pk)
    context = {"form": form, "week": week, "heading": heading, "back": back, "crumbs": crumbs(ASSETS, LIST)}
    return render(request, "assets/site_form.html", context)
