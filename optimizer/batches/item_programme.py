"""An item's linear programme, which begins with few of its slots and flows and takes in others where they pay.

Most slots of an item are never used, whatever the rates are, and most flows never in those that are. What is left out
is priced: where nothing could be saved the answer is that of the whole programme, and where something could, what
could be saved at most still bounds it (column generation, Dantzig and Wolfe 1960; its bound, Lasdon 1970). The goods of
each account have a row of their own, so that a sum can be asked for: the duals of these rows are the rates of the cut
that says most there (Benders 1962). Goods that the item cannot have are fallen short of, or thrown away, at the
STEEPEST rate.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import highspy
import numpy as np

from optimizer.batches.crew import Account, Rates
from optimizer.batches.item_matrix import ItemMatrix
from optimizer.batches.item_proof import ItemProof
from optimizer.batches.itemwise import ItemModel
from optimizer.batches.slot_pricing import Inside, Savings, SlotPricing
from optimizer.highs import Limits, options_of
from optimizer.mip import Mip

LP_SECONDS = 60.0
STEEPEST = 0.25
COLUMNS_EACH = 3
ROUNDS = 40
# Of the slots that could save something so many are taken in at once, if they save this part of what the best does.
AT_ONCE = 6
WORTHWHILE = 0.05
# What is left out could save at most, as a part of the cost; it is taken off the bound.
NEGLIGIBLE = 1e-7
UNSERVED = 1e-7
FREE = highspy.kHighsInf
OPTIMAL = highspy.HighsModelStatus.kOptimal
INFEASIBLE = highspy.HighsModelStatus.kInfeasible
NOTHING = np.array([], np.int32)


class Least(NamedTuple):
    """An item's least cost in pounds, its columns, the prices of its nodes, and the rates of the goods asked for."""

    bound: float
    values: np.ndarray
    prices: np.ndarray
    rates: Rates


