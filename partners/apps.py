from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self) -> None:
        autodiscover_modules("home")
