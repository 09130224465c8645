"""Every address × every role: who gets in, what they may read there, and that nobody stores what they may not."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from api.main import api
from tests.api.calling import PROBLEM, ROOT
from tests.matrix.people import ROLES, Role, World
from tests.matrix.routes import API, EVERYBODY, PAGES, Route, includes
from tests.matrix.visiting import Visit, Visitor

pytestmark = pytest.mark.django_db

REFUSED = {403, 404}
# What C sees hangs little on the role, so three stand for all.
MEMBERS = [
    *((letter, role) for letter in "AB" for role in ROLES),
    *(("C", role) for role in (Role.BOOKER, Role.PROCUREMENT_LEAD, Role.PARTNERSHIP_ADMINISTRATOR)),
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
def test_a_member_gets_what_is_theirs_and_no_more(world, letter, role) -> None:
    visitor = Visitor(world, letter, role)
    read, faults = set(), []
    for route in (*PAGES, *API):
        if route.see or not route.knows:
            shown = visitor.visit(route, "GET")
            read |= {word for word in world.readers if word in shown.text}
            faults += _faults(world, visitor, route, "GET", shown, _may_open(visitor, route))
        if route.write is not None:
            method = route.method if route.is_call else "POST"
            shown = visitor.visit(route, method)
            faults += _faults(world, visitor, route, method, shown, _may_send(visitor, route))
    assert not faults, f"\n{letter} {role}:\n" + "\n".join(faults)
    if role == Role.PARTNERSHIP_ADMINISTRATOR:
        # Otherwise that a word is not shown to others would say nothing.
        unread = {word for word, readers in world.readers.items() if letter in readers} - read
        assert not {word for word in unread if not word.replace(".", "").isdigit()}


def test_without_an_account_there_is_the_sign_in_and_nothing_else(world) -> None:
    visitor = Visitor(world)
    faults = []
    for route in (*PAGES, *API):
        for method in [route.method] if route.is_call else ["GET", "POST"]:
            shown = visitor.visit(route, method)
            sent_away = shown.status == 302 and shown.location.startswith(reverse("account_login"))
            open_address = route.knows == EVERYBODY
            refused = shown.status in ({404, 405} if open_address else {401})
            hidden = not route.knows and shown.status in {404, 405}
            is_open = hidden or (EVERYBODY in (route.see, route.write) and shown.status < 500)
            right = is_open or (refused if route.is_call or open_address else sent_away)
            if not right or shown.stored or _leaks(world, "", shown):
                faults.append(f"{method} {route.name} {route.about}: {shown.status}")
    assert not faults, "\n" + "\n".join(faults)


def test_addresses_take_no_other_method_than_theirs(world) -> None:
    visitor = Visitor(world, "A", Role.PARTNERSHIP_ADMINISTRATOR)
    pages = {route.name: route for route in PAGES if not (route.see and route.write is not None)}
    faults = []
    for route in pages.values():
        method = "POST" if route.write is None else "GET"
        shown = visitor.visit(route, method)
        if shown.status != 405:
            faults.append(f"{method} {route.name}: {shown.status}")
    assert not faults, "\n" + "\n".join(faults)


def test_the_api_refuses_in_problem_documents(world, client) -> None:
    answer = client.get(f"{ROOT}/bookings")
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM)


def _may_open(visitor: Visitor, route: Route) -> set[int] | None:
    """The statuses that GET may be answered with; None for any but a refusal or a fault."""
    if includes(route.see, visitor.letter, visitor.role):
        return None
    return REFUSED if includes(route.knows, visitor.letter, visitor.role) else {404}


def _may_send(visitor: Visitor, route: Route) -> set[int] | None:
    """The statuses of sending something in; None for any but a refusal or a fault."""
    if includes(route.write, visitor.letter, visitor.role):
        return None
    if route.is_call and not route.about:
        # What the body names is not there for strangers.
        return {*REFUSED, 422}
    if not includes(route.knows, visitor.letter, visitor.role):
        return {404}
    return REFUSED | ({302} if route.told else set()) | ({200, 422} if route.faulty else set())


def _faults(
    world: World, visitor: Visitor, route: Route, method: str, shown: Visit, statuses: set[int] | None
) -> Iterator[str]:
    """What is wrong with an answer, of which `statuses` are right; None for any but a refusal or a fault."""
    place = f"{method} {route.name} {route.about}: {shown.status}"
    if statuses is None and (shown.status >= 500 or shown.status in {401, 403, 404, 405}):
        yield f"{place}, though it is theirs"
    if statuses is not None and shown.status not in statuses:
        yield f"{place} instead of {' or '.join(map(str, sorted(statuses)))}"
    if method == "GET" and shown.writes:
        yield f"{place} writes: {shown.writes[0][:120]}"
    if statuses is not None and shown.stored:
        yield f"{place} stores something all the same"
    if leaks := _leaks(world, visitor.letter, shown):
        yield f"{place} tells of {', '.join(leaks)}"


def _leaks(world: World, letter: str, shown: Visit) -> list[str]:
    """Words on the page that this organisation (none: a stranger) may not read."""
    return [
        word
        for word, readers in world.readers.items()
        if (not letter or letter not in readers) and (word in shown.text or word in shown.location)
    ]
