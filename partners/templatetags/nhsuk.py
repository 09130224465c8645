"""Template tags and filters of the pages: components of the kit, form fields, statuses, money and times."""

from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from partners import wording
from partners.components import component
from partners.fields import error_texts, field_component

register = template.Library()

STATUS_COLOURS = {
    "green": "accepted active approved awarded committed confirmed current done held issued optimal open published solved success",
    "blue": "gathering running planning planned placed invited solving tendering",
    "aqua-green": "feasible reviewed review checked",
    "yellow": "draft indicative pending requested waiting",
    "orange": "due expiring moved overdue preempted suspended",
    "red": "declined failed infeasible invalid out_of_date refused rejected unserved",
    "grey": "cancelled closed expired inactive queued stopped withdrawn",
}
COLOUR_OF = {status: colour for colour, statuses in STATUS_COLOURS.items() for status in statuses.split()}


@register.simple_tag
def nhsuk(name: str, /, **params: Any) -> SafeString:
    """Draw a component: `{% nhsuk "button" text="Save" variant="secondary" %}`.

    `label__size="l"` reaches into a nested parameter. Parameters are the kit's own names.
    """
    return component(name, _nested(params))


@register.simple_tag
def field(bound: BoundField, /, mark_optional: bool = True, **params: Any) -> SafeString:
    """Draw a form field: `{% field form.name %}`; further parameters go to the component as in `nhsuk`."""
    if bound.is_hidden:
        return SafeString(str(bound))
    name, drawn = field_component(bound, mark_optional=mark_optional)
    for key, value in _nested(params).items():
        drawn[key] = _merged(drawn.get(key), value)
    return component(name, drawn)


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet) -> SafeString:
    """Every error of the forms and formsets in one box that takes the focus; empty if there is none."""
    errors = [error for form in forms if form for error in _errors_of(form)]
    if not errors:
        return SafeString("")
    return component("error-summary", {"heading": "There is a problem", "errorList": errors})


@register.simple_tag
def status_tag(status: str, label: str = "") -> SafeString:
    """A coloured tag for a status; the colour never says more than the words."""
    words = label or str(status).replace("_", " ").capitalize()
    colour = COLOUR_OF.get(str(status), "white")
    return format_html('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>', colour, words)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page) -> SafeString:
    """Links to the other pages of a list, keeping its filters; empty if there is only one page."""
    if not page.has_other_pages():
        return SafeString("")
    query = context["request"].GET.copy()

    def link(number: int | str) -> dict[str, Any]:
        if number == page.paginator.ELLIPSIS:
            return {"ellipsis": True}
        query["page"] = str(number)
        return {"number": number, "href": f"?{query.urlencode()}", "current": number == page.number}

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    params: dict[str, Any] = {"items": [link(number) for number in numbers]}
    if page.has_previous():
        params["previous"] = link(page.previous_page_number())
    if page.has_next():
        params["next"] = link(page.next_page_number())
    return component("pagination", params)


@register.simple_tag
def period(starts_at: datetime, ends_at: datetime) -> str:
    """A half-open interval in London's wall time: Tue 3 Nov 2026, 09:00 to 11:00."""
    return wording.period(starts_at, ends_at)


@register.filter
def pounds(pence: int | None) -> str:
    """Pence as pounds; an unknown amount stays empty."""
    return "" if pence is None or pence == "" else wording.pounds(pence)


@register.filter
def local_time(instant: datetime | None, form: str = "") -> str:
    """An instant in London's wall time; `form` "day" or "clock" gives that part alone."""
    if not instant:
        return ""
    written = {"day": wording.local_day, "clock": wording.local_clock}.get(form, wording.local_time)
    return written(instant)


@register.filter
def minutes(count: int | None) -> str:
    """A number of minutes in words."""
    return "" if count is None or count == "" else wording.duration(count)


def _nested(params: dict[str, Any]) -> dict[str, Any]:
    """`{"label__size": "l"}` as `{"label": {"size": "l"}}`."""
    nested: dict[str, Any] = {}
    for path, value in params.items():
        *parents, last = path.split("__")
        place = nested
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return nested


def _merged(ours: Any, theirs: Any) -> Any:
    """Nested parameters joined; a text that is joined with a dictionary becomes its `text`."""
    if not isinstance(theirs, dict):
        return theirs
    if ours is not None and not isinstance(ours, dict):
        ours = {"text": ours}
    joined = dict(ours or {})
    for key, value in theirs.items():
        joined[key] = _merged(joined.get(key), value)
    return joined


def _errors_of(form: BaseForm | BaseFormSet) -> list[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        own = [{"text": str(error)} for error in form.non_form_errors()]
        return own + [error for part in form.forms for error in _errors_of(part)]
    errors = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        errors += [{"text": text, "href": f"#{bound.auto_id}"} for text in error_texts(bound)]
    return errors
