"""The programme over all items' cuts: rebates with their tiers, ceilings, commitments and joint award rules in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import inf

import numpy as np

from optimizer.batches.crew import Account, Year
from optimizer.batches.lifting import Lifted, Pool
from optimizer.batches.master import Master
from optimizer.batches.network import worth_of_surplus_pence
from optimizer.batches.problem import Rebate
from optimizer.batches.rebate_tiers import tier_ranges
from optimizer.batches.rules import MaxSuppliers
from optimizer.batches.variables import HALF_PENNY, PENCE_PER_UNIT, UNIT
from optimizer.mip import Mip, Term

HALF_PENNY_UNITS = HALF_PENNY / UNIT


class Programme:
    """The programme of a master, as yet without any item's cuts.

    With `pays` (pence) some authorities, but not all, join: those that leave pay as much elsewhere, so that what the rest
    would gain is what all of them pay beyond the least cost. `joining` are the columns of each authority's joining and
    leaving. `tiers` are the columns of each year's tiers, `rates` their rebates, `parts` the columns of an item's goods in
    each of them.
    """

    def __init__(self, master: Master, pays: Mapping[str, int] | None = None) -> None:
        self.problem, self.mip = master.problem, Mip()
        self.joining: dict[str, list[int]] = {}
        for name, pence in (pays or {}).items():
            joins, leaves = self.mip.binary(), self.mip.binary(cost=pence / PENCE_PER_UNIT)
            self.joining[name] = [joins, leaves]
            self.mip.row([(joins, 1.0), (leaves, 1.0)], lower=1.0, upper=1.0)
        if self.joining:
            everybody = [(joins, 1.0) for joins, _ in self.joining.values()]
            self.mip.row(everybody, lower=1.0, upper=len(everybody) - 1.0)
        self.goods: dict[Account, list[Term]] = defaultdict(list)
        self.most: dict[Account, float] = defaultdict(float)
        self.costs: dict[str, int] = {}
        self.tiers: dict[Year, list[int]] = {}
        self.rates: dict[Year, list[float]] = {}
        self.parts: dict[tuple[str, Year], list[int]] = {}
        self.columns: dict[str, dict[Account, int]] = {}
        self.item_goods: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        for item in self.problem.demanded:
            self._item(item, master.most[item], master.pools[item])
        self.accounts: dict[tuple[str, str], list[Account]] = defaultdict(list)
        for account in self.goods:
            self.accounts[self.problem.lot_by_id[account[0]].supplier, account[1]].append(account)
        for rebate in self.problem.rebates:
            for supplier, year in [key for key in self.accounts if key[0] == rebate.supplier]:
                self._rebate(rebate, supplier, year)
        self._ceilings()
        self._commitments()
        self._award_rules()

    def _item(self, item: str, most: Mapping[Account, float], pool: Pool) -> None:
        self.costs[item] = self.mip.column(cost=1.0, lower=min(0.0, float(pool.least.min()) / UNIT))
        own = {account: self.mip.column(upper=limit / UNIT) for account, limit in most.items()}
        joins = {account: self.joining[account[0]][0] for account in pool.accounts[pool.goods :]}
        self.columns[item] = {**own, **joins}
        for account, limit in most.items():
            column = own[account]
            self.goods[account].append((column, 1.0))
            self.most[account] += limit / UNIT
            self.item_goods[item, self.problem.lot_by_id[account[0]].supplier].append((column, limit / UNIT))

    def row_of(self, cut: Lifted) -> tuple[float, list[int], list[float]]:
        """A cut's lower bound, columns and values."""
        columns = [self.costs[cut.item], *self.columns[cut.item].values()]
        values = [1.0, *(-rate for rate in cut.rates)]
        if cut.year is not None:
            own = zip(self.tiers[cut.year], self.parts[cut.item, cut.year], cut.by_tier, strict=True)
            for tier, part, (rate, least) in own:
                columns += [tier, part]
                values += [-least / UNIT, -rate]
        return cut.least / UNIT, columns, values

    def _row(self, terms: Iterable[Term], *, lower: float = -inf, upper: float = inf) -> None:
        self.mip.row(terms, lower=lower, upper=upper)

    def _rebate(self, rebate: Rebate, supplier: str, year: str) -> None:
        """One tier for the year, with its permille on all goods; an item's goods are in a tier as far as it is taken.

        That each item is tied to the tier by itself, not their sum alone, is what makes this bound strong.
        """
        slack = HALF_PENNY_UNITS * len(self.problem.demand)
        ranges = tier_ranges(rebate, PENCE_PER_UNIT)
        rates = self.rates[supplier, year] = [each.rate for each in ranges]
        worth = worth_of_surplus_pence(self.problem, self.problem.supplier_by_id[supplier]) / PENCE_PER_UNIT
        most = sum(self.most[account] for account in self.accounts[supplier, year]) + worth
        count = sum(each.start <= most + slack for each in ranges)
        tiers = self.tiers[supplier, year] = [self.mip.binary() for _ in range(count)]
        goods: list[list[Term]] = [[] for _ in tiers]
        for index, tier in enumerate(tiers):
            surplus = self.mip.column(cost=1.0 - rates[index])
            self._row([(surplus, 1.0), (tier, -worth)], upper=0.0)
            goods[index].append((surplus, 1.0))
        for item, own in self.columns.items():
            spent = [
                (column, -1.0) for account, column in own.items() if account in self.accounts[supplier, year]
            ]
            if spent:
                limit = sum(self.mip.upper[column] for column, _ in spent)
                parts = [self.mip.column(cost=-rates[index]) for index in range(count)]
                self.parts[item, (supplier, year)] = parts
                for index, part in enumerate(parts):
                    self._row([(part, 1.0), (tiers[index], -limit)], upper=0.0)
                    goods[index].append((part, 1.0))
                self._row([*((part, 1.0) for part in parts), *spent], lower=0.0, upper=0.0)
        for index, tier in enumerate(tiers):
            start, end, _ = ranges[index]
            self._row([*goods[index], (tier, slack - start)], lower=0.0)
            if end < most:
                self._row([*goods[index], (tier, -end - slack)], upper=0.0)
        self._row([(tier, 1.0) for tier in tiers], lower=1.0, upper=1.0)
        self.mip.offset -= HALF_PENNY_UNITS

    def _ceilings(self) -> None:
        slack = HALF_PENNY_UNITS * len(self.problem.demand)
        for lot in self.problem.lots:
            own = [term for account in self.goods if account[0] == lot.id for term in self.goods[account]]
            if lot.ceiling_pence is not None and own:
                self._row(own, upper=lot.ceiling_pence / PENCE_PER_UNIT + slack)

    def _commitments(self) -> None:
        """What all authorities buy is at least what the one committed does."""
        for commitment in self.problem.commitments:
            accounts = self.accounts.get((commitment.supplier, commitment.year), [])
            spent = [term for account in accounts for term in self.goods[account]]
            short = self.mip.column(cost=commitment.shortfall_permille / 1000)
            minimum = commitment.minimum_pence / PENCE_PER_UNIT
            if commitment.authority in self.joining:
                joins, _ = self.joining[commitment.authority]
                self._row([(short, 1.0), *spent, (joins, -minimum)], lower=0.0)
            else:
                self._row([(short, 1.0), *spent], lower=minimum)
            self.mip.offset -= HALF_PENNY_UNITS

    def _award_rules(self) -> None:
        for rule in self.problem.rules:
            price = None if rule.price_pence is None else rule.price_pence / PENCE_PER_UNIT
            if rule.kind == "min_sme_share" and price is None:
                small = {s.id for s in self.problem.suppliers if s.sme}
                terms = [
                    (column, (self.problem.lot_by_id[account[0]].supplier in small) - rule.permille / 1000)
                    for account, own in self.goods.items()
                    for column, _ in own
                ]
                self._row(terms, lower=-HALF_PENNY_UNITS * len(self.problem.demand))
            if rule.kind == "max_suppliers":
                broken = (
                    []
                    if price is None
                    else [(self.mip.binary(cost=price), -float(len(self.problem.suppliers)))]
                )
                self._max_suppliers(rule, broken)
            if rule.kind == "exclude_supplier" and price is not None:
                used = self._used(rule.supplier, list(self.problem.demanded), integer=False)
                self._row([(used, 1.0), (self.mip.binary(cost=price), -1.0)], upper=0.0)

    def _max_suppliers(self, rule: MaxSuppliers, broken: list[Term]) -> None:
        items = list(self.problem.items_of(rule))
        suppliers = {supplier for item, supplier in self.item_goods if item in set(items)}
        used = [(self._used(supplier, items, integer=True), 1.0) for supplier in sorted(suppliers)]
        if used:
            self._row([*used, *broken], upper=rule.value)

    def _used(self, supplier: str, items: list[str], *, integer: bool) -> int:
        used = self.mip.column(upper=1.0, integer=integer)
        for item in items:
            for column, most in self.item_goods.get((item, supplier), ()):
                if most > 0:
                    self._row([(used, most), (column, -1.0)], lower=0.0)
        return used

    def group_at(self, values: np.ndarray) -> frozenset[str]:
        """Who joins."""
        return frozenset(name for name, (joins, _) in self.joining.items() if values[joins] > 0.5)
