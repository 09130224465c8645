"""Tables that are shown a page at a time."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django_tables2 import RequestConfig, Table

PER_PAGE = 25


def show_a_page(table: Table, request: HttpRequest) -> None:
    """Sort the table as the address asks and show the page it asks for: the nearest one if there is no such page.

    How many rows make a page is not for the address to say.
    """
    RequestConfig(request, paginate=False).configure(table)
    wanted = request.GET.get(table.prefixed_page_field)
    table.paginate(per_page=PER_PAGE, page=Paginator(table.rows, PER_PAGE).get_page(wanted).number)
