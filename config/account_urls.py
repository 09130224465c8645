"""The addresses of signing in; only what people here need of what the sign-in library offers."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.generic import RedirectView

from partners import single_sign_on
from partners.second_factor import for_those_enrolled


def with_passwords(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about passwords; where nobody signs in with one it leads to the sign-in."""

    def page(request: HttpRequest, *args: str, **values: str) -> HttpResponse:
        if not settings.PASSWORD_SIGN_IN:
            return redirect("account_login")
        return view(request, *args, **values)

    return page


urlpatterns = [
    path("sign-in/", login_not_required(account.login), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", login_not_required(account.account_inactive), name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", with_passwords(account.password_change), name="account_change_password"),
    # Who has no password yet chooses one by the way of those who lost theirs.
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path(
        "password/reset/",
        login_not_required(with_passwords(account.password_reset)),
        name="account_reset_password",
    ),
    path(
        "password/reset/done/",
        login_not_required(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(  # the key has hyphens of its own
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(with_passwords(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/complete/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/sign-in/", login_not_required(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/remove/", for_those_enrolled(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-factor/codes/", for_those_enrolled(codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "second-factor/codes/new/",
        for_those_enrolled(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/file/",
        for_those_enrolled(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("sso/<slug:provider_id>/", login_not_required(single_sign_on.login), name="openid_connect_login"),
    path(
        "sso/<slug:provider_id>/callback/",
        login_not_required(single_sign_on.callback),
        name="openid_connect_callback",
    ),
]
