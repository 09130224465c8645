"""A page of a table is the one asked for, or the nearest there is."""

import pytest
from django_tables2 import Column, Table

from partners.tables import PER_PAGE, show_a_page


class Numbers(Table):
    number = Column()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", 1),
        ("page=2", 2),
        ("page=3", 2),
        ("page=0", 2),
        ("page=-1", 2),
        ("page=x", 1),
        ("page=" + "9" * 5000, 1),
        ("page=2&per_page=1", 2),
        ("per_page=-1", 1),
        ("per_page=1000000", 1),
    ],
)
def test_the_nearest_page_is_shown(rf, asked, shown):
    table = Numbers([{"number": number} for number in range(PER_PAGE + 1)])

    show_a_page(table, rf.get(f"/?{asked}"))

    assert table.page.number == shown
    assert table.paginator.per_page == PER_PAGE


def test_the_order_asked_for_is_shown(rf):
    table = Numbers([{"number": 1}, {"number": 2}])

    show_a_page(table, rf.get("/?sort=-number"))

    assert [row.get_cell("number") for row in table.page.object_list] == [2, 1]
