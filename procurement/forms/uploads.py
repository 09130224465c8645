"""Workbooks sent in, and what their words mean."""

from django import forms

from assets.forms.uploads import UploadForm
from procurement.models import ContractingAuthority
from procurement.sheets import NameQuestion

LEAVE_OUT = "leave-out"


class WorkbookForm(UploadForm):
    """A workbook or CSV file of a procurement."""

    KINDS = (
        ("workbook", "Sheets of our template: items, suppliers, lots, bids, needs, prices paid, budgets"),
        (
            "prices",
            "A list of what each authority paid: it becomes needs, and contracts that others may call off",
        ),
    )
    kind = forms.ChoiceField(
        label="What is in the file?", choices=KINDS, widget=forms.RadioSelect, initial="workbook"
    )
    field_order = ["file", "kind"]

    def __init__(self, *args, leads: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not leads:  # only the lead may make contracts of prices
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].choices = self.KINDS[:1]


class NameForm(forms.Form):
    """Which authority a written name means."""

    authority = forms.ChoiceField(label="Authority")

    def __init__(
        self, *args, question: NameQuestion, authorities: list[ContractingAuthority], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        likely = {suggestion.authority.pk for suggestion in question.suggestions}
        near = [(s.authority.pk, f"{s.authority} ({s.score}% alike)") for s in question.suggestions]
        others = [(row.pk, str(row)) for row in authorities if row.pk not in likely]
        field = self.fields["authority"]
        field.label = f"“{question.written}” means"
        field.choices = [("", "---------"), *near, (LEAVE_OUT, "Nobody here: leave its rows out"), *others]
        field.error_messages["required"] = f"Choose what “{question.written}” means, or leave its rows out."
        if near:
            field.initial = near[0][0]

    def meaning(self) -> int | None:
        """The key of the authority chosen, None to leave its rows out."""
        chosen = self.cleaned_data["authority"]
        return None if chosen == LEAVE_OUT else int(chosen)
