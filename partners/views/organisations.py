"""The home page and the organisations a user may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from partners.home import sections_for
from partners.models import Membership, Partnership
from partners.permissions import roles_in
from partners.queries import organisations_of, visible_organisations
from partners.views.scope import crumbs_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs doing, room by room."""
    context = {"sections": sections_for(request.user), "own": organisations_of(request.user)}
    return render(request, "partners/home.html", context)


@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """The user's own organisations and their partners."""
    rows = [
        {"organisation": organisation, "roles": _role_names(request, organisation.pk)}
        for organisation in visible_organisations(request.user)
    ]
    context = {
        "own": [row for row in rows if row["roles"]],
        "partners": [row for row in rows if not row["roles"]],
        "crumbs": crumbs_of()[:1],
    }
    return render(request, "partners/organisations.html", context)


@require_GET
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: what partners may know of it, and the way to its own pages for its members."""
    found = get_object_or_404(visible_organisations(request.user), pk=pk)
    own = organisations_of(request.user)
    context = {
        "organisation": found,
        "roles": _role_names(request, pk),
        "partnerships": Partnership.objects.filter(organisations=found)
        .filter(organisations__in=own)
        .distinct(),
        "crumbs": crumbs_of(),
    }
    return render(request, "partners/organisation.html", context)


def _role_names(request: HttpRequest, organisation_id: int) -> list[str]:
    held = roles_in(request.user, organisation_id)
    return [str(label) for value, label in Membership.Role.choices if value in held]
