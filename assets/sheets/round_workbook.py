"""A round as a workbook: schedule by asset and by organisation, what was declined and why, shares, and checks.

    round_workbook(planned, user) -> bytes

Before publication it shows the plan of the latest run as far as the user sees it; afterwards the bookings, those of
others as busy.
"""

from collections.abc import Sequence
from typing import Any

from assets.models import BookingRequest, Round
from assets.planning import plan_of
from assets.planning.plans import PlacedLine, Plan
from assets.queries.bookings import bookings_between
from assets.queries.rounds import visible_requests
from partners.models import User
from partners.wording import ATTRIBUTION, local_time, period
from workbooks.table import Column
from workbooks.write import Cell, Formula, Sheet, write_workbook

Row = dict[str, Any]

WHEN = (
    Column("starts_at", "Starts", "date_time", width=24),
    Column("ends_at", "Ends", "date_time", width=24),
)
ASSET = (Column("asset", "Asset", width=28), Column("site", "Site", width=26), Column("owner", "Owner"))
WHAT = (Column("organisation", "Organisation"), Column("title", "Purpose", width=36))
SUMS = (
    Column("agreement", "Agreement", "code"),
    Column("minutes", "Minutes", "integer", total=True),
    Column("charge", "Charge", "money", total=True),
)
DECLINED = (
    Column("reference", "Reference", "code"),
    Column("organisation", "Organisation"),
    Column("title", "Request", width=36),
    Column("weight", "Weight", "integer"),
    Column("why", "Why", width=60),
    Column("instead", "Free instead", width=60),
)
SHARES = (
    Column("organisation", "Organisation"),
    Column("bookings", "Bookings", "integer", total=True),
    Column("minutes", "Minutes", "integer", total=True),
    Column("charge", "Charge", "money", total=True),
)
CHECKS = (
    Column("what", "What is compared", width=56),
    Column("here", "Here", "money"),
    Column("there", "There", "money"),
    Column("verdict", "Verdict", "text", width=14),
)


def round_workbook(planned: Round, user: User) -> bytes:
    """The workbook of a round, as far as the user may see it."""
    rows, declined = _published(planned, user) if planned.published_run_id else _in_review(planned, user)
    by_asset = Sheet(
        "By asset",
        (*ASSET, *WHEN, *WHAT, *SUMS),
        sorted(rows, key=lambda row: (row["site"], row["asset"], row["starts_at"])),
        heading=f"{planned.name}: schedule by asset",
        notes=_notes(planned),
    )
    by_organisation = Sheet(
        "By organisation",
        (*WHAT, *WHEN, *ASSET, *SUMS),
        sorted(rows, key=lambda row: (row["organisation"], row["starts_at"], row["asset"])),
        heading=f"{planned.name}: schedule by organisation",
    )
    shares = _shares_sheet(rows, by_organisation)
    refused = Sheet("Declined", DECLINED, declined, heading=f"{planned.name}: declined, with reasons")
    checks = _checks_sheet(by_asset, by_organisation, shares)
    return write_workbook([by_asset, by_organisation, shares, refused, checks], title=planned.name)


def _notes(planned: Round) -> tuple[str, ...]:
    state = f"State: {planned.state_words}"
    if planned.published_at:
        state += f" on {local_time(planned.published_at)}"
    return (period(planned.starts_at, planned.ends_at), state, "Times are UK clock time.", ATTRIBUTION)


def _published(planned: Round, user: User) -> tuple[list[Row], list[Row]]:
    lines = bookings_between(user, planned.starts_at, planned.ends_at, round=planned)
    rows = [
        {
            "asset": line.asset.name,
            "site": line.asset.site.name,
            "owner": line.asset.owner.short_name,
            "starts_at": line.starts_at,
            "ends_at": line.ends_at,
            "organisation": line.organisation.short_name if line.organisation else "Another organisation",
            "title": line.purpose,
            "agreement": line.agreement.reference if line.agreement else None,
            "minutes": line.minutes,
            "charge": line.charge_pence or 0,
        }
        for line in lines
    ]
    refused = visible_requests(user).filter(round=planned, status=BookingRequest.Status.DECLINED)
    return rows, [_declined(one, one.decline_text, one.alternatives) for one in refused.order_by("pk")]


def _in_review(planned: Round, user: User) -> tuple[list[Row], list[Row]]:
    plan: Plan | None = plan_of(planned, planned.run, user) if planned.run_id else None
    if plan is None:
        return [], []
    rows = [row for line in plan.placed for row in _placed(line)]
    return rows, [_declined(line.request, line.text, line.alternatives) for line in plan.declined]


def _placed(line: PlacedLine) -> list[Row]:
    return [
        {
            "asset": use.asset.name,
            "site": use.asset.site.name,
            "owner": use.asset.owner.short_name,
            "starts_at": use.starts_at,
            "ends_at": use.ends_at,
            "organisation": line.request.organisation.short_name,
            "title": line.request.title,
            "agreement": use.agreement.reference if use.agreement else None,
            "minutes": use.minutes,
            "charge": use.charge_pence,
        }
        for use in line.uses
    ]


def _declined(request: BookingRequest, why: str, alternatives: Sequence[dict[str, Any]]) -> Row:
    instead = [
        f"{one['when']}: {', '.join(asset['name'] for asset in one['assets'])}" for one in alternatives
    ]
    return {
        "reference": request.reference or f"R{request.pk}",
        "organisation": request.organisation.short_name,
        "title": request.title,
        "weight": request.weight,
        "why": why,
        "instead": "\n".join(instead) or "Nothing near",
    }


def _shares_sheet(rows: Sequence[Row], source: Sheet) -> Sheet:
    """What each organisation got, as formulas over the schedule by organisation."""
    lines = []
    for name in sorted({row["organisation"] for row in rows}):
        own = [row for row in rows if row["organisation"] == name]
        here = source.range("organisation")
        lines.append(
            {
                "organisation": name,
                "bookings": Formula(f"=COUNTIF({here},{{organisation}})", len(own)),
                "minutes": Formula(
                    f"=SUMIF({here},{{organisation}},{source.range('minutes')})",
                    sum(row["minutes"] for row in own),
                ),
                "charge": Formula(
                    f"=ROUND(SUMIF({here},{{organisation}},{source.range('charge')}),2)",
                    sum(row["charge"] for row in own),
                ),
            }
        )
    return Sheet("Shares", SHARES, lines, heading="What each organisation got")


def _checks_sheet(by_asset: Sheet, by_organisation: Sheet, shares: Sheet) -> Sheet:
    """Totals that must agree, compared by the workbook itself."""
    charge = next(column for column in SHARES if column.name == "charge")
    minutes = next(column for column in SHARES if column.name == "minutes")
    pairs = [
        ("Charges by asset and by organisation", charge, by_asset, by_organisation),
        ("Charges by asset and the shares", charge, by_asset, shares),
        ("Minutes by asset and by organisation", minutes, by_asset, by_organisation),
        ("Minutes by asset and the shares", minutes, by_asset, shares),
    ]
    lines = []
    for what, column, here, there in pairs:
        first, second = here.total_value(column), there.total_value(column)
        lines.append(
            {
                "what": what,
                "here": Cell(Formula(f"={here.total(column.name)}", first), column=column),
                "there": Cell(Formula(f"={there.total(column.name)}", second), column=column),
                "verdict": Formula(
                    '=IF({here}={there},"agrees","DIFFERS")', "agrees" if first == second else "DIFFERS"
                ),
            }
        )
    return Sheet("Checks", CHECKS, lines, heading="Checks: totals that must agree")
