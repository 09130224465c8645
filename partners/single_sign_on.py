"""Single sign-on by OpenID Connect: it lets people in who have an account here, and makes none."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import RequestException

from partners.models import User

logger = logging.getLogger(__name__)

PROVIDER = "sso"
CANCELLED = "You did not finish signing in with your organisation’s account."
FAILED = (
    "Your organisation’s sign-in service could not be reached, or its answer could not be read. Try again."
)
UNKNOWN = (
    "Your organisation’s sign-in service knows you, but there is no account here for the e-mail address it gave. "
    "Ask a partnership administrator of your organisation to add you with that address."
)
UNVERIFIED = (
    "Your organisation’s sign-in service did not say that your e-mail address is verified. "
    "Ask whoever looks after that service."
)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Matches who comes back from the provider with an account by verified e-mail address, once, then by their key."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process", AuthProcess.LOGIN) != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect("home"))
        # Nothing of what the provider says of a person is needed after this.
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})
            return
        addresses = [
            one.email
            for one in sociallogin.email_addresses
            if one.verified is True or settings.OIDC_TRUST_EMAIL
        ]
        user = User.objects.filter(email__in=[one.lower() for one in addresses], is_service=False).first()
        if user is None:
            raise ImmediateHttpResponse(_refused(request, UNKNOWN if addresses else UNVERIFIED, 403))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: str | None = None, **facts: Any
    ) -> None:
        cancelled = error in (AuthError.CANCELLED, AuthError.DENIED)
        raise ImmediateHttpResponse(
            _refused(request, CANCELLED if cancelled else FAILED, 401 if cancelled else 502)
        )


def _refused(request: HttpRequest, words: str, status: int) -> HttpResponse:
    return render(request, "account/sso_failed.html", {"words": words}, status=status)


def _where_configured(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def configured(request: HttpRequest, provider_id: str) -> HttpResponse:
        if not settings.SOCIALACCOUNT_PROVIDERS or provider_id != PROVIDER:
            return redirect("account_login")
        try:
            return view(request, provider_id)
        except RequestException as error:
            logger.warning("The identity provider does not answer: %s", error)
            return _refused(request, FAILED, 502)

    return configured


login = _where_configured(views.login)
callback = _where_configured(views.callback)
