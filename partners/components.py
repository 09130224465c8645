"""Draws one component of the NHS.UK kit from its parameters, through the kit's Jinja macros."""

from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeData, SafeString
from jinja2 import ChainableUndefined, Environment, PackageLoader, TemplateNotFound
from markupsafe import Markup

MACRO_NAMES = {"tables": "table", "images": "image", "do-dont-list": "list"}


def component(name: str, params: dict[str, Any]) -> SafeString:
    """The HTML of the component `name` (as the kit's folder is called, such as "error-summary").

    `params` are the macro's own, nested dictionaries included; text in them is escaped unless it is
    marked safe. Raises ValueError for a component that the kit does not have.
    """
    drawn = _macro(name)(_plain(params))
    return SafeString(str(drawn).strip())


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"), undefined=ChainableUndefined, autoescape=True
    )


@cache
def _macro(name: str) -> Any:
    try:
        template = _environment().get_template(f"nhsuk/components/{name}/macro.jinja")
    except TemplateNotFound as missing:
        raise ValueError(f"The NHS.UK kit has no component called {name!r}.") from missing
    first, *rest = MACRO_NAMES.get(name, name).split("-")
    return getattr(template.module, first + "".join(word.capitalize() for word in rest))


def _plain(value: Any) -> Any:
    """`value` in the types the macros test for: they know text, numbers, lists and dictionaries only."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, SafeData):
        return Markup(value)  # noqa: S704 - only what Django marked as safe
    if isinstance(value, bool | int | float) or (isinstance(value, str) and not isinstance(value, Promise)):
        return value
    return str(value)
