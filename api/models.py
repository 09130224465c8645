"""What the API remembers of requests it must not carry out twice."""

from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """A key that a caller sent with a POST, and the answer it got.

    The row is written in the transaction of the effect, so there is never one without the other. `body_hash` is the
    SHA-256 of the method, the address and the canonical body. `status` is 0 only inside that transaction.
    """

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idempotency_keys"
    )
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["principal", "key"], name="idempotency_key_is_unique"),
        ]

    def __str__(self) -> str:
        return self.key
