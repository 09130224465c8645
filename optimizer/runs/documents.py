"""Refusing problem documents that the solvers would not take, before anything is stored."""

from typing import Any

from optimizer.batches import problem as batches
from optimizer.bookings import problem as bookings
from optimizer.documents import DOCUMENT_BYTES_MAX, InvalidDocument, canonical_json, refuse_long_lists
from optimizer.runs.models import Run
from partners.refusals import Refused

FAULTS_SHOWN = 20


def parsed_problem(problem: dict[str, Any]) -> bookings.Problem | batches.Problem:
    """The problem that a document holds, if it may be queued.

    Raises:
        Refused: `unknown_format`, `document_too_large` or `invalid_problem` (422); the last one lists
            the faults in `details["errors"]` as {"path", "message"}.
    """
    format_ = problem.get("format")
    if format_ not in Run.Format.values:
        raise Refused(
            "unknown_format",
            f"The problem document says its format is {format_!r}. "
            f"It must be one of {', '.join(Run.Format.values)}.",
            "format",
            status=422,
        )
    package = bookings if format_ == Run.Format.BOOKING else batches
    text = storable_text(problem)
    try:
        refuse_long_lists(problem, package.Problem)
        return package.parse_problem(text)
    except InvalidDocument as error:
        raise _refusal_of(error) from error


def storable_text(problem: dict[str, Any]) -> str:
    """The document as JSON; refused above DOCUMENT_BYTES_MAX or when not every database could hold it."""
    text = canonical_json(problem)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > DOCUMENT_BYTES_MAX:
        raise Refused(
            "document_too_large",
            f"The problem is {size / 2**20:.1f} MiB; a run takes at most "
            f"{DOCUMENT_BYTES_MAX / 2**20:.0f} MiB. Plan a shorter period or fewer organisations at a time.",
            status=422,
        )
    if "\\u0000" in text:
        raise Refused("invalid_problem", "The problem holds a zero character. Remove it.", status=422)
    return text


def _refusal_of(error: InvalidDocument) -> Refused:
    faults = error.faults
    shown = "; ".join(str(fault) for fault in faults[:3])
    more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""
    return Refused(
        "invalid_problem",
        f"The problem document cannot be solved: {shown}{more}.",
        status=422,
        details={
            "errors": [
                {"path": fault.path, "message": f"{fault.wrong}; {fault.right}"}
                for fault in faults[:FAULTS_SHOWN]
            ]
        },
    )
