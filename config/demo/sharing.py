"""The demo's shared assets and two rounds of requests: one to publish, one to try."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta

from assets.actions.rounds import create_round
from assets.local_time import LOCAL
from assets.models import Round
from assets.sheets import import_agreements, import_assets, import_requests, import_sites
from config.demo import ADMINISTRATOR, check, person, sheet
from partners.models import Organisation

WRITTEN_MONDAY = date(2026, 12, 7)
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
MOVED = ("Windows", "Preferred start")
PARTNERS = ("BFRS", "BEDS-POLICE", "EEAST")


def load_sharing(today: date) -> list[Round]:
    """Load sites, assets and agreements, and open rounds for the second and third week from `today`."""
    by = person(ADMINISTRATOR)
    for name, load in (
        ("sites.csv", import_sites),
        ("assets.csv", import_assets),
        ("agreements.csv", import_agreements),
    ):
        check(name, load(data=sheet(name), by=by).faults)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=2)
    return [_round(monday), _round(monday + timedelta(weeks=1))]


def requests_in_week(monday: date) -> bytes:
    """demo/requests.csv with its dates moved to the week of `monday`; the clock times stay."""
    shift = monday - WRITTEN_MONDAY
    rows = list(csv.DictReader(io.StringIO(sheet("requests.csv").decode())))
    for row in rows:
        for heading in MOVED:
            row[heading] = DAY.sub(
                lambda found: (date.fromisoformat(found.group()) + shift).isoformat(), row[heading]
            )
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _round(monday: date) -> Round:
    by = person(ADMINISTRATOR)
    partners = list(Organisation.objects.filter(short_name__in=PARTNERS))
    planned = create_round(
        lead=Organisation.objects.get(short_name="BFRS"),
        participants=partners,
        name=f"Week of {monday.day} {monday:%B %Y}",
        starts_at=datetime.combine(monday, time(), LOCAL),
        ends_at=datetime.combine(monday + timedelta(weeks=1), time(), LOCAL),
        by=by,
    )
    check("requests.csv", import_requests(data=requests_in_week(monday), planned=planned, by=by).faults)
    return planned
