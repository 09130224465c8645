"""Refusals in words: raised by actions, shown as a form error, an API problem or a note on a sheet's row."""

from collections.abc import Callable
from typing import Any

from django.dispatch import Signal

# Sent with `code` whenever somebody is told of a refusal, so that refusals can be counted.
refused = Signal()


class Refused(Exception):
    """An act that a person may not do, or not now.

    Parameters:
        code: stable snake_case name of the reason, for programs.
        message: a full sentence for the person who is refused, with the remedy where there is one.
        field: name of the form field or document key the reason belongs to, or "" for the whole act.
        status: HTTP status that says the same: 403 not allowed, 404 not found, 409 conflict, 422 invalid.
        details: further facts for the page or the API, such as alternatives (JSON-able).
    """

    def __init__(
        self,
        code: str,
        message: str,
        field: str = "",
        *,
        status: int = 409,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.status = status
        self._details = details or {}
        self._later: Callable[[], dict[str, Any]] | None = None

    @property
    def details(self) -> dict[str, Any]:
        """The further facts, those of `adding_later` included."""
        if self._later is not None:
            later, self._later = self._later, None
            self._details |= later()
        return self._details

    def adding_later(self, work_out: Callable[[], dict[str, Any]]) -> "Refused":
        """Add details that are worked out once somebody reads them: after the transaction, while nobody waits for it."""
        self._later = work_out
        return self

    def tell(self) -> str:
        """The message, now that it is said to somebody. A refusal that is only weighed is not told."""
        refused.send(sender=type(self), code=self.code)
        return self.message


def not_allowed(message: str, field: str = "") -> Refused:
    """A refusal because the person's roles do not allow the act."""
    return Refused("not_allowed", message, field, status=403)
