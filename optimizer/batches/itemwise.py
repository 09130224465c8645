"""The purchase of one item apart from all others: what large problems are taken to pieces into.

Apart from each other the items are small problems. What they share is relaxed so that their sum stays a lower bound
of the joint cost: each carries a part of every order and delivery charge (see `charges`), and what only all items together
decide (rebates, commitments, priced rules, the share of small suppliers) is left to the rates: pounds that each pound
of goods under a lot, ordered in a financial year, is worth elsewhere.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
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
from optimizer.batches.problem import Problem
from optimizer.batches.variables import Choice, Model, declare


@dataclass
class ItemModel:
    """The model of one item, its cost without any rate and charge, and the goods of each choice by account.

    `charges` are the columns of order and delivery charges, `charged` what each charge is in full, in pounds.
    """

    model: Model
    cost: np.ndarray
    charges: np.ndarray
    charged: np.ndarray
    goods: dict[Account, tuple[np.ndarray, np.ndarray]]

    def priced(self, rates: Rates, parts: np.ndarray) -> np.ndarray:
        """The cost of each column at these rates, where the item bears these pounds of each charge."""
        cost = self.cost.copy()
        for account, (columns, pounds) in self.goods.items():
            rate = rates.get(account, 0.0)
            if rate:
                np.subtract.at(cost, columns, rate * pounds)
        cost[self.charges] = parts
        return cost

    def equal_parts(self, offered: Mapping[str, Collection[str]]) -> np.ndarray:
        """Of each charge what the item bears if all that the supplier offers bear the same, in pounds."""
        return self.charged / np.array([len(offered[key[0]]) for key in self.model.charges], dtype=float)

    def spent(self, values: np.ndarray) -> dict[Account, float]:
        """Pounds of goods by account."""
        return {account: float(values[columns] @ pounds) for account, (columns, pounds) in self.goods.items()}

    def most(self) -> dict[Account, float]:
        """Pounds that a sensible plan spends on the item in each account, at most, beside surplus for a rebate's sake."""
        choices: dict[Account, list[Choice]] = defaultdict(list)
        for choice in self.model.choices:
            choices[_account(choice)].append(choice)
        return {account: most_needed(self.model, own) for account, own in choices.items()}


def items_by_supplier(problem: Problem) -> dict[str, set[str]]:
    """The items that each supplier offers."""
    offered: dict[str, set[str]] = defaultdict(set)
    for offer in problem.offers:
        offered[problem.supplier_of(offer).id].add(offer.item)
    return offered


def without_joint_rules(problem: Problem) -> Problem:
    """The problem with the award rules alone that bind each item by itself."""
    single = (rule for rule in problem.rules if rule.price_pence is None and rule.kind != "min_sme_share")
    return problem.altered(rules=tuple(single))


def item_model(problem: Problem, loose: Problem, item: str) -> ItemModel:
    """The model of an item. `problem` draws the network, `loose` (see `without_joint_rules`) says what binds."""
    model = Model(loose, draw_network(problem, items={item}), tally(loose))
    declare(model, whole=False)
    for rule in (*CONSTRAINTS, goods_and_vat, holding, order_costs, delivery_charges):
        rule(model)
    columns: dict[Account, list[int]] = defaultdict(list)
    pounds: dict[Account, list[float]] = defaultdict(list)
    for choice in model.choices:
        for column, value in choice.goods:
            columns[_account(choice)].append(column)
            pounds[_account(choice)].append(value)
    goods = {account: (np.array(columns[account]), np.array(pounds[account])) for account in columns}
    cost, charges = np.array(model.mip.cost, dtype=float), np.array(list(model.charges.values()), dtype=int)
    return ItemModel(model, cost, charges, cost[charges], goods)


def _account(choice: Choice) -> Account:
    return choice.slot.offer.lot, choice.slot.year
