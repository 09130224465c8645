"""Whatever stands in an address or in a field of a form, it is answered or refused, never a fault of ours."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.matrix.people import Role
from tests.matrix.routes import API, PAGES, Route, includes
from tests.matrix.visiting import Visitor, address_of, asked_for

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Role.PARTNERSHIP_ADMINISTRATOR
TOO_LARGE = str(2**63)
NASTY = [
    "",
    "-1",
    TOO_LARGE,
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
NASTY_TOGETHER = ["0001-01-01", "9999-12-31", TOO_LARGE, "٣"]
NUMBER_IN_PATH = re.compile(r"(?<!api/v)\b\d+\b(?!-)")
DAY_LIKE, NUMBER_LIKE = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"-?\d+")


def shown_pages() -> list[Route]:
    """Each page once, about something that the administrator may see."""
    seen = [route for route in PAGES if includes(route.see, "A", ADMINISTRATOR)]
    return list({route.name: route for route in reversed(seen)}.values())


def test_no_query_makes_a_fault_of_ours(world) -> None:
    """Every parameter a page looks for takes every value once, and the others take other ones meanwhile."""
    visitor, faults, tried = Visitor(world, "A", ADMINISTRATOR), [], 0
    for route in shown_pages():
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


def test_a_number_no_row_can_have_is_an_address_of_nothing(world) -> None:
    visitor, faults, tried = Visitor(world, "A", ADMINISTRATOR), [], 0
    for route in (*PAGES, *API):
        address = address_of(world, route)
        nowhere = NUMBER_IN_PATH.sub(TOO_LARGE, address.partition("?")[0])
        if nowhere == address.partition("?")[0]:
            continue
        method = route.method if route.is_call else "GET"
        query = "".join(address.partition("?")[1:])
        sent = route.data(world) if method != "GET" else None
        shown = visitor.call(nowhere + query, method, sent, is_call=route.is_call)
        tried += 1
        # Some addresses take POST alone.
        if shown.status not in ({404} if route.is_call or route.see else {404, 405}):
            faults.append(f"{method} {route.name} {route.about}: {shown.status}")
    assert not faults, "\n" + "\n".join(faults)
    assert tried > 100


def test_no_field_of_a_form_makes_a_fault_of_ours(world, bodies) -> None:
    """Each day and number in each form in turn is one that nobody can reckon with, while the other fields are right."""
    visitor, faults, tried = Visitor(world, "A", ADMINISTRATOR), [], 0
    for route in (route for route in PAGES if route.write is not None and bodies.is_able(route, "A")):
        right = bodies.of(route, "A")
        for name, nasty in _nasty_fields(right).items():
            sent = right | {name: [nasty] if isinstance(right[name], list) else nasty}
            shown = visitor.call(address_of(world, route), "POST", sent, compare=False)
            tried += 1
            if shown.status >= 500:
                faults.append(f"{shown.status}: {route.name} {route.about}: {name}={nasty!r}")
    assert not faults, "\n" + "\n".join(faults)
    assert tried > 100


def _nasty_fields(right: dict[str, Any]) -> dict[str, str]:
    """What to put into which field; of rows that are all alike, those of the last one."""
    alike = {re.sub(r"-\d+-", "-#-", name): name for name in right}
    made = {}
    for name in alike.values():
        written = str(right[name][0] if isinstance(right[name], list) and right[name] else right[name])
        if DAY_LIKE.match(written):
            made[name] = "9999-12-31"
        elif NUMBER_LIKE.fullmatch(written):
            made[name] = TOO_LARGE
    return made
