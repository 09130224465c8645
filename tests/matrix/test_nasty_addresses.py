"""Whatever stands in the query of an address, the page is shown or refused, never a fault of ours."""

from urllib.parse import urlencode

import pytest

from tests.matrix.people import Role
from tests.matrix.routes import PAGES
from tests.matrix.visiting import Visitor, address_of, asked_for

pytestmark = pytest.mark.django_db

NASTY = [
    "",
    "-1",
    str(2**63),
    "9" * 5000,
    "NaN",
    "²",
    "a\x00b",
    "\ud800",
    "'\"><script>",
    "9999-12-31T23:59:59-12:00",
    "-name,code",
]
# Those that are something by themselves, for all parameters at once.
NASTY_TOGETHER = ["0001-01-01", "9999-12-31", str(2**63), "٣"]


def test_no_query_makes_a_fault_of_ours(world) -> None:
    """Every parameter a page looks for takes every value once, and the others take other ones meanwhile."""
    visitor, faults, tried = Visitor(world, "A", Role.PARTNERSHIP_ADMINISTRATOR), [], 0
    for route in {route.name: route for route in PAGES if route.see}.values():
        if visitor.visit(route, "GET").status != 200:
            continue
        names = sorted(asked_for(visitor, route) - {"something"})
        address = address_of(world, route).partition("?")[0]
        queries = [
            {name: NASTY[(turn + place * 7) % len(NASTY)] for place, name in enumerate(names)}
            for turn in range(len(NASTY))
        ] + [dict.fromkeys(names, value) for value in NASTY_TOGETHER]
        for query in queries if names else []:
            sent = f"{address}?{urlencode(query, errors='surrogatepass')}"
            shown = visitor.call(sent, "GET")
            tried += 1
            if shown.status >= 500 or shown.writes or "<script>" in shown.text.partition("<body")[2]:
                faults.append(f"{shown.status}: {sent[:200]}")
    assert not faults, "\n" + "\n".join(faults)
    assert tried > 300
