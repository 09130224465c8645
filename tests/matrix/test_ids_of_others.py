"""What belongs to strangers is answered as what is not there: in forms, in bodies and in what narrows a list."""

import re
from copy import deepcopy
from typing import Any

import pytest

from api.main import api
from tests.api.calling import ROOT
from tests.matrix.people import Role, World
from tests.matrix.routes import API, PAGES, Route
from tests.matrix.sending import Bodies
from tests.matrix.visiting import Visitor, address_of, asked_for

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Role.PARTNERSHIP_ADMINISTRATOR
MISSING = 987_654_321
# Rows of A that B knows nothing of, by the names that addresses, forms and bodies give such rows.
ROWS = {
    "asset": "room",
    "assets": "room",
    "authority": "authority_a",
    "buyer": "org_a",
    "item": "item",
    "lead": "org_a",
    "near": "site",
    "near_site": "site",
    "of": "org_a",
    "organisation": "org_a",
    "owner": "org_a",
    "participants": "org_a",
    "preferred_1": "room",
    "preferred_assets": "room",
    "procurement": "procurement",
    "round": "gathering",
    "run": "run",
    "site": "site",
    "supplier": "supplier",
    "user": "org_a",
}
# Names of fields of lists that take no row.
NO_ROWS = {
    *(
        "c-page",
        "c-per_page",
        "c-sort",
        "limit",
        "next",
        "offset",
        "page",
        "per_page",
        "q",
        "something",
        "sort",
    ),
    *("date", "end", "free_from", "free_to", "from", "span", "start", "to", "when"),
    *("capacity_min", "feature", "features", "kind", "max_travel_minutes", "seats", "sme", "state", "status"),
}


def alike(text: str) -> str:
    """A page or document without the numbers in it and what changes from one answer to the next."""
    return re.sub(r"\d+|X-Request-ID.*", "#", text)


def test_a_form_with_rows_of_others_is_refused_like_one_with_rows_that_are_not_there(world, bodies) -> None:
    """Each administrator sends the form that another organisation would, wherever the two differ."""
    faults, sent = [], 0
    for letter, other in (("A", "C"), ("B", "A"), ("C", "A"), ("D", "A")):
        visitor = Visitor(world, letter, ADMINISTRATOR)
        for route in PAGES:
            if route.about.replace("=", "").split(" ")[0] in vars(world) or not _differ(
                bodies, route, letter, other
            ):
                continue
            theirs, mine = bodies.of(route, other), bodies.of(route, letter)
            nowhere = {
                name: MISSING if _is_row(value, mine.get(name)) else value for name, value in theirs.items()
            }
            shown, missing = (visitor.visit(route, "POST", body) for body in (theirs, nowhere))
            sent += 1
            place = f"{letter} as {other}: {route.name} {route.about}: {shown.status}"
            if shown.stored or (shown.status < 400 and "error" not in shown.text):
                faults.append(f"{place} is carried out")
            if _told(world, letter, shown.text, theirs):
                faults.append(f"{place} tells of {_told(world, letter, shown.text, theirs)}")
            if letter == "B" and not _has_file(theirs) and shown.status != missing.status:
                faults.append(f"{place}, but {missing.status} for rows that are not there")
    assert not faults, "\n" + "\n".join(faults)
    assert sent > 30


def test_a_body_with_ids_of_others_is_answered_like_one_with_ids_of_nothing(world) -> None:
    visitor, faults = Visitor(world, "B", ADMINISTRATOR), []
    for route in API:
        body = route.data(world) if route.write is not None else {}
        for place in _ids_in(body):
            theirs, missing = (
                visitor.visit(route, route.method, _with(body, place, world, pk)) for pk in (None, MISSING)
            )
            if alike(theirs.text) != alike(missing.text) or theirs.stored or theirs.status < 400:
                faults.append(
                    f"{route.name}: {place}: {theirs.status} {theirs.text[:200]} / {missing.text[:200]}"
                )
    assert not faults, "\n" + "\n".join(faults)


