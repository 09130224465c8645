"""Who must have a second factor, and that nothing else opens to them until they do."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partners.models import Membership, User
from partners.permissions import organisation_ids_of

EVERYBODY = "on"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN_WITHOUT = {"mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", "account_logout"}


def check_setting() -> None:
    """ImproperlyConfigured if MFA_REQUIRED names a role that does not exist."""
    if unknown := set(settings.MFA_REQUIRED) - {EVERYBODY, *Membership.Role.values}:
        raise ImproperlyConfigured(
            f"MFA_REQUIRED names {', '.join(sorted(unknown))}: set it to `on`, `off`, or roles separated by commas "
            f"({', '.join(Membership.Role.values)})."
        )


def must_enrol(request: HttpRequest) -> bool:
    """Whether this person must set up a second factor before anything else."""
    user: User = request.user
    required = settings.MFA_REQUIRED
    if not required or not user.is_authenticated:
        return False
    if EVERYBODY not in required and not organisation_ids_of(user, *required):
        return False
    if settings.OIDC_HAS_MFA and _came_by_single_sign_on(request):
        return False
    return not is_mfa_enabled(user, FACTORS)


class SecondFactorMiddleware:
    """Leads those who must set up a second factor to the page where they do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, values: dict
    ) -> HttpResponse | None:
        is_open = not getattr(view, "login_required", True) or request.resolver_match.url_name in OPEN_WITHOUT
        if is_open or not must_enrol(request):
            return None
        messages.info(request, "Your role here needs a second factor. Set it up to go on.")
        return redirect("mfa_activate_totp")


def for_those_enrolled(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about a second factor; others are led to where they can set one up."""

    @wraps(view)
    def enrolled(request: HttpRequest, *args: object, **values: object) -> HttpResponse:
        if not is_mfa_enabled(request.user, FACTORS):
            return redirect("mfa_index")
        return view(request, *args, **values)

    return enrolled


def _came_by_single_sign_on(request: HttpRequest) -> bool:
    ways = get_authentication_records(request, request.user)
    return any(way["method"] == "socialaccount" for way in ways)
