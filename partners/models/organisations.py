"""The legal bodies that share and buy together, and who acts for them."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """A legal body: ambulance trust, police force, fire and rescue service, council, health board."""

    class Kind(models.TextChoices):
        AMBULANCE_TRUST = "ambulance_trust", "Ambulance trust"
        POLICE_FORCE = "police_force", "Police force"
        FIRE_SERVICE = "fire_service", "Fire and rescue service"
        COUNCIL = "council", "Council"
        HEALTH_BOARD = "health_board", "Health board"

    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    ods_code = models.CharField(
        "ODS code",
        max_length=6,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z0-9]{3,6}$", "An ODS code is 3 to 6 capital letters and digits, such as RYC."
            )
        ],
    )
    ppon = models.CharField(
        "PPON",
        max_length=14,
        blank=True,
        help_text="Public procurement organisation number, such as PXXX-1234-ABCD.",
        validators=[RegexValidator(r"^P[A-Z]{3}-\d{4}-[A-Z]{4}$", "A PPON looks like PXXX-1234-ABCD.")],
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["ambulance_trust", "police_force", "fire_service", "council", "health_board"]
                ),
                name="organisation_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["ods_code"], condition=~Q(ods_code=""), name="organisation_ods_code_is_unique"
            ),
            models.UniqueConstraint(
                fields=["ppon"], condition=~Q(ppon=""), name="organisation_ppon_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partnership(models.Model):
    """Organisations that know of each other: their members see each other's names and shared catalogue."""

    name = models.CharField(max_length=160, unique=True)
    organisations = models.ManyToManyField(Organisation, related_name="partnerships")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one user in one organisation; a user may hold several."""

    class Role(models.TextChoices):
        VIEWER = "viewer", "Viewer"
        BOOKER = "booker", "Booker"
        STATION_MANAGER = "station_manager", "Station manager"
        PROCUREMENT_LEAD = "procurement_lead", "Procurement lead"
        FINANCE = "finance", "Finance"
        PARTNERSHIP_ADMINISTRATOR = "partnership_administrator", "Partnership administrator"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)

    class Meta:
        ordering = ["organisation__name", "user__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="membership_is_given_once",
                violation_error_message="This person already has that role here.",
            ),
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "viewer",
                        "booker",
                        "station_manager",
                        "procurement_lead",
                        "finance",
                        "partnership_administrator",
                    ]
                ),
                name="membership_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} at {self.organisation}"
