"""Days in the address of a page, and the instants at which they begin."""

from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils import timezone

from assets.forms.times import wall
from assets.local_time import local_instant
from partners.inputs import FIRST_DAY, LAST_DAY


def day_of(request: HttpRequest, moment: datetime | None = None) -> date:
    """The local day of `moment`, or the one the address names as `date`, or today."""
    if moment is not None:
        return wall(moment).date()
    return day_from(request.GET.get("date", "")) or wall(timezone.now()).date()


def day_from(text: str) -> date | None:
    """A day written as 2027-03-27, if it is one and near enough to reckon with."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def midnight(day: date) -> datetime:
    """The UTC instant at which the local day begins."""
    return local_instant(day, time(0))
