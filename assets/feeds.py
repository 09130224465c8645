"""Calendars as iCalendar files (RFC 5545), for calendar programs.

    calendar_file(name, host, lines, changed_at, address, *, blockings=(), reasons=False) -> CalendarFile

All times are written in UTC. An event keeps its identifier for good, and SEQUENCE is the revision of its booking, so
that a program replaces what it has. Bookings without details are "Busy" and nothing else.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from assets.models import Blocking, Booking
from assets.queries.bookings import BUSY, BookingLine

TYPE = "text/calendar; charset=utf-8"
READ_AGAIN_AFTER = timedelta(hours=1)
# What RFC 5545 allows in no text; line breaks and tabs are written by the library.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
STATUSES = {
    Booking.Status.HELD: "TENTATIVE",
    Booking.Status.CONFIRMED: "CONFIRMED",
    Booking.Status.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class CalendarFile:
    """The file, its ETag, and when one of the bookings in it was last changed, if that is known."""

    content: bytes
    etag: str
    changed_at: datetime | None


def calendar_file(
    name: str,
    host: str,
    lines: Iterable[BookingLine],
    changed_at: Mapping[int, datetime],
    address: Callable[[BookingLine], str],
    *,
    blockings: Iterable[Blocking] = (),
    reasons: bool = False,
) -> CalendarFile:
    """A calendar of bookings and blockings.

    Parameters:
        host: where the site is; part of the identifiers.
        changed_at: when each booking was last changed, by id.
        address: gives the page of a booking whose details are seen.
        reasons: whether the remarks on blockings are for the reader.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Bluepool//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(_printable(name)))
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    for line in lines:
        calendar.add_component(_booking(line, host, changed_at.get(line.id), address))
    for blocking in blockings:
        calendar.add_component(_blocking(blocking, host, reasons))
    content = calendar.to_ical()
    tag = hashlib.sha256(content).hexdigest()[:32]
    return CalendarFile(content, f'"{tag}"', max(changed_at.values(), default=None))


def _booking(
    line: BookingLine, host: str, changed_at: datetime | None, address: Callable[[BookingLine], str]
) -> Event:
    event = _event(f"booking-{line.id}@{host}", line.starts_at, line.ends_at)
    event.add("sequence", line.revision)
    event.add("status", STATUSES[line.status])
    event.add("transp", "TRANSPARENT" if line.status == Booking.Status.CANCELLED else "OPAQUE")
    if not line.details:
        event.add("summary", BUSY)
        return event
    asset, site = line.asset, line.asset.site
    if changed_at is not None:
        event["dtstamp"].dt = changed_at.astimezone(UTC).replace(microsecond=0)
        event.add("last-modified", event["dtstamp"].dt)
    event.add("summary", _printable(f"{line.purpose}: {asset}"))
    event.add("location", _printable(f"{asset}, {site}, {site.address}".rstrip(", ")))
    event.add("description", _printable(f"Booked for {line.organisation} by {line.booked_by}."))
    event.add("url", address(line))
    return event


def _blocking(blocking: Blocking, host: str, reasons: bool) -> Event:
    event = _event(f"blocking-{blocking.pk}@{host}", blocking.starts_at, blocking.ends_at)
    event.add("summary", f"Out of use: {blocking.get_kind_display().lower()}")
    if reasons and blocking.reason:
        event.add("description", _printable(blocking.reason))
    return event


def _event(identity: str, starts_at: datetime, ends_at: datetime) -> Event:
    """An event with what it must have. Without details, not even when it was last changed is told."""
    event = Event()
    event.add("uid", identity)
    event.add("dtstamp", starts_at.astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", ends_at.astimezone(UTC))
    return event


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n"))
