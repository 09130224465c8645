"""The documents behind file names, and the package that knows each format."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from optimizer.documents import (
    FILE_BYTES_MAX,
    Fault,
    InvalidDocument,
    fault_of_size,
    refuse_long_lists,
    shortened,
)

PACKAGES = {"booking-problem/1": "optimizer.bookings", "batch-problem/1": "optimizer.batches"}
SOLUTION_BYTES_MAX = 64 * 2**20


def problem_at(path: str) -> tuple[str, Any]:
    """The package that solves the document, and the problem it holds. Raises InvalidDocument."""
    text = _read(path, FILE_BYTES_MAX)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(
            [Fault("$", f"is not JSON: {error}", "give one JSON object in UTF-8")]
        ) from None
    name = data.get("format") if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in PACKAGES:
        right = f"give {' or '.join(PACKAGES)}"
        wrong = f"{shortened(json.dumps(name))} is not a format that can be solved"
        raise InvalidDocument([Fault("$.format", wrong, right)])
    module = import_module(f"{PACKAGES[name]}.problem")
    refuse_long_lists(data, module.Problem)
    del data
    return PACKAGES[name], module.parse_problem(text)


def solution_at(package: str, path: str) -> Any:
    """The solution that the document at `path` holds. Raises InvalidDocument."""
    return import_module(f"{package}.solution").parse_solution(_read(path, SOLUTION_BYTES_MAX))


def split_at(path: str) -> Any:
    """The split of a cost that the document at `path` holds. Raises InvalidDocument."""
    return import_module("optimizer.batches.solution").parse_split(_read(path, SOLUTION_BYTES_MAX))


def _read(path: str, most: int) -> bytes:
    try:
        size = Path(path).stat().st_size
        if size > most:
            raise InvalidDocument([fault_of_size(size, most)])
        return Path(path).read_bytes()
    except OSError as error:
        raise InvalidDocument(
            [Fault(path, f"cannot be read ({error.strerror})", "name a JSON file")]
        ) from None
