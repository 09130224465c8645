"""Demand lines from an upload."""

from functools import partial
from typing import Any

from partners.refusals import not_allowed
from procurement.actions.demand import check_fits
from procurement.actions.signed import check_open, locked
from procurement.models import ContractingAuthority, DemandLine, Item, JointProcurement, Participation
from procurement.months import month_start
from procurement.sheets.upload import Upload

TABLE = "needs"


def store_needs(upload: Upload) -> None:
    """Add needs. A need that is recorded already is refused, so that a file sent twice does not count twice."""
    if not upload.rows(TABLE):
        return
    procurement = locked(upload.procurement)
    check_open(procurement)
    allowed = Buyers(upload)
    known = {_facts(line) for line in procurement.demand_lines.all()}
    lines = []
    for row in upload.rows(TABLE):
        authority, item = upload.references.authority(TABLE, row), upload.references.item(TABLE, row)
        if item is None or not isinstance(authority, ContractingAuthority):
            continue
        line = _line(procurement, authority, item, row)
        _refuse_faulty(upload, row, line, known)
        upload.attempt(TABLE, row, allowed.check, authority)
        upload.attempt(TABLE, row, check_fits, line)
        lines.append(line)
    if upload.reading.ok:
        upload.add_all(
            ((line, line.authority.organisation) for line in lines), action="demand.created", kind="needs"
        )


def _line(
    procurement: JointProcurement, authority: ContractingAuthority, item: Item, row: dict[str, Any]
) -> DemandLine:
    return DemandLine(
        procurement=procurement,
        authority=authority,
        item=item,
        quantity=row["quantity"],
        earliest=month_start(row["earliest"]),
        need_by=month_start(row["need_by"]),
        cost_centre=row["cost_centre"],
        note=row["note"],
    )


def _refuse_faulty(upload: Upload, row: dict[str, Any], line: DemandLine, known: set[tuple]) -> None:
    fault = partial(upload.reading.fault, TABLE, row["row"])
    if line.need_by < line.earliest:
        fault("need_by", "This month is before the earliest month.", "Give the same month or a later one.")
    elif _facts(line) in known:
        remedy = "Remove the row, or give it another cost centre if it is a second need."
        fault("quantity", "This need is recorded already.", remedy)


def _facts(line: DemandLine) -> tuple:
    return (line.authority_id, line.item_id, line.quantity, line.earliest, line.need_by, line.cost_centre)


class Buyers:
    """Whom the user may write needs and prices for: as the lead for everybody, else for their own organisations."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self.participations = {
            row.authority_id: row
            for row in upload.procurement.participations.select_related(
                "authority__organisation", "procurement__lead"
            )
        }

    def check(self, authority: ContractingAuthority) -> None:
        """Refuse an authority that takes no part, or that the user may not write for."""
        row = self.participations.get(authority.pk)
        if row is None or row.state == Participation.State.WITHDRAWN:
            raise not_allowed(
                f"{authority} does not take part in {self.upload.procurement}. Invite it first.", "authority"
            )
        if not self.upload.by.has_perm("procurement.edit_demand", row):
            raise not_allowed(f"Your roles do not let you write for {authority}.", "authority")
