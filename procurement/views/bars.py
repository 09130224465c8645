"""What each buyer pays alone and together, as bars of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from procurement.results import BuyerRow
from procurement.views.words import share_of

SHOWN = 12


@dataclass(frozen=True)
class Bar:
    """One buyer's two bars; widths in per cent of the longest bar."""

    name: str
    alone_pence: int
    together_pence: int
    alone_width: int
    together_width: int

    @property
    def saves_pence(self) -> int:
        return self.alone_pence - self.together_pence


def figures_of(buyer: BuyerRow) -> tuple[int, int] | None:
    """(alone, together) in pence: of its own best plan where worked out, else of the prices it paid for the goods."""
    if buyer.alone_pence is not None:
        return buyer.alone_pence, buyer.pays_pence
    if buyer.saving is not None:
        return buyer.saving.baseline_pence, buyer.saving.baseline_pence - buyer.saving.total_pence
    return None


def bars_of(buyers: Sequence[BuyerRow]) -> list[Bar]:
    """Bars of the buyers who save most; beyond SHOWN the rest is left to the table."""
    known = [(buyer.authority_name, figures) for buyer in buyers if (figures := figures_of(buyer))]
    known.sort(key=lambda entry: entry[1][1] - entry[1][0])
    shown = known[:SHOWN]
    longest = max((max(figures) for _, figures in shown), default=0)
    return [
        Bar(name, alone, together, share_of(alone, longest), share_of(together, longest))
        for name, (alone, together) in shown
    ]
