"""What all documents share: closed sets of keys, text, ids, times with an offset, months, money, pages."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from django.http import HttpRequest
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from procurement.months import month_code, month_from_code

KEY_MAX = 2**63 - 1
YEARS = range(2000, 2100)
INSTANT = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
# The same in the years we take; a document says so to programs.
INSTANT_PATTERN = "^20" + INSTANT.pattern.removeprefix("[0-9]{4}").join(("[0-9]{2}", "$"))
PRINTABLE = r"[^\u0000-\u0008\u000b-\u001f]"
SEEN = r"[^\s\u0000-\u001f\u0085]"
NAIVE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?( \d\d:\d\d)?", re.ASCII)


class Document(BaseModel):
    """A document with these keys and no others."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Document):
    """A body that says nothing: the address says it all."""


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("Give a time as text with an offset, such as 2027-03-04T09:00:00+00:00.")
    if NAIVE.fullmatch(value):
        raise ValueError(
            f"{value} has no offset. Write it as {value[:16].replace(' ', 'T'):T<11}+00:00 or with the offset of its "
            "place; in an address + is written %2B."
        )
    if not INSTANT.fullmatch(value):
        raise ValueError(f"{value[:40]!r} is not a time. Write it as 2027-03-04T09:00:00+00:00.")
    moment = datetime.fromisoformat(value)
    if moment.year not in YEARS:
        raise ValueError(f"Give a time in the years {YEARS[0]} to {YEARS[-1]}.")
    return moment.astimezone(UTC)


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _month(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value, re.ASCII):
        raise ValueError("Give a month as 2027-04.")
    return month_from_code(value)


def _printable(text: str) -> str:
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise ValueError("This holds a character that cannot be printed. Remove it.")
    return text


def text(most: int, least: int = 1) -> Any:
    """Text of `least` to `most` characters, without spaces around it."""
    return Annotated[
        str,
        StringConstraints(strict=True, strip_whitespace=True, min_length=least, max_length=most),
        AfterValidator(_printable),
        Field(json_schema_extra={"pattern": f"^{PRINTABLE}*{SEEN if least else ''}{PRINTABLE}*$"}),
    ]


def _whole(value: Any) -> Any:
    """In JSON 3 and 3.0 are the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whole(least: int, most: int = 10**9) -> Any:
    """A whole number in this range, given as a number."""
    return Annotated[int, Field(strict=True, ge=least, le=most), BeforeValidator(_whole)]


Id = whole(1, KEY_MAX)
# In an address everything is text, so a number is read from it.
IdInAddress = Annotated[int, Field(ge=1, le=KEY_MAX)]
Flag = Annotated[bool, Field(strict=True)]
FeatureCode = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,40}$")]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    PlainSerializer(_said, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "pattern": INSTANT_PATTERN,
            "examples": ["2027-03-04T09:00:00+00:00"],
        }
    ),
]
Month = Annotated[
    date,
    BeforeValidator(_month),
    PlainSerializer(month_code, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^20\d\d-(0[1-9]|1[0-2])$", "examples": ["2027-04"]}),
]
Day = Annotated[
    date,
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2027-04-01"]}),
]


class Money(Document):
    """An amount in pounds and pence; negative where it goes the other way."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"amount": "123.45", "currency": "GBP"}]})

    amount: Annotated[str, StringConstraints(strict=True, pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$")]
    currency: Literal["GBP"] = "GBP"

    @classmethod
    def of(cls, pence: int | None) -> Self | None:
        """The money for so many pence."""
        if pence is None:
            return None
        sign = "-" if pence < 0 else ""
        return cls(amount=f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02}", currency="GBP")


class MoneyIn(Document):
    """An amount in pounds and pence, not negative."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"amount": "123.45", "currency": "GBP"}]})

    amount: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$")]
    currency: Literal["GBP"]

    @property
    def pence(self) -> int:
        """In pence."""
        return int(Decimal(self.amount) * 100)


class UnitPrice(Document):
    """A price of one unit in pounds, to a hundredth of a penny."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"amount": "0.4275", "currency": "GBP"}]})

    amount: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{1,8}(\.[0-9]{1,4})?$")]
    currency: Literal["GBP"]

    @classmethod
    def of(cls, price_e4: int) -> Self:
        """The price for so many hundredths of a penny."""
        decimals = f"{price_e4 % 10_000:04}"
        shown = decimals[:2] if decimals.endswith("00") else decimals
        return cls(amount=f"{price_e4 // 10_000}.{shown}", currency="GBP")

    @property
    def e4(self) -> int:
        """In hundredths of a penny."""
        return int(Decimal(self.amount) * 10_000)


class Parameters(Document):
    """Parameters in an address; one that is not known is an error, not a filter without effect."""

    @model_validator(mode="before")
    @classmethod
    def all_are_known(cls, data: Any, info: ValidationInfo) -> Any:
        """Refuse parameters of the request that no field of this model has."""
        request: HttpRequest | None = (info.context or {}).get("request")
        known = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = sorted(set(request.GET) - known) if request is not None else []
        if unknown:
            raise ValueError(
                f"There is no parameter {unknown[0][:40]!r}. There are: {', '.join(sorted(known))}."
            )
        return data


class Paging(Parameters):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200, description="How many at most")
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many to leave out first")


Item = TypeVar("Item", bound=Document)


class Page(Document, Generic[Item]):
    """Part of a list; `count` is the length of the whole list."""

    items: list[Item]
    count: int
