"""The kinds of award rule that a problem document may hold."""

from typing import Annotated, Literal

from pydantic import Field

from optimizer.batches.fields import Identifier, Items, Pence, Permille
from optimizer.documents import Document


class AwardRule(Document):
    """A rule of the award. With `price_pence` it may be broken, once and for all its items, at that price."""

    price_pence: Pence | None = None


class MaxSuppliers(AwardRule):
    kind: Literal["max_suppliers"]
    items: Items | None = None
    value: Annotated[int, Field(ge=1)]


class MinSuppliers(AwardRule):
    kind: Literal["min_suppliers"]
    items: Items | None = None
    value: Annotated[int, Field(ge=1)]


class MaxShare(AwardRule):
    kind: Literal["max_share"]
    items: Items | None = None
    permille: Permille


class MinSmeShare(AwardRule):
    kind: Literal["min_sme_share"]
    permille: Permille


class ExcludeSupplier(AwardRule):
    kind: Literal["exclude_supplier"]
    supplier: Identifier


Rule = Annotated[
    MaxSuppliers | MinSuppliers | MaxShare | MinSmeShare | ExcludeSupplier, Field(discriminator="kind")
]
