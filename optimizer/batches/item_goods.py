"""An item's linear programme with the goods of each account in a row of their own, so that a sum can be asked for.

What the item costs at least for given goods, with the duals of these rows for rates, is the cut that says most there
(Benders 1962). Goods that the item cannot have are fallen short of, or thrown away, at the STEEPEST rate.
"""

from collections import defaultdict
from collections.abc import Mapping

import highspy
import numpy as np

from optimizer.batches.crew import Account
from optimizer.batches.itemwise import ItemModel

STEEPEST = 0.25
COLUMNS_EACH = 3


def add_goods_rows(highs: highspy.Highs, own: ItemModel) -> None:
    """A row for each account: goods + short − over = asked, where nothing is asked for yet."""
    nothing = np.array([], dtype=np.int32), np.array([])
    for columns, pounds in own.goods.values():
        asked = highs.getNumCol()
        highs.addCol(0.0, -highspy.kHighsInf, highspy.kHighsInf, 0, *nothing)
        highs.addCol(STEEPEST, 0.0, 0.0, 0, *nothing)
        highs.addCol(STEEPEST, 0.0, 0.0, 0, *nothing)
        merged: dict[int, float] = defaultdict(float)
        for column, value in zip(columns.tolist(), pounds.tolist(), strict=True):
            merged[column] += value
        index = np.array([*merged, asked, asked + 1, asked + 2], dtype=np.int32)
        highs.addRow(0.0, 0.0, len(index), index, np.array([*merged.values(), -1.0, 1.0, -1.0]))


def ask_for(highs: highspy.Highs, own: ItemModel, goods: Mapping[Account, float]) -> None:
    """Ask for the goods (pounds) of these accounts, and no longer for those of any other."""
    for position, account in enumerate(own.goods):
        asked = len(own.cost) + COLUMNS_EACH * position
        pounds, free = goods.get(account), highspy.kHighsInf
        highs.changeColBounds(asked, -free if pounds is None else pounds, free if pounds is None else pounds)
        for miss in (asked + 1, asked + 2):
            highs.changeColBounds(miss, 0.0, 0.0 if pounds is None else free)


def cut_at(
    highs: highspy.Highs, own: ItemModel, rates: Mapping[Account, float], goods: Mapping[Account, float]
) -> tuple[float, dict[Account, float]]:
    """The rates of all accounts, and the pounds that the item costs at least at them."""
    duals, first = highs.getSolution().row_dual, len(own.model.mip.row_lower)
    found = {account: rates.get(account, 0.0) for account in own.goods}
    found |= {account: duals[first + row] for row, account in enumerate(own.goods) if account in goods}
    bound = highs.getInfo().objective_function_value
    return bound - sum(found[account] * pounds for account, pounds in goods.items()), found
