"""The kinds of value that the problem document is made of, with their bounds."""

from typing import Annotated, Literal

from pydantic import Field

MAX_AUTHORITIES = 2_000
MAX_ITEMS = 20_000

Identifier = Annotated[str, Field(min_length=1, max_length=200)]
# The inner lists name their first fault alone: a document of nothing but faults would cost gigabytes to describe.
Authorities = Annotated[tuple[Identifier, ...], Field(max_length=MAX_AUTHORITIES, fail_fast=True)]
Items = Annotated[tuple[Identifier, ...], Field(max_length=MAX_ITEMS, fail_fast=True)]
Pence = Annotated[int, Field(ge=0, le=10**14)]
PriceE4 = Annotated[int, Field(ge=0, le=10**12)]
Quantity = Annotated[int, Field(ge=0, le=10**8)]
Month = Annotated[int, Field(ge=0, le=240)]
Permille = Annotated[int, Field(ge=0, le=1000)]
Year = Annotated[str, Field(pattern=r"^\d{4}/\d{2}$")]
ItemKind = Literal["capital", "revenue"]
