"""What the batches of an answer can be narrowed down to."""

from collections.abc import Sequence

from django import forms

from procurement.months import month_code, month_label
from procurement.results import BatchRow


class BatchFilterForm(forms.Form):
    """Batches by month, supplier and item; whatever is not in the answer counts as no wish."""

    month = forms.ChoiceField(required=False)
    supplier = forms.ChoiceField(required=False)
    item = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, batches: Sequence[BatchRow]) -> None:
        super().__init__(data)
        months = sorted({batch.month for batch in batches})
        suppliers = {batch.supplier_code: batch.supplier_name for batch in batches}
        items = {line.item_code: line.item_name for batch in batches for line in batch.lines}
        blank = ("", "---------")
        self.fields["month"].choices = [blank, *((month_code(month), month_label(month)) for month in months)]
        self.fields["supplier"].choices = [blank, *sorted(suppliers.items(), key=lambda pair: pair[1])]
        self.fields["item"].choices = [blank, *sorted(items.items(), key=lambda pair: pair[1])]

    def narrowed(self, batches: Sequence[BatchRow]) -> list[BatchRow]:
        """The batches that match."""
        self.is_valid()
        month, supplier, item = (self.cleaned_data.get(name) for name in ("month", "supplier", "item"))
        return [
            batch
            for batch in batches
            if (not month or month_code(batch.month) == month)
            and (not supplier or batch.supplier_code == supplier)
            and (not item or any(line.item_code == item for line in batch.lines))
        ]
