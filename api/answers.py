"""How routes find rows and answer.

found(rows, pk, what) -> row           404 outside what the caller may see
referred(rows, pk, field, what) -> row 422 for an id in a body or a parameter
all_referred(rows, pks, field, what)   the same for several
page_of(Out, rows, paging) -> Page[Out]
answer(document, status=200, headers=None) -> HttpResponse
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from api.schemas.base import Document, Page, Paging, Parameters
from partners.refusals import Refused

Row = TypeVar("Row", bound=Model)


def found(rows: QuerySet[Row], pk: int, what: str) -> Row:
    """The row with this key among those the caller may see; Refused `not_found` (404) otherwise."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Refused("not_found", f"There is no such {what}.", status=404)
    return row


def referred(rows: QuerySet[Row], pk: int, field: str, what: str) -> Row:
    """The row an id in a body names, among those the caller may see; Refused `not_found` (422) otherwise."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Refused("not_found", f"There is no {what} {pk}.", field, status=422)
    return row


def all_referred(rows: QuerySet[Row], pks: Iterable[int], field: str, what: str) -> list[Row]:
    """The rows that ids in a body name, in their order; Refused `not_found` (422) if any is missing."""
    wanted = list(dict.fromkeys(pks))
    by_key = rows.in_bulk(wanted) if wanted else {}
    for pk in wanted:
        if pk not in by_key:
            raise Refused("not_found", f"There is no {what} {pk}.", field, status=422)
    return [by_key[pk] for pk in wanted]


def part_of(rows: QuerySet[Any] | Sequence[Any], paging: Paging) -> tuple[list[Any], int]:
    """The asked part of a list and the length of the whole list."""
    if isinstance(rows, QuerySet):
        # Names may be equal; with the key the order is the same on every page.
        rows = rows.order_by(*(rows.query.order_by or rows.model._meta.ordering), "pk")
        count = rows.count()
    else:
        count = len(rows)
    return list(rows[paging.offset : paging.offset + paging.limit]), count


def page_of(
    shown: type[Document],
    rows: QuerySet[Any] | Sequence[Any],
    paging: Paging,
    of: Callable[[Any], Document] | None = None,
) -> Page:
    """The asked part of a list as documents of the type `shown`, each made by its `of`."""
    part, count = part_of(rows, paging)
    make = of or shown.of  # type: ignore[attr-defined]
    return Page[shown](items=[make(row) for row in part], count=count)  # type: ignore[valid-type]


def answer(document: Document, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A document with a status and headers."""
    content = document.model_dump_json()
    return HttpResponse(content, status=status, content_type="application/json", headers=dict(headers or {}))


def without_unknown_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """A route that takes no parameters refuses them; `Parameters` sees to the others."""

    @wraps(view)
    def strict(request: HttpRequest, **values: Any) -> Any:
        if request.GET and not any(isinstance(value, Parameters) for value in values.values()):
            name = next(iter(request.GET))[:40]
            raise Refused("malformed", f"There is no parameter {name!r}. There are none here.", status=422)
        return view(request, **values)

    return strict


def rendered(view: Callable[..., Any]) -> Callable[..., Any]:
    """A route that may return a document: it is answered with status 200."""

    @wraps(view)
    def answering(request: HttpRequest, **values: Any) -> HttpResponse:
        result = view(request, **values)
        return answer(result) if isinstance(result, Document) else result

    return answering


def created(document: Document, route: str = "", **place: int) -> HttpResponse:
    """201 with the new document and, if a route shows it alone, its address."""
    return answer(document, 201, address_of(route, **place) if route else None)


def address_of(route: str, **place: int) -> dict[str, str]:
    """The header that says where a document can be read, by the route's name and arguments."""
    return {"Location": reverse(f"api:{route}", kwargs=place)}
