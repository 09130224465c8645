"""What every problem and solution document shares: strict models, fault lines, canonical JSON."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from annotated_types import MaxLen
from pydantic import BaseModel, ConfigDict, ValidationError

DOCUMENT_BYTES_MAX = 20 * 2**20
# What a command reads from a file: a nation's week of bookings. The site takes DOCUMENT_BYTES_MAX at most.
FILE_BYTES_MAX = 96 * 2**20
FAULTS_MAX = 1000
SHOWN_CHARACTERS = 60


class Fault(NamedTuple):
    """One thing wrong with a document: where (a JSON path from `$`), what is wrong, what would be right."""

    path: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.path}: {self.wrong}; {self.right}"


class InvalidDocument(ValueError):
    """The document cannot be used. `faults` names every place that was found wrong.

    A validator of a nested model may raise it with paths from its own `$`; `faults_of` puts them in place.
    """

    def __init__(self, faults: Iterable[Fault | tuple[str, str, str]]) -> None:
        self.faults = [Fault(*fault) for fault in faults]
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Document(BaseModel):
    """A part of a document: immutable, no unknown keys, no silent conversions. Lists are tuples inside."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    def altered(self, **fields: Any) -> Self:
        """The document with other values of these fields, taken on trust; what was worked out from the old ones is
        worked out anew."""
        return self.model_construct(
            **{name: getattr(self, name) for name in type(self).model_fields} | fields
        )


REMEDIES = {
    "extra_forbidden": "remove this key or correct its spelling",
    "missing": "add this key",
    "json_invalid": "give one well-formed JSON object in UTF-8",
    "int_type": "give a whole number",
    "int_from_float": "give a whole number",
    "string_type": "give a text in quotation marks",
    "bool_type": "give true or false",
}


def faults_of(error: ValidationError) -> list[Fault]:
    """The faults behind a pydantic error in the order of the document, FAULTS_MAX at most."""
    faults: list[Fault] = []
    for detail in error.errors(include_url=False)[:FAULTS_MAX]:
        path = json_path(detail["loc"])
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, InvalidDocument):
            faults += [Fault(path + fault.path.removeprefix("$"), *fault[1:]) for fault in cause.faults]
        else:
            wrong = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}{_shown(detail)}"
            faults.append(Fault(path, wrong, _remedy(detail)))
    return faults


def json_path(location: Iterable[str | int]) -> str:
    """`$.requests[14].windows[0]` from ("requests", 14, "windows", 0)."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{shortened(part)}" for part in location)


def shortened(text: str) -> str:
    """The text, or its beginning where it is too long to be shown."""
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 3] + "…"


def fault_of_size(size: int, most: int = DOCUMENT_BYTES_MAX) -> Fault:
    """What to say of a document of more than so many bytes."""
    return Fault("$", f"has {size:,} bytes", f"give at most {most:,} bytes at a time")


def refuse_long_lists(data: dict[str, Any], model: type[BaseModel]) -> None:
    """Raise InvalidDocument for each list at the top that is longer than the model allows, before it is read.

    Pydantic looks at every entry first, and keeps a fault for each.
    """
    faults = []
    for name, field in model.model_fields.items():
        most = min((mark.max_length for mark in field.metadata if isinstance(mark, MaxLen)), default=None)
        value = data.get(name)
        if most is not None and isinstance(value, list) and len(value) > most:
            faults.append(Fault(f"$.{name}", f"has {len(value):,} entries", f"give at most {most:,}"))
    if faults:
        raise InvalidDocument(faults)


def canonical_json(data: dict[str, Any]) -> str:
    """The same text for the same content: keys sorted, no spaces, no NaN."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(data: dict[str, Any]) -> str:
    """Hexadecimal SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical_json(data).encode("utf-8", "surrogatepass")).hexdigest()


def _shown(detail: Any) -> str:
    """The offending value, when it is short enough to help."""
    value = detail["input"]
    if detail["type"] in ("missing", "json_invalid", "extra_forbidden"):
        return ""
    if not isinstance(value, str | int | float | bool | None):
        return ""
    return f", not {shortened(json.dumps(value, ensure_ascii=False))}"


def _remedy(detail: Any) -> str:
    """What would be right, from the kind of error and its limits."""
    kind, context = detail["type"], detail.get("ctx", {})
    limits = {
        "greater_than_equal": ("ge", "give a number of at least"),
        "greater_than": ("gt", "give a number above"),
        "less_than_equal": ("le", "give a number of at most"),
        "less_than": ("lt", "give a number below"),
        "too_short": ("min_length", "give at least this many:"),
        "too_long": ("max_length", "give at most this many:"),
        "string_too_short": ("min_length", "give at least this many characters:"),
        "string_too_long": ("max_length", "give at most this many characters:"),
        "literal_error": ("expected", "give"),
    }
    if kind in limits:
        key, words = limits[kind]
        return f"{words} {context[key]}"
    if kind.startswith(("datetime", "timezone")):
        return "give a date and time with an offset, such as 2026-12-07T00:00:00+00:00"
    return REMEDIES.get(kind, "see `python -m optimizer schema` for what is expected here")
