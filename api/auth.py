"""Who calls: the service account of a bearer token, within the scopes of the token.

needs(*scopes) -> keyword arguments of a route: any one of the scopes opens it
"""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from partners.actions.tokens import note_use
from partners.models import ApiToken
from partners.queries import is_known, live_token
from partners.refusals import Refused
from partners.throttle import check_address_is_open, count_unknown_token


class Bearer(HttpBearer):
    """Lets a live token in that has one of the scopes; with no scope named, nobody."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token; from here on the request is its service account's. Refused (401, 403, 429) otherwise."""
        check_address_is_open(request)
        secret = token.strip()
        found = live_token(secret)
        if found is None:
            if not is_known(secret):
                count_unknown_token(request)
            raise Refused(
                "token_not_valid",
                "This token is unknown, expired or revoked. Ask an administrator of your organisation for a new one.",
                status=401,
            )
        if not set(found.scopes) & set(self.scopes):
            wanted = " or ".join(self.scopes) or "a scope nobody has"
            raise Refused("scope_missing", f"This needs a token with the scope {wanted}.", status=403)
        note_use(token=found)
        request.user = found.account
        return found


def needs(*scopes: str, headers: dict[str, Any] | None = None, **described: Any) -> dict[str, Any]:
    """What a route says to be open to tokens with any of these scopes.

    Parameters:
        headers: those of its successful answer, as OpenAPI writes them.
        described: further words of its OpenAPI.
    """
    said = {"x-scopes": [str(scope) for scope in scopes], "x-headers": headers or {}, **described}
    return {"auth": Bearer(*scopes), "openapi_extra": said}
