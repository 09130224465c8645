"""Filters and tags of the organisation and account pages."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse

from partners.models import ApiToken
from partners.single_sign_on import PROVIDER

register = template.Library()


@register.filter
def roles_of_token(token: ApiToken) -> str:
    """The roles a token's service account holds, in words."""
    return ", ".join(membership.get_role_display() for membership in token.account.memberships.all())


@register.simple_tag(takes_context=True)
def sign_in_ways(context: template.Context) -> dict[str, Any]:
    """How people sign in here: `passwords`, and where there is a `provider` its button's `text` and `href`."""
    provider = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect")
    ways: dict[str, Any] = {"passwords": settings.PASSWORD_SIGN_IN, "provider": bool(provider)}
    if provider:
        href = reverse("openid_connect_login", args=[PROVIDER])
        after = context["request"].GET.get(REDIRECT_FIELD_NAME)
        ways["href"] = f"{href}?{urlencode({REDIRECT_FIELD_NAME: after})}" if after else href
        ways["text"] = f"Sign in with {provider['APPS'][0]['name']}"
    return ways
