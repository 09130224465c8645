"""All addresses of the site."""

from django.urls import include, path

from api.main import api
from config import health, metrics
from partners.views.organisations import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("partners.urls")),
    path("account/", include("config.account_urls")),
    path("assets/", include("assets.urls")),
    path("procurement/", include("procurement.urls")),
    path("runs/", include("optimizer.runs.urls")),
    path("api/v1/", api.urls),
    path("metrics", metrics.metrics, name="metrics"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/queue", health.queue, name="health_queue"),
]

handler500 = "config.faults.server_error"
