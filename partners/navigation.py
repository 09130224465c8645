"""The navigation a signed-in person sees: the pages their roles let them use."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

PLACES = [
    ("Book", "assets:book"),
    ("Schedule", "assets:schedule"),
    ("Requests", "assets:requests"),
    ("Rounds", "assets:rounds"),
    ("Assets", "assets:assets"),
    ("Agreements", "assets:agreements"),
    ("Procurements", "procurement:procurements"),
    ("Organisation", "partners:organisations"),
]


def navigation(request: HttpRequest) -> dict:
    """Context for the header: a list of {text, href, current}, empty until somebody signs in; `has_passwords`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    items = []
    for text, name in PLACES:
        try:
            href = reverse(name)
        except NoReverseMatch:  # an error page must not fail for its header
            continue
        items.append({"text": text, "href": href, "current": request.path.startswith(href)})
    return {"navigation": items, "has_passwords": settings.PASSWORD_SIGN_IN}