def test_an_address_of_others_is_answered_like_an_address_of_nothing(world) -> None:
    visitor, faults = Visitor(world, "B", ADMINISTRATOR), []
    for route in (*PAGES, *API):
        if not route.about or "=" in route.about or "B" in route.knows or not route.see:
            continue
        address = address_of(world, route)
        nowhere = re.sub(r"(?<!api/v)\b\d+\b(?!-)", str(MISSING), address.partition("?")[0])
        query = address.partition("?")[1] + address.partition("?")[2]
        theirs, missing = (
            visitor.call(one, "GET", is_call=route.is_call) for one in (address, nowhere + query)
        )
        if theirs.status != 404 or alike(theirs.text) != alike(missing.text):
            faults.append(f"{address}: {theirs.status}")
    assert not faults, "\n" + "\n".join(faults)


def test_a_list_narrowed_by_rows_of_others_is_the_one_narrowed_by_nothing(world) -> None:
    visitor, faults, tried = Visitor(world, "B", ADMINISTRATOR), [], 0
    for route in (*PAGES, *API):
        if route.about or not route.see or (route.is_call and route.method != "GET"):
            continue
        for name in _asked_for(visitor, route):
            assert name in ROWS or name in NO_ROWS, f"{route.name}: say what {name} is, in ROWS or NO_ROWS"
            if name not in ROWS:
                continue
            row = getattr(world, ROWS[name]).pk
            base = address_of(world, route)
            join = "&" if "?" in base else "?"
            theirs, missing = (
                visitor.call(f"{base}{join}{name}={pk}", "GET", is_call=route.is_call)
                for pk in (row, MISSING)
            )
            tried += 1
            if alike(theirs.text) != alike(missing.text) or theirs.status >= 500:
                faults.append(f"{base}{join}{name}={row}: {theirs.status}, {missing.status}")
    assert not faults, "\n" + "\n".join(faults)
    assert tried > 30


def _asked_for(visitor: Visitor, route: Route) -> set[str]:
    """The parameters of an address: those the OpenAPI document names, or those the page looks for."""
    if route.is_call:
        operations = api.get_openapi_schema()["paths"].get(ROOT + route.name.partition(" ")[2], {})
        operation = operations.get("get", {"parameters": []})
        return {parameter["name"] for parameter in operation["parameters"] if "name" in parameter}
    return asked_for(visitor, route)


def _differ(bodies: Bodies, route: Route, letter: str, other: str) -> bool:
    """Whether both would send something, and not the same."""
    return (
        route.write is not None
        and bodies.is_able(route, other)
        and bodies.of(route, other) != bodies.of(route, letter)
    )


def _is_row(value: Any, mine: Any) -> bool:
    """Whether the field holds numbers of rows that are others for oneself."""
    written = value if isinstance(value, list) else [value]
    return value != mine and all(str(one).isdecimal() for one in written)


def _has_file(fields: dict[str, Any]) -> bool:
    return any(isinstance(value, bytes) for value in fields.values())


def _told(world: World, letter: str, text: str, sent: dict[str, Any]) -> list[str]:
    """Words that the organisation may not read and did not write itself."""
    return [
        word
        for word, readers in world.readers.items()
        if letter not in readers and word in text and word not in repr(sent)
    ]


def _ids_in(body: Any, above: tuple = ()) -> list[tuple]:
    """The places in a body that hold numbers of rows."""
    if isinstance(body, dict):
        return [place for name, value in body.items() for place in _ids_in(value, (*above, name))]
    if isinstance(body, list):
        return [place for number, value in enumerate(body) for place in _ids_in(value, (*above, number))]
    names = [part for part in above if isinstance(part, str)]
    return [above] if names and names[-1] in ROWS else []


def _with(body: Any, place: tuple, world: World, pk: int | None) -> Any:
    """The body of B with one id of A's in it, or with this id instead."""
    made = deepcopy(body)
    for other in _ids_in(made):
        _put(made, other, pk if other == place and pk else _pk_at(world, other, other == place))
    return made


def _pk_at(world: World, place: tuple, of_a: bool) -> int:
    name = next(part for part in reversed(place) if isinstance(part, str))
    row = ROWS[name] if of_a or ROWS[name] != "org_a" else "org_b"
    return getattr(world, row).pk


def _put(body: Any, place: tuple, value: int) -> None:
    for part in place[:-1]:
        body = body[part]
    body[place[-1]] = value
