"""What is recorded, in the form in which it can be changed and sent in again."""

from partners.models import User
from procurement.models import Baseline, DemandLine, JointProcurement
from procurement.queries.taking_part import baselines_of, demand_of
from procurement.sheets.tables import NEEDS, PRICES
from workbooks.write import Sheet, write_workbook


def export_needs(procurement: JointProcurement, by: User) -> bytes:
    """The needs and the prices paid alone that the user may see, each in the sheet it is read from."""
    return write_workbook(
        [
            Sheet.of(NEEDS, [_need(line) for line in demand_of(by, procurement)]),
            Sheet.of(PRICES, [_price(row) for row in baselines_of(by, procurement)]),
        ],
        title=str(procurement),
    )


def _need(line: DemandLine) -> dict:
    return {
        "authority": str(line.authority),
        "item": line.item.code,
        "quantity": line.quantity,
        "earliest": line.earliest,
        "need_by": line.need_by,
        "cost_centre": line.cost_centre,
        "note": line.note,
    }


def _price(row: Baseline) -> dict:
    return {
        "authority": str(row.authority),
        "item": row.item.code,
        "unit": row.item.unit,
        "price_e4": row.price_e4,
        "quantity": row.quantity,
    }
