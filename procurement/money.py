"""Integer money: pence, and unit prices in hundredths of a penny (pounds x 10,000)."""

from optimizer.batches.prices import E4_PER_PENNY, round_half_up, share_out

__all__ = ["E4_PER_PENNY", "goods_at", "pounds", "round_half_up", "share_out", "unit_price"]


def goods_at(price_e4: int, quantity: int) -> int:
    """Pence for `quantity` units at one price, rounded half up."""
    return round_half_up(price_e4 * quantity, E4_PER_PENNY)


def pounds(pence: int) -> str:
    """ "£1,234.50", "-£0.05"."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def unit_price(price_e4: int) -> str:
    """ "£841.75", or with four decimals where the price has fractions of a penny: "£0.4275"."""
    if price_e4 % E4_PER_PENNY == 0:
        return pounds(price_e4 // E4_PER_PENNY)
    return f"£{price_e4 // 10_000:,}.{price_e4 % 10_000:04d}"
