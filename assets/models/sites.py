"""Stations and other buildings."""

from django.db import models
from django.db.models import Q

from assets.hours import WeeklyHoursField
from partners.models import Organisation


class Site(models.Model):
    """A station or other building of an organisation, with its place on the map (WGS 84 and OS grid)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=30)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    easting = models.PositiveIntegerField("OS easting", null=True, blank=True)
    northing = models.PositiveIntegerField("OS northing", null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    hours = WeeklyHoursField("opening hours", help_text="Weekly, local time. Blank: always open.")

    class Meta:
        ordering = ["organisation__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="site_code_is_unique",
                violation_error_message="This organisation already has a site with this code.",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="site_has_name_and_code"),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90),
                name="site_latitude_is_on_earth",
                violation_error_message="A latitude lies between -90 and 90.",
            ),
            models.CheckConstraint(
                condition=Q(longitude__gte=-180, longitude__lte=180),
                name="site_longitude_is_on_earth",
                violation_error_message="A longitude lies between -180 and 180.",
            ),
            models.CheckConstraint(
                condition=Q(easting__isnull=True, northing__isnull=True)
                | Q(
                    easting__isnull=False, northing__isnull=False, easting__lt=700_000, northing__lt=1_300_000
                ),
                name="site_grid_reference_is_whole_and_british",
                violation_error_message="Give easting (below 700000) and northing (below 1300000), or neither.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
