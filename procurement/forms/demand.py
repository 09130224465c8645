"""What authorities need and what they pay alone."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from procurement.forms.figures import CountField, UnitPriceField
from procurement.forms.months import MonthChoiceField
from procurement.forms.procurements import NO_AUTOCOMPLETE
from procurement.models import ContractingAuthority, Item, JointProcurement


class BuyerItemForm(forms.Form):
    """An authority that takes part and an item of the lead's catalogue."""

    authority = forms.ModelChoiceField(
        label="Who needs it?",
        queryset=ContractingAuthority.objects.none(),
        error_messages={"required": "Choose who needs it."},
    )
    item = forms.ModelChoiceField(
        queryset=Item.objects.none(), error_messages={"required": "Choose an item."}
    )

    def __init__(
        self,
        *args,
        procurement: JointProcurement,
        authorities: QuerySet[ContractingAuthority] | None,
        **kwargs: Any,
    ) -> None:
        """authorities: those the user may write for; None when the line's own authority stays."""
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.filter(owner=procurement.lead_id)
        if authorities is None:
            del self.fields["authority"]
            return
        field = self.fields["authority"]
        field.queryset = authorities
        if len(authorities) == 1:
            field.initial, field.empty_label = authorities[0], None


class DemandForm(BuyerItemForm):
    """One need: a quantity delivered whole within some months."""

    quantity = CountField(noun="a quantity", least=1, error_messages={"required": "Enter a quantity."})
    earliest = MonthChoiceField(label="Not before", help_text="The first month in which it may arrive.")
    need_by = MonthChoiceField(label="Needed by", help_text="The last month in which it may arrive.")
    cost_centre = forms.CharField(label="Cost centre", max_length=40, required=False, widget=NO_AUTOCOMPLETE)
    note = forms.CharField(max_length=200, required=False, widget=NO_AUTOCOMPLETE)

    def __init__(self, *args, procurement: JointProcurement, **kwargs: Any) -> None:
        super().__init__(*args, procurement=procurement, **kwargs)
        for name in ("earliest", "need_by"):
            self.fields[name].offer(procurement)
        self.fields["need_by"].initial = self.fields["need_by"].choices[-1][0]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        earliest, need_by = data.get("earliest"), data.get("need_by")
        if earliest and need_by and need_by < earliest:
            self.add_error(
                "need_by", "This month is before the earliest month. Choose the same or a later one."
            )
        return data


class BaselineForm(BuyerItemForm):
    """What an authority pays for an item when it buys alone."""

    price_e4 = UnitPriceField(
        label="Price paid for one",
        help_text="Without VAT.",
        error_messages={"required": "Enter the price paid."},
    )
    quantity = CountField(
        label="For how many?", noun="a quantity", least=1, initial=1,
        error_messages={"required": "Enter for how many the price was paid."},
        help_text="Several prices of one item are averaged by these quantities.",
    )  # fmt: skip
    source = forms.CharField(
        label="Where does the price come from?",
        max_length=160,
        required=False,
        widget=NO_AUTOCOMPLETE,
        help_text="Such as a contract's name. A second price of the same source replaces the first.",
    )
