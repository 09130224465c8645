"""Turns a Django form field into a component of the kit with its parameters."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField, Field
from django.forms.widgets import ChoiceWidget, DateTimeBaseInput, Input

Params = dict[str, Any]

# What Django adds for its own markup: the kit's macros say it in their own way, the server checks the
# limits and names the fault, and a placeholder is no substitute for a label or hint.
LEFT_OUT = {"id", "required", "aria-describedby", "class", "type", "cols", "rows", "value", "placeholder"}
# A number is typed as text, where limits mean nothing; date and time pickers are of more use with them.
LIMITS = {"min", "max", "step"}
BLANK_LABELS = {"", "---------"}
DJANGO_TEXTAREA_ROWS = "10"


def field_component(bound: BoundField, *, mark_optional: bool = True) -> tuple[str, Params]:
    """The kit's component for `bound` and its parameters: label, hint, error, value and attributes.

    `mark_optional` adds "(optional)" to the label of a field that need not be filled in.
    Raises TypeError for a widget that has no counterpart in the kit.
    """
    widget = bound.field.widget
    for kinds, build in BUILDERS:
        if isinstance(widget, kinds):
            name, params = build(bound, _label(bound, mark_optional))
            for item in params.get("items", []):
                if item["text"] in BLANK_LABELS:
                    item["text"] = _blank_label(bound, mark_optional)
            return name, {**_shared(bound), **params}
    raise TypeError(f"No component for {type(widget).__name__} of the field {bound.name!r}.")


def error_texts(bound: BoundField) -> list[str]:
    """The field's errors in words; Django's "This field is required." says which field, and what to do."""
    texts = []
    for error in bound.errors.as_data():
        if error.code == "required" and error.message == Field.default_error_messages["required"]:
            texts.append(_missing(bound))
        else:
            texts += error.messages
    return texts


def _missing(bound: BoundField) -> str:
    label = str(bound.label)
    subject = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on."
    if isinstance(widget, forms.FileInput):
        return f"Choose a file for {subject}."
    return f"{'Choose' if isinstance(widget, ChoiceWidget) else 'Enter'} {subject}."


def _label(bound: BoundField, mark_optional: bool) -> str:
    optional = mark_optional and not bound.field.required and not isinstance(bound.field, forms.BooleanField)
    return f"{bound.label} (optional)" if optional else str(bound.label)


def _blank_label(bound: BoundField, mark_optional: bool) -> str:
    """What choosing nothing means: not yet chosen, no wish, or (where nothing is marked, a filter) everything."""
    if bound.field.required:
        return "Choose one"
    return "None" if mark_optional else "All"


def _shared(bound: BoundField) -> Params:
    attrs = bound.build_widget_attrs({**bound.field.widget.attrs})
    params: Params = {
        "name": bound.html_name,
        "hint": bound.help_text or None,
        "errorMessage": " ".join(error_texts(bound)) or None,
        "classes": attrs.get("class"),
        "autocomplete": attrs.pop("autocomplete", None),
        "disabled": bool(attrs.pop("disabled", False)),
    }
    keep_limits = isinstance(bound.field.widget, DateTimeBaseInput)
    params["attributes"] = {
        name: {"value": value, "optional": True}
        for name, value in attrs.items()
        if name not in LEFT_OUT and (keep_limits or name not in LIMITS)
    }
    return params


def _text(value: Any) -> str | None:
    """The value as the browser's date and time inputs expect it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def _input(bound: BoundField, label: str) -> tuple[str, Params]:
    widget = bound.field.widget
    params: Params = {"label": label, "id": bound.auto_id, "type": widget.input_type}
    value = bound.value()
    params["value"] = _text(value)
    if isinstance(widget, forms.DateTimeInput):
        params |= {"type": "datetime-local", "width": 20}
    elif isinstance(widget, forms.TimeInput):
        # The browser's own input for times takes no zone, such as in "01:30 BST".
        has_zone = any(map(str.isalpha, params["value"] or ""))
        params |= {"type": "text" if has_zone else "time", "width": 10}
    elif isinstance(widget, forms.DateInput):
        params |= {"type": "date", "width": 10}
    elif isinstance(widget, forms.NumberInput):
        whole = isinstance(bound.field, forms.IntegerField) and not isinstance(
            bound.field, forms.DecimalField | forms.FloatField
        )
        params |= {"type": "text", "inputmode": "numeric" if whole else "decimal", "width": 10}
    return "input", params


def _textarea(bound: BoundField, label: str) -> tuple[str, Params]:
    rows = bound.field.widget.attrs.get("rows", DJANGO_TEXTAREA_ROWS)
    if rows == DJANGO_TEXTAREA_ROWS:  # nobody asked for a height: a page with several needs less
        rows = 5
    return "textarea", {"label": label, "id": bound.auto_id, "value": bound.value() or "", "rows": rows}


def _password(bound: BoundField, label: str) -> tuple[str, Params]:
    return "password-input", {"label": label, "id": bound.auto_id}


def _file(bound: BoundField, label: str) -> tuple[str, Params]:
    return "file-upload", {"label": label, "id": bound.auto_id}


def _select(bound: BoundField, label: str) -> tuple[str, Params]:
    return "select", {"label": label, "id": bound.auto_id, "items": _options(bound, "selected")}


def _choices(component: str) -> Callable[[BoundField, str], tuple[str, Params]]:
    def build(bound: BoundField, label: str) -> tuple[str, Params]:
        items = [item for item in _options(bound, "checked") if item["value"] or not bound.field.required]
        fieldset = {"legend": {"text": label, "size": "s"}}
        return component, {"idPrefix": bound.auto_id, "items": items, "fieldset": fieldset}

    return build


def _checkbox(bound: BoundField, label: str) -> tuple[str, Params]:
    value = bound.field.widget.attrs.get("value", "on")
    return "checkboxes", {
        "idPrefix": bound.auto_id,
        "items": [{"value": value, "text": label, "checked": bool(bound.value())}],
    }


def _options(bound: BoundField, chosen: str) -> list[Params]:
    """The choices as the kit's items; the kit has no groups, so a group's name goes before its choices'."""
    widget = bound.field.widget
    groups = widget.optgroups(bound.html_name, widget.format_value(bound.value()))
    items = []
    for group, options, _ in groups:
        for option in options:
            text = str(option["label"])
            items.append(
                {
                    "value": str(option["value"]),
                    "text": f"{group}: {text}" if group else text,
                    chosen: bool(option["selected"]),
                    "disabled": bool(option["attrs"].get("disabled", False)),
                }
            )
    return items


BUILDERS: list[tuple[type | tuple[type, ...], Callable[[BoundField, str], tuple[str, Params]]]] = [
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _file),
    (forms.CheckboxSelectMultiple, _choices("checkboxes")),
    (forms.RadioSelect, _choices("radios")),
    (forms.CheckboxInput, _checkbox),
    (forms.Select, _select),
    (Input, _input),
]
