"""The same POST sent many times at once is carried out once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from api.models import IdempotencyKey
from assets.models import Booking
from partners.models import AuditEntry
from tests.api.calling import Caller

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

AT_ONCE = 6


def test_many_at_once_with_one_key_get_one_answer(county):
    caller = Caller(county.constable, county.police)
    body = {
        "asset": county.lecture.pk,
        "organisation": county.police.pk,
        "starts_at": "2035-01-08T09:00:00Z",
        "ends_at": "2035-01-08T10:00:00Z",
        "purpose": "Briefing",
    }

    def send(_):
        try:
            return caller.post("/bookings", body, key="one")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Booking.objects.count() == IdempotencyKey.objects.count() == 1
    assert AuditEntry.objects.filter(action="booking.created").count() == 1
