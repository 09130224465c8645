"""Rows that a person adds to a form one by one, with submit buttons alone: no script is needed.

A button named `add-PREFIX` asks for a further row, one named `remove-PREFIX` with the row's number as its value
takes that row away. Both show the form again as typed, without finding fault. Blank rows count for nothing.
"""

from typing import Any

from django import forms
from django.http import QueryDict

ROWS_MAX = 30


class RowFormSet(forms.BaseFormSet):
    """Rows of which those left blank do not count; `least` rows are needed."""

    extra = 1
    can_order = can_delete = can_delete_extra = validate_max = validate_min = False
    edit_only = False
    min_num, max_num, absolute_max = 0, ROWS_MAX, ROWS_MAX + 1
    least = 1
    none_given = "Give at least one."
    renderer = None

    def __init__(self, *args, more: int = 0, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.extra = min(max(len(self.initial or ()), 1) + more, ROWS_MAX)

    def initial_form_count(self) -> int:
        """No row is fixed: any may be left blank again."""
        return 0

    def clean(self) -> None:
        if not any(self.errors) and len(self.filled) < self.least:
            raise forms.ValidationError(self.none_given)

    @property
    def filled(self) -> list[dict[str, Any]]:
        """What the rows hold that were filled in."""
        return [form.cleaned_data for form in self.forms if form.has_changed() and form.is_valid()]


def asks_for_rows(data: QueryDict, prefix: str) -> bool:
    """Whether the button that was pressed adds or removes a row of the formset."""
    return f"add-{prefix}" in data or f"remove-{prefix}" in data


def typed_rows(data: QueryDict, formset: RowFormSet) -> list[dict[str, Any]]:
    """The rows as they were typed, without the one that is to go."""
    gone = data.get(f"remove-{formset.prefix}", "")
    return [typed(form) for number, form in enumerate(formset.forms) if str(number) != gone]


def typed(form: forms.BaseForm) -> dict[str, Any]:
    """What was typed into a bound form, unjudged, as first values of another."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
