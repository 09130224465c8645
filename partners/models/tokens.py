"""Bearer tokens of the API. Only their hash is stored."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partners.models.organisations import Organisation


class Scope(models.TextChoices):
    """What a token may be used for; the service account's roles limit it further."""

    ASSETS_READ = "assets:read", "See organisations, sites, assets, agreements and bookings"
    BOOKINGS_WRITE = "bookings:write", "Make, change and cancel bookings and requests"
    ROUNDS_WRITE = "rounds:write", "Plan and publish booking rounds"
    PROCUREMENT_READ = "procurement:read", "See procurements, scenarios and cost splits"
    PROCUREMENT_WRITE = "procurement:write", "Change procurements, solve and award scenarios"


class ApiToken(models.Model):
    """A token that belongs to one organisation and acts as its own service account.

    `digest` is the SHA-256 of the token in hexadecimal: the token has 256 random bits, so that a
    slow password hash would add nothing. `hint` (its first characters) lets people tell tokens apart.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="api_tokens")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_token"
    )
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_expires_after_creation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    def is_live(self, at: datetime | None = None) -> bool:
        """Whether the token may be used at this instant (now by default)."""
        at = at or timezone.now()
        return self.revoked_at is None and at < self.expires_at and self.account.is_active


def digest_of(token: str) -> str:
    """SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
