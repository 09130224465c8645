"""What prices of an item's rows prove about its cost, whatever the solver says of them.

By weak duality any prices prove a bound: what the rows are worth at them, and of each column what it costs less than
that, as often as it can be taken. Those of the solver prove the highest, as far as it has reckoned right (Neumaier and
Shcherbina 2004).
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from optimizer.batches.crew import Account
from optimizer.batches.item_matrix import ItemMatrix


class ItemProof(NamedTuple):
    """An item's rows: those of its nodes first, whose units cost `unserved` each where they are not served; in the end
    those of the goods of its accounts, a pound of which costs `steepest` where it is missed."""

    matrix: ItemMatrix
    accounts: tuple[Account, ...]
    unserved: float
    steepest: float

    def prices(
        self, rows: np.ndarray, duals: np.ndarray, asked: Mapping[Account, float], *, all_served: bool
    ) -> np.ndarray:
        """The duals of these rows by row of the item, none beyond where it could prove anything. Goods that are not
        `asked` for have none."""
        matrix = self.matrix
        prices = np.zeros(len(matrix.row_lower))
        prices[rows] = duals
        prices = np.where(matrix.row_lower == -np.inf, np.minimum(prices, 0.0), prices)
        prices = np.where(matrix.row_upper == np.inf, np.maximum(prices, 0.0), prices)
        if not all_served:
            # Rows of nodes are the first.
            nodes = prices[: matrix.nodes]
            np.minimum(nodes, self.unserved, out=nodes)
        wanted = np.array([account in asked for account in self.accounts], bool)
        of_goods = np.clip(prices[matrix.first_goods :], -self.steepest, self.steepest)
        prices[matrix.first_goods :] = np.where(wanted, of_goods, 0.0)
        return prices

    def bound(
        self,
        prices: np.ndarray,
        columns: np.ndarray,
        beyond: np.ndarray,
        wanted: np.ndarray,
        asked: Mapping[Account, float],
    ) -> float:
        """Pounds that a programme of these columns costs at least, where each costs so much `beyond` the prices of all
        rows, with so many units `wanted` by node and the goods `asked` for."""
        matrix, nodes = self.matrix, len(wanted)
        goods = np.array([asked.get(account, 0.0) for account in self.accounts])
        own = prices[nodes : matrix.first_goods]
        limits = np.where(
            own > 0,
            matrix.row_lower[nodes : matrix.first_goods],
            matrix.row_upper[nodes : matrix.first_goods],
        )
        priced, cost = own != 0, beyond[columns]
        least = cost @ np.where(cost > 0, matrix.lower[columns], matrix.upper[columns])
        rows = prices[:nodes] @ wanted + own[priced] @ limits[priced] + prices[matrix.first_goods :] @ goods
        return float(rows + least)