class ItemProgramme:
    """Keeps what was taken in from one question to the next, and the programme itself until it is released.

    Its columns are units of each node that are not served; goods asked for, short and over by account; then those of
    the item in the order they were taken in. Its first rows are those of the nodes.
    """

    def __init__(self, own: ItemModel, seed: int) -> None:
        self.own, self.seed, self.pricing = own, seed, SlotPricing(own)
        self.matrix = ItemMatrix(own, self.pricing)
        self.wanted = np.array([node.quantity for node in own.model.network.nodes], float)
        self.nodes, self.unserved = len(self.wanted), self.pricing.dearest_unit(own.cost)
        self.proof = ItemProof(self.matrix, tuple(own.goods), self.unserved, STEEPEST)
        self.extras = self.nodes + COLUMNS_EACH * len(own.goods)
        self.highs: highspy.Highs | None = None
        self.basis: highspy.HighsBasis | None = None
        self.impossible = False
        self.all_served = False
        self.choices = np.zeros(len(self.pricing.slot), bool)
        self.flows = np.zeros(len(self.pricing.flow), bool)
        self.columns, self.rows = NOTHING, self.matrix.first
        self.column_place = np.full(self.matrix.count, -1)
        self.row_place = np.full(len(self.matrix.row_lower), -1)
        self.row_place[self.rows] = np.arange(len(self.rows))

    @cached_property
    def sha256(self) -> str:
        """Of all that the item's least cost depends on, but rates and parts of charges."""
        return self.matrix.sha256(self.own)

    @property
    def size(self) -> int:
        """Columns of the item that the programme has now."""
        return len(self.columns)

    def admit(self, present: Mapping[str, float]) -> None:
        """Have so much of each authority's demand there, none of those that are not named."""
        nodes = self.own.model.network.nodes
        self.wanted = np.array([node.quantity * present.get(node.authority, 0.0) for node in nodes])
        highs = self._kept()
        for row, wanted in enumerate(self.wanted.tolist()):
            highs.changeRowBounds(row, wanted, wanted)

    def whole(self) -> Mip:
        """The item's programme in whole numbers, for the demand that is there."""
        mip, wanted = self.own.model.mip, self.wanted.tolist()
        lower, upper = (wanted + bounds[self.nodes :] for bounds in (mip.row_lower, mip.row_upper))
        return replace(mip, row_lower=lower, row_upper=upper)

    def least(self, cost: np.ndarray, goods: Mapping[Account, float] | None = None) -> Least | None:
        """The least cost in pounds at these costs of the columns, with `goods` asked for; None where none was found.

        `impossible` then says whether there cannot be any.
        """
        highs, asked = self._kept(), goods or {}
        if not self.choices.any():
            self._take(highs, *self.pricing.at_first(cost), cost)
        places = np.arange(self.extras, self.extras + self.size, dtype=np.int32)
        highs.changeColsCost(self.size, places, cost[self.columns])
        self._ask_for(highs, asked)
        for turn in range(ROUNDS):
            if not self._solved(highs, cost):
                return None
            solution = highs.getSolution()
            values, duals = np.asarray(solution.col_value), np.asarray(solution.row_dual)
            prices = self.proof.prices(self.rows, duals, asked, all_served=self.all_served)
            beyond = self.matrix.beyond_prices(cost, prices)
            bound = self.proof.bound(prices, self.columns, beyond, self.wanted, asked)
            savings = self.savings(beyond)
            served = values[: self.nodes].max() <= UNSERVED
            enough = -savings.total <= NEGLIGIBLE * abs(bound)
            if turn == ROUNDS - 1 or (served and enough):
                break
            if enough:
                self._serve_all(highs, cost)
            else:
                self._take(highs, *self._best(savings), cost)
        return self._found(bound + savings.total, values, prices, asked)

    def savings(self, beyond: np.ndarray) -> Savings:
        """What is left out could save at most, where columns cost so much beyond the prices."""
        matrix = self.matrix
        placed = (matrix.placing >= 0) & (self.row_place[matrix.placing] >= 0)
        delivered = (matrix.deliveries >= 0) & (self.row_place[matrix.deliveries] >= 0)
        inside = Inside(self.choices, self.flows, placed, delivered)
        return self.pricing.savings(beyond, inside)

    def _best(self, savings: Savings) -> tuple[np.ndarray, np.ndarray]:
        """The choices that save most, and flows that save something, with all that is inside."""
        best = np.argsort(savings.outside)[:AT_ONCE]
        least = min(savings.outside.min(), savings.inside.min())
        choices = savings.inside < 0
        choices[best[savings.outside[best] < WORTHWHILE * least]] = True
        return choices | self.choices, (savings.flows & choices[self.pricing.flow_choice]) | self.flows

    def _found(
        self, bound: float, values: np.ndarray, prices: np.ndarray, asked: Mapping[Account, float]
    ) -> Least:
        columns = self.matrix.with_all_columns(self.columns, values[self.extras :])
        rows = enumerate(self.own.goods, self.matrix.first_goods)
        rates = {account: float(prices[row]) for row, account in rows if account in asked}
        return Least(bound, columns, prices[: self.nodes], rates)

    def _solved(self, highs: highspy.Highs, cost: np.ndarray) -> bool:
        if self._run(highs):
            return True
        if not self.impossible or self.all_served:
            return False
        # A rule that asks for many suppliers may not hold among those that are in.
        self._serve_all(highs, cost)
        return self._run(highs)

    def _run(self, highs: highspy.Highs) -> bool:
        for _ in range(2):
            highs.setOptionValue("time_limit", highs.getRunTime() + LP_SECONDS)
            highs.run()
            if highs.getModelStatus() in (OPTIMAL, INFEASIBLE):
                break
            # Going on from where it ended sometimes leads nowhere.
            highs.clearSolver()
        self.impossible = highs.getModelStatus() == INFEASIBLE
        return highs.getModelStatus() == OPTIMAL

    def _ask_for(self, highs: highspy.Highs, goods: Mapping[Account, float]) -> None:
        """Ask for the goods (pounds) of these accounts, and no longer for those of any other."""
        for position, account in enumerate(self.own.goods):
            column, pounds = self.nodes + COLUMNS_EACH * position, goods.get(account)
            highs.changeColBounds(
                column, -FREE if pounds is None else pounds, FREE if pounds is None else pounds
            )
            for miss in (column + 1, column + 2):
                highs.changeColBounds(miss, 0.0, 0.0 if pounds is None else FREE)

    def _serve_all(self, highs: highspy.Highs, cost: np.ndarray) -> None:
        """Take in everything, and leave nothing that is not served."""
        self._take(highs, np.ones_like(self.choices), np.ones_like(self.flows), cost)
        self.all_served = True
        for column in range(self.nodes):
            highs.changeColBounds(column, 0.0, 0.0)

    def _kept(self) -> highspy.Highs:
        if self.highs is None:
            self.highs = self._begun()
            self._add_columns(self.highs, self.columns, np.zeros(len(self.columns)))
            self._add_rows(self.highs, self.rows[len(self.matrix.first) :])
            if self.basis is not None:
                self.highs.setBasis(self.basis)
        return self.highs

    def release(self) -> None:
        """Give the programme's memory back; what it has taken in and where it ended are kept."""
        if self.highs is not None:
            self.basis, self.highs = self.highs.getBasis(), None

    def _begun(self) -> highspy.Highs:
        """The programme with its first rows, and without any column of the item."""
        matrix, accounts, highs = self.matrix, len(self.own.goods), highspy.Highs()
        for name, value in options_of(Limits(LP_SECONDS, 1, self.seed, presolve=False)).items():
            highs.setOptionValue(name, value)
        # Perturbed costs would take a fifth more steps.
        highs.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0)
        others = matrix.first[self.nodes :]
        lower, upper = (np.append(self.wanted, of[others]) for of in (matrix.row_lower, matrix.row_upper))
        highs.addRows(len(matrix.first), lower, upper, 0, NOTHING, NOTHING, np.array([]))
        of_goods = self.row_place[matrix.first_goods :].repeat(COLUMNS_EACH)
        ones = np.ones(self.nodes)
        highs.addCols(
            self.extras,
            np.append(ones * self.unserved, np.tile([0.0, STEEPEST, STEEPEST], accounts)),
            np.append(0.0 * ones, np.tile([-FREE, 0.0, 0.0], accounts)),
            np.append(0.0 * ones if self.all_served else FREE * ones, np.tile([FREE, 0.0, 0.0], accounts)),
            self.extras,
            np.arange(self.extras, dtype=np.int32),
            np.append(np.arange(self.nodes), of_goods).astype(np.int32),
            np.append(ones, np.tile([-1.0, 1.0, -1.0], accounts)),
        )
        return highs

    def _take(self, highs: highspy.Highs, choices: np.ndarray, flows: np.ndarray, cost: np.ndarray) -> None:
        """Have these choices and flows in the programme, with the charges and rows that come with them."""
        pricing, matrix = self.pricing, self.matrix
        self.choices, self.flows = choices, flows
        wanted = np.append(matrix.shared_columns, False)
        for of_choice in (pricing.switch, pricing.quantity, pricing.placed):
            wanted[of_choice[choices]] = True
        wanted[pricing.flow[flows]] = True
        wanted[pricing.delivered[pricing.flow_pair[flows]]] = True
        fresh = np.flatnonzero(wanted[:-1] & (self.column_place < 0))
        touched = matrix.by_column.of(fresh)
        flowing = np.repeat(matrix.is_flow[fresh], np.diff(np.append(touched.starts, len(touched.numbers))))
        coming = touched.numbers[
            (flowing | ~matrix.late[touched.numbers]) & (self.row_place[touched.numbers] < 0)
        ]
        rows = np.unique(coming)
        self._add_columns(highs, fresh, cost[fresh])
        self._add_rows(highs, rows)
        self.columns, self.rows = np.append(self.columns, fresh), np.append(self.rows, rows)

    def _add_columns(self, highs: highspy.Highs, columns: np.ndarray, cost: np.ndarray) -> None:
        self.column_place[columns] = highs.getNumCol() + np.arange(len(columns))
        there = (self.row_place >= 0) & (self.row_place < highs.getNumRow())
        entries = self.matrix.by_column.of(columns).kept(there)
        starts, numbers = entries.starts.astype(np.int32), self.row_place[entries.numbers].astype(np.int32)
        bounds = self.matrix.lower[columns], self.matrix.upper[columns]
        highs.addCols(len(columns), cost, *bounds, len(numbers), starts, numbers, entries.values)

    def _add_rows(self, highs: highspy.Highs, rows: np.ndarray) -> None:
        self.row_place[rows] = highs.getNumRow() + np.arange(len(rows))
        entries = self.matrix.by_row.of(rows).kept(self.column_place >= 0)
        starts, numbers = entries.starts.astype(np.int32), self.column_place[entries.numbers].astype(np.int32)
        bounds = self.matrix.row_lower[rows], self.matrix.row_upper[rows]
        highs.addRows(len(rows), *bounds, len(numbers), starts, numbers, entries.values)
