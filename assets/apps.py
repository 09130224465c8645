from django.apps import AppConfig
from django.db.models.signals import post_save


class AssetsConfig(AppConfig):
    name = "assets"

    def ready(self) -> None:
        from assets.actions.feeds import end_feeds_of_who_left
        from partners.models import User

        post_save.connect(end_feeds_of_who_left, sender=User, dispatch_uid="end_feeds_of_who_left")
