"""The matrix of an item's programme by row and by column, and which rows come in with which columns."""

import hashlib
from array import array
from typing import NamedTuple

import numpy as np

from optimizer.batches.itemwise import ItemModel
from optimizer.batches.slot_pricing import SlotPricing
from optimizer.mip import Mip


class Entries(NamedTuple):
    """Numbers of a matrix, one row or column after another: where each starts, the other number, and the value."""

    starts: np.ndarray
    numbers: np.ndarray
    values: np.ndarray

    def of(self, which: np.ndarray) -> "Entries":
        """The entries of some rows or columns; the starts have no end."""
        lengths = self.starts[which + 1] - self.starts[which]
        starts = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self.starts[which] - starts, lengths)
        return Entries(starts, self.numbers[places], self.values[places])

    def kept(self, wanted: np.ndarray) -> "Entries":
        """Those entries alone whose other number is wanted; of what `of` gave."""
        there = wanted[self.numbers]
        before = np.append(0, np.cumsum(there))
        return Entries(before[self.starts], self.numbers[there], self.values[there])


class ItemMatrix:
    """The rows of the item and then one of goods by account.

    `first` rows are there from the beginning: those that do not hold where all columns are nought, or that several
    suppliers' months share. `late` rows hold as long as no flow in them is there. `shared_columns` are of no supplier's
    month.
    """

    def __init__(self, own: ItemModel, pricing: SlotPricing) -> None:
        mip, accounts = own.model.mip, len(own.goods)
        self.count, own_rows = len(own.cost), len(mip.row_lower)
        self.nodes = len(own.model.network.nodes)
        self.lower, self.upper = np.array(mip.lower), np.array(mip.upper)
        self.row_lower = np.append(np.array(mip.row_lower), np.zeros(accounts))
        self.row_upper = np.append(np.array(mip.row_upper), np.zeros(accounts))
        starts, columns, values = np.array(mip.row_start), np.array(mip.row_column), np.array(mip.row_value)
        rows = np.repeat(np.arange(own_rows), np.diff(starts))
        self.is_flow = np.zeros(self.count, bool)
        self.is_flow[pricing.flow] = True
        self.late = self._late(starts, columns, values)
        self.first_goods = own_rows
        self.deliveries = self._rows_with(pricing.delivered, rows, columns, pricing.flow)
        self.placing = self._rows_with(pricing.placed, rows, columns, pricing.switch)
        blocks = pricing.block_of_columns()
        self.shared_columns = blocks < 0
        self.first = self._first(starts, blocks[columns])
        goods = [
            (np.full(len(c), own_rows + number), c, p) for number, (c, p) in enumerate(own.goods.values())
        ]
        row, column, value = (
            np.concatenate(each) for each in zip((rows, columns, values), *goods, strict=True)
        )
        order = np.argsort(column, kind="stable")
        self.entry_column = column[order]
        ends = np.searchsorted(self.entry_column, np.arange(self.count + 1))
        self.by_column = Entries(ends, row[order], value[order])
        self.by_row = Entries(np.searchsorted(row, np.arange(own_rows + accounts + 1)), column, value)

    def _late(self, starts: np.ndarray, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        lower, upper = self.row_lower[: len(starts) - 1], self.row_upper[: len(starts) - 1]
        flows = self.is_flow[columns]
        others = np.where(flows, 0.0, values)
        has_flow = np.logical_or.reduceat(flows, starts[:-1])
        least, most = (of.reduceat(others, starts[:-1]) for of in (np.minimum, np.maximum))
        below = (upper == np.inf) | ((upper >= 0) & (most <= 0))
        above = (lower == -np.inf) | ((lower <= 0) & (least >= 0))
        return np.append(has_flow & below & above, np.zeros(len(self.row_lower) - len(lower), bool))

    def _first(self, starts: np.ndarray, blocks: np.ndarray) -> np.ndarray:
        least, most = (of.reduceat(blocks, starts[:-1]) for of in (np.minimum, np.maximum))
        lower, upper = self.row_lower[: len(starts) - 1], self.row_upper[: len(starts) - 1]
        apart = (least == most) & (least >= 0) & (lower <= 0) & (upper >= 0)
        return np.append(np.flatnonzero(~apart), np.arange(len(lower), len(self.row_lower)))

    def _rows_with(
        self, charges: np.ndarray, rows: np.ndarray, columns: np.ndarray, bringing: np.ndarray
    ) -> np.ndarray:
        """For each of the columns that bring a charge about the row that says so, −1 without any."""
        due = np.zeros(self.count + 1, bool)
        due[charges] = True
        due[-1] = False
        says_so = np.zeros(self.first_goods, bool)
        says_so[rows[due[columns]]] = True
        found = np.full(self.count + 1, -1)
        there = says_so[rows] & ~due[columns]
        found[columns[there]] = rows[there]
        return found[bringing]

    def beyond_prices(self, cost: np.ndarray, prices: np.ndarray) -> np.ndarray:
        """What each column costs beyond what it is worth at the prices of all rows."""
        entries = self.by_column
        return cost - np.bincount(self.entry_column, entries.values * prices[entries.numbers], self.count)

    def with_all_columns(self, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """The values of all columns of the item where these columns have these values, and all others none."""
        found = np.zeros(self.count)
        found[columns] = values
        return found

    def sha256(self, own: ItemModel) -> str:
        """The hash of the whole programme: all its numbers, and the names of its accounts and charges."""
        names = repr((list(own.goods), list(own.model.charges)))
        whole = np.array(own.model.mip.integer, bool)
        numbers = (
            own.cost,
            own.charges,
            self.lower,
            self.upper,
            self.row_lower,
            self.row_upper,
            *self.by_row,
        )
        digest = hashlib.sha256(names.encode())
        for each in (whole, *numbers):
            digest.update(f"{each.dtype} {len(each)}".encode())
            digest.update(np.ascontiguousarray(each).tobytes())
        return digest.hexdigest()

    def reduced_to(self, columns: np.ndarray, mip: Mip) -> Mip:
        """The item's programme with bounds and costs as in `mip`, and these columns alone, in this order."""
        place = np.full(self.count, -1)
        place[columns] = np.arange(len(columns))
        entries = self.by_row.of(np.arange(self.first_goods)).kept(place >= 0)
        lengths = np.diff(np.append(entries.starts, len(entries.numbers)))
        rows = np.flatnonzero(lengths)
        taken = columns.tolist()
        return Mip(
            cost=[mip.cost[column] for column in taken],
            lower=[mip.lower[column] for column in taken],
            upper=[mip.upper[column] for column in taken],
            integer=[mip.integer[column] for column in taken],
            row_lower=[mip.row_lower[row] for row in rows],
            row_upper=[mip.row_upper[row] for row in rows],
            row_start=array("i", np.append(0, np.cumsum(lengths[rows])).tolist()),
            row_column=array("i", place[entries.numbers].tolist()),
            row_value=array("d", entries.values.tolist()),
        )
