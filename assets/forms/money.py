"""Pounds and hours on forms; integer pence and minutes inside."""

from decimal import Decimal
from typing import Any

from django import forms

from partners.wording import pounds


class PoundsField(forms.DecimalField):
    """An amount in pounds, such as 12.50 or £12.50, read into integer pence."""

    widget = forms.TextInput

    def __init__(self, **kwargs) -> None:
        messages = {
            "invalid": "Enter an amount in pounds, such as 12.50.",
            "max_decimal_places": "Give pounds and pence only, such as 12.50.",
            "min_value": "An amount cannot be negative.",
            "max_value": "That amount is too large: at most £100,000.",
            **kwargs.pop("error_messages", {}),
        }
        super().__init__(
            min_value=0, max_value=100_000, max_digits=9, decimal_places=2, error_messages=messages, **kwargs
        )

    def to_python(self, value: Any) -> Decimal | None:
        """Reads with or without the pound sign and thousands separators."""
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").strip()
        return super().to_python(value)

    def clean(self, value: Any) -> int | None:
        """Pence, or None when nothing was entered."""
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        """Stored pence as pounds; what a person typed as it is."""
        return pounds(value).replace("£", "").replace(",", "") if isinstance(value, int) else value


class HoursField(forms.DecimalField):
    """A number of hours, such as 12 or 7.5, read into whole minutes."""

    widget = forms.TextInput

    def __init__(self, **kwargs) -> None:
        messages = {
            "invalid": "Enter a number of hours, such as 12 or 7.5.",
            "min_value": "Enter more than 0 hours.",
            "max_decimal_places": "Give at most two decimal places, such as 7.25.",
            **kwargs.pop("error_messages", {}),
        }
        kwargs.setdefault("min_value", Decimal("0.02"))
        kwargs.setdefault("max_value", 1_000_000)
        super().__init__(max_digits=9, decimal_places=2, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> int | None:
        """Minutes, or None when nothing was entered."""
        hours = super().clean(value)
        return None if hours is None else round(hours * 60)

    def prepare_value(self, value: Any) -> Any:
        """Stored minutes as hours; what a person typed as it is."""
        return f"{Decimal(value) / 60:.2f}".rstrip("0").rstrip(".") if isinstance(value, int) else value
