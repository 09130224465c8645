"""What each buyer pays alone and together, as bars of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from partners.wording import pounds
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


def totals_of(buyers: Sequence[BuyerRow]) -> dict[str, int | None]:
    """Alone and saved in pence over all buyers; None while any of them is not known."""
    alone = [buyer.alone_pence for buyer in buyers]
    if not alone or None in alone:
        return {"alone_pence": None, "saves_pence": None}
    together = sum(buyer.pays_pence for buyer in buyers)
    return {"alone_pence": sum(alone), "saves_pence": sum(alone) - together}


def fairness_of(buyers: Sequence[BuyerRow]) -> str:
    """Whether each buyer shown is better off together than with its own best plan, in words; "" where not known."""
    known = [buyer for buyer in buyers if buyer.saves_pence is not None]
    worse = [buyer for buyer in known if buyer.saves_pence < 0]
    if not known:
        return ""
    if not worse:
        who = "Nobody" if len(known) == len(buyers) else "Nobody whose cost alone is known"
        return f"{who} pays more together than with its own best plan alone."
    names = ", ".join(buyer.authority_name for buyer in worse[:3]) + (" and others" if len(worse) > 3 else "")
    lost = -sum(buyer.saves_pence for buyer in worse)
    gained = sum(buyer.saves_pence for buyer in known) + lost
    words = f"{names} would pay {pounds(lost)} less with {'their' if len(worse) > 1 else 'its'} own best plan alone."
    if gained > lost:
        words += f" The others gain {pounds(gained)}, which is enough to make up for it."
    return words
