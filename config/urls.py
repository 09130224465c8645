"""All addresses of the site."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from api.main import api
from config import health, metrics
from partners.views.organisations import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("partners.urls")),
    path("account/sign-in/", login_not_required(account.login), name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/inactive/", login_not_required(account.account_inactive), name="account_inactive"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    # Who has no password yet chooses one by the way of those who lost theirs.
    path(
        "account/password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path(
        "account/password/reset/", login_not_required(account.password_reset), name="account_reset_password"
    ),
    path(
        "account/password/reset/done/",
        login_not_required(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(  # the key has hyphens of its own
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/complete/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("assets/", include("assets.urls")),
    path("procurement/", include("procurement.urls")),
    path("runs/", include("optimizer.runs.urls")),
    path("api/v1/", api.urls),
    path("metrics", metrics.metrics, name="metrics"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/queue", health.queue, name="health_queue"),
]
