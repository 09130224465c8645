"""Pounds, unit prices and percentages on forms; integer pence, hundredths of a penny and thousandths inside."""

from decimal import Decimal
from typing import Any

from django import forms

PENNY, E4, PERMILLE = 100, 10_000, 10


class ScaledField(forms.DecimalField):
    """A decimal figure as people write it, kept as a whole number of its smallest unit."""

    widget = forms.TextInput
    scale = 1
    signs = "£%, "

    def to_python(self, value: Any) -> Decimal | None:
        """Reads with or without signs and thousands separators."""
        if isinstance(value, str):
            value = value.translate({ord(sign): None for sign in self.signs}).strip()
        return super().to_python(value)

    def clean(self, value: Any) -> int | None:
        """The figure in its smallest unit, or None when nothing was entered."""
        figure = super().clean(value)
        return None if figure is None else int(figure * self.scale)

    def prepare_value(self, value: Any) -> Any:
        """A stored whole number as people write it; what a person typed as it is."""
        if not isinstance(value, int):
            return value
        written = f"{Decimal(value) / self.scale:.{self.decimal_places}f}"
        return self._shortened(written)

    def _shortened(self, written: str) -> str:
        return written

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares what is stored with what was typed, both as written."""
        return super().has_changed(self.prepare_value(initial), data)


class PoundsField(ScaledField):
    """An amount in pounds, such as 1,250 or £12.50, read into pence."""

    scale = PENNY

    def __init__(self, **kwargs) -> None:
        super().__init__(
            min_value=0,
            max_value=10_000_000_000,
            max_digits=13,
            decimal_places=2,
            error_messages={
                "invalid": "Enter an amount in pounds, such as 1,250 or 12.50.",
                "max_decimal_places": "Give pounds and pence only, such as 12.50.",
                "max_digits": "That amount is too large.",
                "max_whole_digits": "That amount is too large.",
                "max_value": "That amount is too large.",
                "min_value": "An amount cannot be negative.",
                **kwargs.pop("error_messages", {}),
            },
            **kwargs,
        )


class UnitPriceField(ScaledField):
    """A price in pounds without VAT with up to four decimals, read into hundredths of a penny."""

    scale = E4

    def __init__(self, **kwargs) -> None:
        super().__init__(
            min_value=0,
            max_value=100_000_000,
            max_digits=13,
            decimal_places=4,
            error_messages={
                "invalid": "Enter a price in pounds, such as 841.75.",
                "max_decimal_places": "Give at most four decimals, such as 0.4275.",
                "max_digits": "That price is too large.",
                "max_whole_digits": "That price is too large.",
                "max_value": "That price is too large.",
                "min_value": "A price cannot be negative.",
                **kwargs.pop("error_messages", {}),
            },
            **kwargs,
        )

    def _shortened(self, written: str) -> str:
        return written.removesuffix("00")


class PercentField(ScaledField):
    """A percentage with one decimal, such as 20 or 3.5%, read into thousandths."""

    scale = PERMILLE

    def __init__(self, *, most: int = 100, **kwargs) -> None:
        super().__init__(
            min_value=0,
            max_value=most,
            max_digits=5,
            decimal_places=1,
            error_messages={
                "invalid": "Enter a percentage, such as 20 or 3.5.",
                "max_decimal_places": "Give at most one decimal, such as 3.5.",
                "max_digits": f"Give a percentage from 0 to {most}.",
                "max_whole_digits": f"Give a percentage from 0 to {most}.",
                "max_value": f"Give a percentage from 0 to {most}.",
                "min_value": f"Give a percentage from 0 to {most}.",
                **kwargs.pop("error_messages", {}),
            },
            **kwargs,
        )

    def _shortened(self, written: str) -> str:
        return written.removesuffix(".0")


class CountField(forms.IntegerField):
    """A whole number of things; the messages name it."""

    def __init__(
        self, *, noun: str = "a whole number", least: int = 0, most: int = 100_000_000, **kwargs
    ) -> None:
        super().__init__(
            min_value=least,
            max_value=most,
            error_messages={
                "invalid": f"Enter {noun} in digits.",
                "min_value": f"Enter {noun}, {least:,} or more.",
                "max_value": f"Enter {noun}, at most {most:,}.",
                **kwargs.pop("error_messages", {}),
            },
            **kwargs,
        )
