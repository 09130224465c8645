"""The document `batch-explanation/1`: why a demand line is bought where it is, and which limits hold its price up."""

from typing import Literal

from optimizer.batches.solution import Answer
from optimizer.documents import Document


class Purchase(Document):
    """Where units of a demand line are bought, with the tier that sets the price of the order's last unit."""

    offer: str
    supplier: str
    month: int
    arrives: int
    quantity: int
    order_quantity: int
    tier_from_quantity: int
    price_e4: int
    text: str


class Alternative(Document):
    """Another order line for the whole demand line: what it costs more (or less), and the rules it would break."""

    offer: str
    supplier: str
    month: int
    extra_pence: int
    breaks: tuple[str, ...]
    text: str


class Binding(Document):
    """A limit that holds up the price of a demand line, and what easing it is worth.

    `kind` is that of a conflict's member, or earliest, minimum or commitment; `step` is one step in words, such as
    "One more a month". The plan would cost `step_pence` less with that step and `without_pence` without the limit:
    at least so much, `exact`ly where all of it was planned anew and proven.
    """

    kind: str
    id: str
    text: str
    step: str
    step_pence: int
    without_pence: int
    exact: bool


class Limits(Document):
    """The limits found to bind, how many were tried, and how many not for want of time."""

    binding: tuple[Binding, ...]
    tried: int
    untried: int


class Explanation(Answer):
    """Why a demand line is bought where it is. `ruled_out` would be cheaper but breaks a rule.

    `limits` are those that hold up its price; null where there was no time to look at them.
    """

    format: Literal["batch-explanation/1"]
    demand: str
    text: str
    purchases: tuple[Purchase, ...]
    alternatives: tuple[Alternative, ...]
    ruled_out: tuple[Alternative, ...]
    limits: Limits | None = None
