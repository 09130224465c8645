"""Files out."""

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import get_valid_filename

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(data: bytes, name: str) -> HttpResponse:
    """An Excel workbook to save; `name` becomes the file's name without its ending."""
    file_name = f"{get_valid_filename(name)[:100]}.xlsx"
    plain = file_name.encode("ascii", "ignore").decode()
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name)}"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": disposition})
