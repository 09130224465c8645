"""Figures of an answer in the words a lead and a finance officer would use."""

from math import ceil


def gap_words(cost_pence: int, bound_pence: int | None) -> str:
    """How much cheaper any plan could be at most; rounded up to a hundredth of a per cent, so never too rosy."""
    if bound_pence is None:
        return "How much cheaper a plan could be is not known."
    if bound_pence >= cost_pence or cost_pence <= 0:
        return "No plan can be cheaper: this is proven."
    hundredths = ceil((cost_pence - bound_pence) * 10_000 / cost_pence)
    return f"No plan can be more than {hundredths / 100:g}% cheaper."


def permille_words(permille: int) -> str:
    """Thousandths as a percentage, such as 3.5%."""
    return f"{permille / 10:g}%"


def share_of(part: int, whole: int) -> int:
    """`part` in per cent of `whole` for the length of a bar: 0 to 100."""
    return min(100, max(0, round(100 * part / whole))) if whole > 0 else 0
