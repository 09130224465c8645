"""Who did what, when, for whom, and what changed; and the chain that shows whether anybody meddled with it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from partners.models.organisations import Organisation


class AuditEntry(models.Model):
    """One write, recorded in the transaction that made it. Entries are added, never changed or deleted.

    What tells of a person or was typed freely stands in `personal` ({"label", "before", "after"}), which may be
    erased; everything else never changes, and the database itself sees to that. `position`, `seal`,
    `personal_digest` and `salt` are filled once, soon after the commit, by partners/sealing.py.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    personal = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True, default="")
    personal_digest = models.CharField(max_length=64, blank=True, default="")
    position = models.PositiveBigIntegerField(null=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["id"], condition=Q(position=None), name="audit_not_sealed_yet"),
        ]
        constraints = [
            # Only sealed rows are indexed, so that writing an entry costs no more for it.
            models.UniqueConstraint(
                fields=["position"], condition=Q(position__isnull=False), name="audit_position_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.label}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise ValueError("An audit entry cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValueError("An audit entry cannot be deleted.")

    @property
    def label(self) -> str:
        """What the act was done to, as it was called then; without its personal part once that is erased."""
        return self.personal.get("label", self.object_label)

    def state_before(self) -> dict[str, Any]:
        """The state before the act, with its personal part unless that is erased."""
        return {**self.before, **self.personal.get("before", {})}

    def state_after(self) -> dict[str, Any]:
        """The state after the act, with its personal part unless that is erased."""
        return {**self.after, **self.personal.get("after", {})}


class AuditHead(models.Model):
    """The end of the chain, one row: whoever adds to the chain locks it."""

    position = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.position} {self.seal}"
