"""Addresses at which calendar programs read a calendar. Only the hash of their secret is stored."""

from django.conf import settings
from django.db import models

from assets.models.assets import Asset


class CalendarFeed(models.Model):
    """An address made by a person, at which a calendar program sees what that person may see now, and no more.

    `asset` is the one whose calendar it gives; without one it gives the bookings the person made or asked for.
    `digest` is the SHA-256 of the secret in hexadecimal (`partners.models.tokens`), `hint` its first characters.
    To revoke an address is to delete its row; the audit keeps that it was there.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.asset or 'Own bookings'} ({self.hint}…)"
