"""Days that cannot be reckoned with and numbers that no row has are no input, and no fault of ours."""

import pytest
from django.core.exceptions import ValidationError

from partners.inputs import DateField, RowsField
from partners.models import Organisation


@pytest.mark.parametrize("day", ["1900-01-01", "2027-03-04", "2199-12-31"])
def test_a_day_near_enough_is_taken(day):
    assert DateField().clean(day).isoformat() == day


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2027-02-30"])
def test_a_day_too_far_or_none_is_refused(day):
    with pytest.raises(ValidationError):
        DateField().clean(day)


def test_a_number_that_no_database_takes_is_no_choice(db):
    body = Organisation.objects.create(name="Fire", short_name="Fire", kind="fire_service")
    field = RowsField(Organisation.objects.all())

    assert list(field.clean([str(body.pk)])) == [body]
    for number in (str(2**63), "9" * 5000, "x", "-1"):
        with pytest.raises(ValidationError):
            field.clean([str(body.pk), number])
