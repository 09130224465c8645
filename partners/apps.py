from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self) -> None:
        # These need the models, which are there only now.
        from partners import second_factor, sign_in_audit

        autodiscover_modules("home")
        second_factor.check_setting()
        sign_in_audit.listen()
