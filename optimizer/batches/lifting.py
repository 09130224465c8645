"""Cuts of one item, and cuts that know the tier of a rebate year, which are stronger than any mixture of those.

An item's least cost at some rates bounds its cost for any goods: cost ≥ least + rates · goods. Take cuts of an item that
differ in the rate of a single supplier's year alone, and let each tier t of that year choose one of them:

    cost ≥ Σ_t (least_t · tier_t + rate_t · goods in tier t) + other rates · other goods

holds whichever tier is taken, as all goods of the year are then in that tier (disjunctive lifting, Balas 1979).
Where tiers are fractional this is worth as much as branching on the year, for all years at once.

Where authorities may be away, cuts differ in what each adds as well. Those found with the same group present are lifted
all the same: for each of the group the most that any of them says it adds, for each of the others the least.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from optimizer.batches.crew import Account, Rates, Year
from optimizer.batches.presence import as_accounts, tells_presence

DIGITS = 9


class Lifted(NamedTuple):
    """A cut: the rate of each account, and pounds at least. With a `year` its rate and the pounds go by the tier."""

    item: str
    rates: tuple[float, ...]
    least: float
    year: Year | None = None
    by_tier: tuple[tuple[float, float], ...] = ()  # rate, pounds at least


class Stack(NamedTuple):
    """The families of a year with more than one member, one after another."""

    others: np.ndarray  # a row for each family: the rates of all other accounts
    rates: np.ndarray  # of each member
    least: np.ndarray
    starts: np.ndarray  # where each family's members begin, and the end


class Member(NamedTuple):
    """A cut of a family: pounds at least with its group there, and what the authorities add."""

    least: float
    added: tuple[float, ...]


class Pool:
    """Every cut of an item. Goods are pounds by account, in the order of `accounts`; those of presence come last."""

    def __init__(self, item: str, accounts: Sequence[Account], supplier_of: Mapping[str, str]) -> None:
        self.item, self.accounts = item, tuple(accounts)
        self.positions: dict[Year, list[int]] = defaultdict(list)
        self.goods = sum(not tells_presence(account) for account in self.accounts)
        for position, (lot, year) in enumerate(self.accounts[: self.goods]):
            self.positions[supplier_of[lot], year].append(position)
        self.rates = np.zeros((0, len(self.accounts)))
        self.least = np.zeros(0)
        self.families: dict[Year, dict[tuple[float, ...], dict[float, Member]]] = defaultdict(dict)
        self.stacks: dict[Year, Stack | None] = {}

    def add(
        self,
        rates: Mapping[Account, float],
        least: float,
        present: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """Take a cut, which was found with so much of each authority's demand there."""
        row = np.round([rates.get(account, 0.0) for account in self.accounts], DIGITS)
        self.rates, self.least = np.vstack([self.rates, row]), np.append(self.least, least)
        if not set(present.values()) <= {0.0, 1.0}:
            return
        there = as_accounts(present)
        group = [there[account] for account in self.accounts[self.goods :]]
        added = row[self.goods :]
        member = Member(least + float(added @ np.array(group)), tuple(added.tolist()))
        for year, positions in self.positions.items():
            rate = float(row[positions[0]])
            if (row[positions] == rate).all():
                others = row.copy()
                others[positions], others[self.goods :] = 0.0, group
                members = self.families[year].setdefault(tuple(others.tolist()), {})
                members[rate] = max(member, members.get(rate, member))
                self.stacks.pop(year, None)

    def of_year(self, year: Year) -> list[Account]:
        """The accounts of a year."""
        return [self.accounts[position] for position in self.positions.get(year, ())]

    def members(self, cut: Lifted) -> list[tuple[float, Rates]]:
        """Pounds at least and the rates of a cut, in each tier of its year where it has one."""
        rates = dict(zip(self.accounts, cut.rates, strict=True))
        if cut.year is None:
            return [(cut.least, rates)]
        own = self.of_year(cut.year)
        return [(least, {**rates, **dict.fromkeys(own, rate)}) for rate, least in cut.by_tier]

    def strongest(self, goods: np.ndarray) -> tuple[float, Lifted]:
        """The cut that asks for most at these goods, and the pounds it asks for."""
        asked = self.least + self.rates @ goods
        best = int(asked.argmax())
        cut = Lifted(self.item, tuple(self.rates[best].tolist()), float(self.least[best]))
        return float(asked[best]), cut

    def strongest_by_tier(
        self, year: Year, goods: np.ndarray, tiers: np.ndarray, parts: np.ndarray
    ) -> tuple[float, Lifted] | None:
        """The same of the cuts by the year's tier: `tiers` is how far each is taken, `parts` the goods in each."""
        stack = self._stack(year)
        if stack is None:
            return None
        each = stack.least[:, None] * tiers + stack.rates[:, None] * parts
        asked = stack.others @ goods + np.maximum.reduceat(each, stack.starts[:-1], axis=0).sum(axis=1)
        best = int(asked.argmax())
        first, end = stack.starts[best], stack.starts[best + 1]
        chosen = first + each[first:end].argmax(axis=0)
        by_tier = tuple((float(stack.rates[member]), float(stack.least[member])) for member in chosen)
        return float(asked[best]), Lifted(self.item, tuple(stack.others[best].tolist()), 0.0, year, by_tier)

    def _stack(self, year: Year) -> Stack | None:
        if year not in self.stacks:
            families = {key: own for key, own in self.families[year].items() if len(own) > 1}
            rates = [rate for own in families.values() for rate in own]
            members = [member for own in families.values() for member in own.values()]
            starts = np.cumsum([0, *(len(own) for own in families.values())])
            others, least = np.array(list(families)), np.array([member.least for member in members])
            if families and self.goods < len(self.accounts):
                least = self._alike(others, least, np.array([member.added for member in members]), starts)
            self.stacks[year] = Stack(others, np.array(rates), least, starts) if families else None
        return self.stacks[year]

    def _alike(
        self, others: np.ndarray, least: np.ndarray, added: np.ndarray, starts: np.ndarray
    ) -> np.ndarray:
        """Pounds at least with nobody there, as if authorities added alike in a family; `others` then say what they add."""
        groups = others[:, self.goods :].copy()
        most, fewest = (of.reduceat(added, starts[:-1], axis=0) for of in (np.maximum, np.minimum))
        alike = others[:, self.goods :] = np.where(groups > 0.0, most, fewest)
        return least - np.repeat((alike * groups).sum(axis=1), np.diff(starts))
