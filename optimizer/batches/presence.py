"""How much of an authority's demand is there, kept as one more account of an item's goods: UNIT pounds where all of it is.

What an item costs at least for any goods, and whoever buys, is then one and the same kind of cut.
"""

from collections.abc import Iterable, Mapping

from optimizer.batches.crew import Account
from optimizer.batches.variables import UNIT

PRESENT = "present"


def account_of(authority: str) -> Account:
    """The account of an authority's presence."""
    return authority, PRESENT


def tells_presence(account: Account) -> bool:
    """Whether an account is of an authority's presence, not of goods."""
    return account[1] == PRESENT


def as_accounts(present: Mapping[str, float]) -> dict[Account, float]:
    """The parts of each authority's demand that are there, as accounts."""
    return {account_of(name): part * UNIT for name, part in present.items()}


def apart(accounts: Iterable[tuple[Account, float]]) -> tuple[dict[Account, float], dict[str, float]]:
    """Goods by account, and the part of each authority's demand that is there."""
    goods, present = dict[Account, float](), dict[str, float]()
    for account, pounds in accounts:
        if tells_presence(account):
            present[account[0]] = pounds / UNIT
        else:
            goods[account] = pounds
    return goods, present
