"""Queries that are asked with every request, their SQL worked out once.

Django works the SQL out anew each time, which costs ten times what SQLite needs to answer a small query. Here the
same compiler does it once for each thread and its connection, and only the values change.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)
# Stand for the values while the SQL is worked out: keys that no row has.
MARKS = [7_700_000_000_000_000_000 + n for n in range(4)]


def prepared(build: Callable[..., models.QuerySet[Row]]) -> Callable[..., list[Row]]:
    """The rows of the queryset that `build` makes of its arguments: at most four, integers or text, none a list.

    `build` is called once for each thread, with other values in their place, so it may not look at them.
    """
    kept = threading.local()

    @wraps(build)
    def ask(*values: int | str) -> list[Row]:
        queryset = getattr(kept, "queryset", None)
        connection = connections[queryset.db] if queryset is not None else None
        if connection is None or kept.compiler.connection is not connection:
            queryset = kept.queryset = build(*MARKS[: len(values)])
            kept.compiler = _Compiler(queryset.query, connections[queryset.db], queryset.db)
            queryset.query.get_compiler = lambda *args, **options: kept.compiler
        kept.compiler.values = values
        return list(ModelIterable(queryset))

    return ask


class _Compiler(SQLCompiler):
    """Django's compiler that remembers its SQL and puts `values` where the marks were."""

    values: tuple[int | str, ...] = ()
    _said: tuple[str, list[Any]] | None = None

    def as_sql(self, *args: Any, **options: Any) -> tuple[str, list[Any]]:
        if self._said is None:
            text, marked = super().as_sql(*args, **options)
            places = {str(mark): place for place, mark in enumerate(MARKS)}
            self._said = text, [(places.get(str(value)), value) for value in marked]
        text, wanted = self._said
        return text, [value if place is None else self.values[place] for place, value in wanted]
