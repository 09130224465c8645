"""Workbooks as answers."""

from typing import Any

from django.http import HttpResponse

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the OpenAPI document says of such an answer.
WORKBOOK: dict[int, Any] = {
    200: {
        "description": "An Excel workbook",
        "content": {CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


def workbook_answer(content: bytes, name: str) -> HttpResponse:
    """A workbook to download under this name."""
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )
