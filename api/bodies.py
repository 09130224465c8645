"""What a request says: its JSON document and its parameters, read without guessing.

document_of(request) -> Any      the body; Refused 415 or 400 where it is no single JSON document
StrictParser                     the same for every route, and no parameter twice
"""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from partners.refusals import Refused

JSON = "application/json"


def document_of(request: HttpRequest) -> Any:
    """The body as a document; None where there is none.

    Raises:
        Refused: `not_json` (415) if the body is announced as something else; `bad_json` (400) if it is not JSON in
            UTF-8, holds NaN or a key twice, or is nested too deeply.
    """
    if not request.body:
        return None
    if request.content_type != JSON:
        raise Refused("not_json", f"Send the body with the header Content-Type: {JSON}.", status=415)
    try:
        return json.loads(request.body.decode(), object_pairs_hook=_each_key_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        message = "The body is not JSON. Send none, or a JSON document in UTF-8."
        raise Refused("bad_json", message, status=400) from error


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        # Which of the two is meant is anybody's guess, and two programs guess differently.
        raise Refused("bad_json", f"The body holds the key {twice[:40]!r} twice. Send it once.", status=400)
    return document


def _no_number(name: str) -> NoReturn:
    raise Refused("bad_json", f"The body holds {name}, which is not JSON. Send a number.", status=400)


class StrictParser(Parser):
    """Reads bodies and parameters for all routes."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The document of the body."""
        return document_of(request)

    def parse_querydict(
        self, data: MultiValueDict, list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The parameters; Refused (422) for one given twice that is not a list."""
        for name, values in data.lists():
            if len(values) > 1 and name not in list_fields:
                raise Refused("malformed", f"Give {name[:40]} once.", name[:40], status=422)
        return super().parse_querydict(data, list_fields, request)
