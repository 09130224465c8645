"""Every address × every role: who gets in, what they may read there, and that nobody stores what they may not."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from api.main import api
from tests.api.calling import PROBLEM, ROOT
from tests.matrix.people import ROLES, Role, World
from tests.matrix.routes import API, EVERYBODY, PAGES, Route, includes
from tests.matrix.visiting import Visit, Visitor, address_of

pytestmark = pytest.mark.django_db

REFUSED = {403, 404}
# Answers to what is not carried out for another reason than who sends it.
NOT_SENT = {200, 302, 403, 409, 422}
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
LED_TO = re.compile(r' (?:href|action|formaction|hx-[a-z]+)="(/[^"#]*)')
# What others than A see hangs little on the role, so some stand for all.
MEMBERS = [
    *(("A", role) for role in ROLES),
    *(("B", role) for role in (Role.VIEWER, Role.PARTNERSHIP_ADMINISTRATOR)),
    *(("C", role) for role in (Role.BOOKER, Role.PROCUREMENT_LEAD, Role.PARTNERSHIP_ADMINISTRATOR)),
    ("D", Role.PARTNERSHIP_ADMINISTRATOR),
]


def addresses(patterns: list, above: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(name, path) of every address of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join((*spaces, str(pattern.name))), f"/{above}{pattern.pattern}"
        elif isinstance(pattern, URLResolver):
            deeper = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, above + str(pattern.pattern), deeper)


def test_every_address_is_classified() -> None:
    known = {route.name for route in (*PAGES, *API)}
    paths = {name.partition(" ")[2] for name in known}
    missing = []
    for name, path in addresses(get_resolver().url_patterns):
        if not path.startswith(ROOT):
            missing += [name] if name not in known else []
        elif re.sub(r"<\w+:(\w+)>", r"{\1}", path.removeprefix(ROOT)) not in paths:
            missing.append(path)
    for path, operations in api.get_openapi_schema()["paths"].items():
        calls = [f"{method.upper()} {path.removeprefix(ROOT)}" for method in operations]
        missing += [call for call in calls if call not in known]
    assert not missing, f"classify these routes in tests/matrix/routes.py: {', '.join(missing)}"


@pytest.mark.parametrize(("letter", "role"), MEMBERS, ids=[f"{letter}-{role}" for letter, role in MEMBERS])
def test_a_member_gets_what_is_theirs_and_no_more(world, bodies, letter, role) -> None:
    visitor = Visitor(world, letter, role)
    read, led, faults = set(), set(), []
    for route in (*PAGES, *API):
        if route.see or not route.knows:
            shown = visitor.visit(route, "GET")
            read |= {word for word in world.readers if word in shown.text}
            led |= set(LED_TO.findall(shown.text))
            faults += _faults(world, visitor, route, "GET", shown, _may_open(visitor, route))
        if route.write is not None:
            method = route.method if route.is_call else "POST"
            sent = bodies.of(route, letter)
            statuses = _may_send(visitor, route)
            shown = visitor.visit(route, method, sent, compare=statuses is not None)
            faults += _faults(world, visitor, route, method, shown, statuses, sent)
    faults += _ways_to_nowhere(world, visitor, led)
    assert not faults, f"\n{letter} {role}:\n" + "\n".join(faults)
    if role == Role.PARTNERSHIP_ADMINISTRATOR:
        # Otherwise that a word is not shown to others would say nothing.
        unread = {word for word, readers in world.readers.items() if letter in readers} - read
        assert not {word for word in unread if not word.replace(".", "").isdigit()}


def test_without_an_account_there_is_the_sign_in_and_nothing_else(world, bodies) -> None:
    visitor = Visitor(world)
    faults = []
    for route in (*PAGES, *API):
        for method in [route.method] if route.is_call else ["GET", "POST"]:
            sent = bodies.of(route, "A") if method != "GET" and route.write is not None else None
            shown = visitor.visit(route, method, sent)
            sent_away = shown.status == 302 and shown.location.startswith(reverse("account_login"))
            refused = shown.status in ({404, 405} if route.knows in ("", EVERYBODY) else {401})
            is_open = EVERYBODY in (route.see, route.write) and shown.status < 500
            closed = route.is_call or route.knows in ("", EVERYBODY)
            right = is_open or (refused if closed else sent_away)
            if not right or shown.stored or _leaks(world, "", shown):
                faults.append(f"{method} {route.name} {route.about}: {shown.status}")
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("signed_in", [True, False], ids=["administrator", "nobody"])
def test_addresses_take_no_other_method_than_theirs(world, signed_in) -> None:
    visitor = Visitor(world, "A", Role.PARTNERSHIP_ADMINISTRATOR) if signed_in else Visitor(world)
    faults = []
    for route in {(_address_alone(route), route.is_call): route for route in (*PAGES, *API)}.values():
        for method in METHODS - _methods_of(route):
            shown = visitor.visit(route, method)
            right = shown.status in ({404, 405} if signed_in else {302, 401, 404, 405})
            if shown.writes or not right:
                faults.append(f"{method} {route.name}: {shown.status}")
    assert not faults, "\n" + "\n".join(faults)


def _address_alone(route: Route) -> str:
    return route.name.partition(" ")[2] if route.is_call else route.name


def _methods_of(route: Route) -> set[str]:
    """The methods that any route with the address of this one takes."""
    same = [other for other in (*PAGES, *API) if _address_alone(other) == _address_alone(route)]
    if route.is_call:
        # The two documents answer HEAD as well.
        return {other.method for other in same} | ({"HEAD"} if route.knows == EVERYBODY else set())
    taken = {"GET"} if any(other.see for other in same) else set()
    if any(other.write is not None for other in same):
        taken |= {"POST"}
    # The pages of the library for signing in answer these two like GET, and say nothing more.
    return taken | ({"HEAD", "OPTIONS"} if route.name.startswith(("account_", "mfa_", "openid_")) else set())


def test_the_api_refuses_in_problem_documents(world, client) -> None:
    answer = client.get(f"{ROOT}/bookings")
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM)


def _may_open(visitor: Visitor, route: Route) -> set[int] | None:
    """The statuses that GET may be answered with; None for any but a refusal or a fault."""
    if includes(route.see, visitor.letter, visitor.role):
        return None
    return REFUSED if includes(route.knows, visitor.letter, visitor.role) else {404}


def _may_send(visitor: Visitor, route: Route) -> set[int] | None:
    """The statuses of sending something in; None for what says that it was carried out."""
    if route.write == EVERYBODY:
        return NOT_SENT
    if includes(route.write, visitor.letter, visitor.role):
        return None if includes(route.able or route.write, visitor.letter, visitor.role) else NOT_SENT
    if route.is_call and not route.about:
        # What the body names is not there for strangers.
        return {*REFUSED, 422}
    if not includes(route.knows, visitor.letter, visitor.role):
        return {404}
    return REFUSED | ({302} if route.told else set())


def _faults(
    world: World,
    visitor: Visitor,
    route: Route,
    method: str,
    shown: Visit,
    statuses: set[int] | None,
    sent: dict[str, Any] | None = None,
) -> Iterator[str]:
    """What is wrong with an answer, of which `statuses` are right; None if it is theirs."""
    place = f"{method} {route.name} {route.about}: {shown.status}"
    theirs = statuses is None
    if theirs and (shown.status >= 500 or shown.status in {401, 403, 404, 405}):
        yield f"{place}, though it is theirs"
    if theirs and method != "GET" and (shown.status >= 400 or (route.stores and not shown.writes)):
        yield f"{place} is not carried out, though it is theirs"
    if not theirs and shown.status not in statuses:
        yield f"{place} instead of {' or '.join(map(str, sorted(statuses)))}"
    if method == "GET" and shown.writes:
        yield f"{place} writes: {shown.writes[0][:120]}"
    if not theirs and shown.stored:
        yield f"{place} stores something all the same"
    # What they wrote themselves is shown to them again.
    if leaks := [word for word in _leaks(world, visitor.letter, shown) if word not in repr(sent)]:
        yield f"{place} tells of {', '.join(leaks)}"


def _ways_to_nowhere(world: World, visitor: Visitor, led: set[str]) -> Iterator[str]:
    """Links and buttons that were shown to the visitor and only lead to a refusal."""
    shown = {unescape(address).partition("?")[0] for address in led}
    for route in PAGES:
        opens = includes(route.see, visitor.letter, visitor.role)
        sends = includes(route.write or "", visitor.letter, visitor.role)
        if not opens and not sends and address_of(world, route).partition("?")[0] in shown:
            yield f"a page leads to {route.name} {route.about}, which is refused"


def _leaks(world: World, letter: str, shown: Visit) -> list[str]:
    """Words on the page that this organisation (none: a stranger) may not read."""
    return [
        word
        for word, readers in world.readers.items()
        if (not letter or letter not in readers) and word in shown.text
    ]
