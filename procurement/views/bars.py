"""What each buyer pays alone and together: bars of a chart, totals, and in words who gains."""

from collections.abc import Sequence
from dataclasses import dataclass

from partners.wording import pounds
from procurement.models import Scenario
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


def compares_with_prices(scenario: Scenario, buyers: Sequence[BuyerRow]) -> bool:
    """Whether "alone" means the prices paid so far, rather than each buyer's own best plan.

    Where existing contracts may be called off up to a limit, a buyer's best plan alone takes the best contract for
    itself; all buyers cannot do that at once, so that plan is no fair measure.
    """
    plan_known = any(buyer.alone_pence is not None for buyer in buyers)
    prices_known = any(buyer.saving is not None for buyer in buyers)
    return prices_known and (scenario.volume_limit_permille is not None or not plan_known)


def figures_of(buyer: BuyerRow, *, prices: bool) -> tuple[int, int] | None:
    """(alone, together) in pence: of goods at the prices paid, or of the whole plan; None where not known."""
    if prices:
        saving = buyer.saving
        return None if saving is None else (saving.baseline_pence, saving.baseline_pence - saving.total_pence)
    return None if buyer.alone_pence is None else (buyer.alone_pence, buyer.pays_pence)


def bars_of(buyers: Sequence[BuyerRow], *, prices: bool) -> list[Bar]:
    """Bars of the buyers who save most; beyond SHOWN the rest is left to the table."""
    known = [
        (buyer.authority_name, figures) for buyer in buyers if (figures := figures_of(buyer, prices=prices))
    ]
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


def fairness_of(buyers: Sequence[BuyerRow], *, prices: bool) -> str:
    """Whether each buyer shown is better off together than alone, in words; "" where not known."""
    known = [
        (buyer.authority_name, figures[0] - figures[1])
        for buyer in buyers
        if (figures := figures_of(buyer, prices=prices))
    ]
    if not known:
        return ""
    alone = "at the prices it paid so far" if prices else "with its own best plan alone"
    worse = [(name, saved) for name, saved in known if saved < 0]
    if not worse:
        who = "Nobody" if len(known) == len(buyers) else "Nobody whose cost alone is known"
        return f"{who} pays more together than {alone}."
    lost = -sum(saved for _, saved in worse)
    gained = sum(saved for _, saved in known) + lost
    names = ", ".join(name for name, _ in worse[:3])
    if len(worse) > 3:
        names += f" and {len(worse) - 3} others"
    verb = "pays" if len(worse) == 1 else "pay"
    them = alone if len(worse) == 1 else alone.replace("it ", "they ").replace("its", "their")
    words = f"{names} {verb} {pounds(lost)} more together than {them}."
    if gained > lost:
        words += f" The others save {pounds(gained)}, which is enough to make up for it."
    return words
