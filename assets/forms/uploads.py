"""Workbooks sent in."""

from django import forms

from workbooks.container import LIMITS


class UploadForm(forms.Form):
    """A workbook or CSV file, read into `data`."""

    file = forms.FileField(
        label="Workbook",
        help_text="An Excel workbook (.xlsx) or a CSV file.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another one."},
    )

    def clean_file(self) -> bytes:
        """The bytes of the file, if it is not too large to read."""
        sent = self.cleaned_data["file"]
        if sent.size > LIMITS.upload_bytes:
            raise forms.ValidationError(
                f"The file is larger than {LIMITS.upload_bytes / 1e6:,.0f} MB. Split it into several files."
            )
        return sent.read()
