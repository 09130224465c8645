"""Integer money."""

import pytest

from procurement.money import goods_at, pounds, unit_price


@pytest.mark.parametrize(
    ("price_e4", "quantity", "pence"),
    [
        (50, 1, 1),
        (49, 1, 0),
        (8_417_500, 40, 3_367_000),
        (1, 50, 1),
        (4_275, 3, 128),
        (10**12, 10**6, 10**16),
    ],
)
def test_goods_are_rounded_half_up_and_exact_at_any_size(price_e4: int, quantity: int, pence: int) -> None:
    assert goods_at(price_e4, quantity) == pence


def test_amounts_are_written_with_pence() -> None:
    assert [pounds(p) for p in (0, 5, -5, 123_456_789)] == ["£0.00", "£0.05", "-£0.05", "£1,234,567.89"]


def test_unit_prices_keep_fractions_of_a_penny() -> None:
    assert [unit_price(p) for p in (8_417_500, 4_275, 5)] == ["£841.75", "£0.4275", "£0.0005"]
