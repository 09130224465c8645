"""The purchase of one item apart from all others: what large problems are taken to pieces into.

Apart from each other the items are small problems. What they share is relaxed so that their sum stays a lower bound
of the joint cost: each carries a part of a supplier's order and delivery charges, and what only all items together
decide (rebates, commitments, priced rules, the share of small suppliers) is left to the rates: pounds that each pound
of goods under a lot, ordered in a financial year, is worth elsewhere.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from optimizer.batches.constraints import CONSTRAINTS
from optimizer.batches.crew import Account, Rates
from optimizer.batches.fixed import tally
from optimizer.batches.network import draw_network
from optimizer.batches.objective import (
    delivery_charges,
    goods_and_vat,
    holding,
    most_needed,
    order_costs,
)
from optimizer.batches.problem import Problem, Supplier
from optimizer.batches.variables import Choice, Model, declare


@dataclass
class ItemModel:
    """The model of one item, its cost without any rate, and the goods of each choice by account.

    The columns from `first_charge` on are its parts of order and delivery charges.
    """

    model: Model
    cost: np.ndarray
    first_charge: int
    goods: dict[Account, tuple[np.ndarray, np.ndarray]]

    def priced(self, rates: Rates) -> np.ndarray:
        """The cost of each column at these rates."""
        cost = self.cost.copy()
        for account, (columns, pounds) in self.goods.items():
            rate = rates.get(account, 0.0)
            if rate:
                np.subtract.at(cost, columns, rate * pounds)
        return cost

    def spent(self, values: np.ndarray) -> dict[Account, float]:
        """Pounds of goods by account."""
        return {account: float(values[columns] @ pounds) for account, (columns, pounds) in self.goods.items()}

    def most(self) -> dict[Account, float]:
        """Pounds that a sensible plan spends on the item in each account, at most, beside surplus for a rebate's sake."""
        choices: dict[Account, list[Choice]] = defaultdict(list)
        for choice in self.model.choices:
            choices[_account(choice)].append(choice)
        return {account: most_needed(self.model, own) for account, own in choices.items()}


def shared_out(problem: Problem) -> Problem:
    """The problem with an equal part of each supplier's charges for each of its items."""
    items = {supplier.id: 0 for supplier in problem.suppliers}
    for supplier, _ in {(problem.supplier_of(offer).id, offer.item) for offer in problem.offers}:
        items[supplier] += 1
    parts = {name: getattr(problem, name) for name in Problem.model_fields}
    parts["suppliers"] = tuple(_part_of(supplier, items[supplier.id]) for supplier in problem.suppliers)
    return Problem.model_construct(**parts)


def _part_of(supplier: Supplier, items: int) -> Supplier:
    each = max(1, items)
    charges = {buyer: pence // each for buyer, pence in supplier.delivery_pence.items()}
    charged = {"order_cost_pence": supplier.order_cost_pence // each, "delivery_pence": charges}
    return supplier.model_copy(update=charged)


def without_joint_rules(problem: Problem) -> Problem:
    """The problem with the award rules alone that bind each item by itself."""
    parts = {name: getattr(problem, name) for name in Problem.model_fields}
    parts["rules"] = tuple(
        rule for rule in problem.rules if rule.price_pence is None and rule.kind != "min_sme_share"
    )
    return Problem.model_construct(**parts)


def item_model(problem: Problem, loose: Problem, item: str) -> ItemModel:
    """The model of an item. `problem` draws the network, `loose` (see `without_joint_rules`) says what binds."""
    model = Model(loose, draw_network(problem, items={item}), tally(loose))
    declare(model, whole=False)
    for rule in (*CONSTRAINTS, goods_and_vat, holding):
        rule(model)
    first_charge = len(model.mip.cost)
    order_costs(model)
    delivery_charges(model)
    columns: dict[Account, list[int]] = defaultdict(list)
    pounds: dict[Account, list[float]] = defaultdict(list)
    for choice in model.choices:
        for column, value in choice.goods:
            columns[_account(choice)].append(column)
            pounds[_account(choice)].append(value)
    goods = {account: (np.array(columns[account]), np.array(pounds[account])) for account in columns}
    return ItemModel(model, np.array(model.mip.cost, dtype=float), first_charge, goods)


def _account(choice: Choice) -> Account:
    return choice.slot.offer.lot, choice.slot.year
