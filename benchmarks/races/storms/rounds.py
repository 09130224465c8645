"""Clients of a storm that fill and publish rounds, send in workbooks, and sign agreements."""

import csv
import io
from collections.abc import Callable, Sequence
from itertools import count

from django.urls import reverse

from assets.models import Agreement, BookingRequest, Round
from benchmarks.races.planned import NINE, Planned
from benchmarks.races.storms.calendar import entries
from benchmarks.races.storms.storm import HALF, Storm, ended
from benchmarks.races.wire import Script
from benchmarks.races.world import HOUR, at
from partners.models import AuditEntry

ROWS = 6
Status = BookingRequest.Status


@ended
def publishes(storm: Storm, plan: Planned, browser: str) -> Script:
    """Publishes a round with bundles and series, takes it back, and so on."""
    subject = storm.subject(f"round {plan.pk}", published(plan), "in review")
    back = reverse("assets:round_unpublish", args=[plan.pk])
    for turn in count():
        key = f"Storm {storm.number}, round {plan.pk}, {turn}"
        call = storm.world.api(f"/rounds/{plan.pk}/publish", Idempotency_Key=key)
        yield from storm.do(subject, "published", call)
        yield from storm.do(subject, "in review", storm.world.form(browser, back))


def published(plan: Planned) -> Callable[[], str]:
    """Observes whether a round is published with everything that belongs to it, or not at all."""

    def observe() -> str:
        row = plan.row
        ids = list(plan.standing().values_list("pk", flat=True))
        requests = BookingRequest.objects.filter(round=plan.pk)
        placed, all_ = requests.filter(status=Status.PLACED).count(), requests.count()
        said = AuditEntry.objects.filter(object_type="assets.round", object_id=str(plan.pk))
        turns = (
            said.filter(action="round.published").count() - said.filter(action="round.unpublished").count()
        )
        found = (
            row.state,
            len(ids),
            entries("booking.created", ids),
            placed,
            turns,
            bool(row.published_run_id),
        )
        whole = len(plan.spans)
        if found == (Round.State.PUBLISHED, whole, whole, all_, 1, True):
            return "published"
        if found[1:] == (0, 0, 0, 0, False) and row.state_now == Round.State.REVIEW:
            return "in review"
        return f"{HALF}: {found}"

    return observe


@ended
def requests(storm: Storm, gathering: Round) -> Script:
    """Hands in requests to a round, each with a key."""
    day = (gathering.starts_at - at(0, 0)).days
    window = {"starts_at": at(day, NINE).isoformat(), "ends_at": at(day, NINE + 3 * HOUR).isoformat()}
    for turn in count():
        reference = f"Q{storm.number}-{turn}"
        body = {
            "organisation": storm.world.bodies["police"].pk,
            "round": gathering.pk,
            "title": "Wish",
            "reference": reference,
            "duration_minutes": HOUR,
            "needs": [{"kind": "room"}, {"kind": "car"}],
            "windows": [window],
        }
        subject = storm.subject(reference, requested(gathering.pk, [reference], "handed in", needs=2))
        call = storm.world.api("/requests", body, Idempotency_Key=f"key {reference}")
        yield from storm.do(subject, "handed in", call)


@ended
def imports(storm: Storm, gathering: Round, browser: str, which: int) -> Script:
    """Sends in sheets of requests, each first shown, then confirmed."""
    path = reverse("assets:round_import", args=[gathering.pk])
    for turn in count():
        references = [f"W{storm.number}-{which}-{turn}-{row}" for row in range(ROWS)]
        subject = storm.subject(references[0], requested(gathering.pk, references, "imported", needs=1))
        sheet = _sheet(gathering, references)
        (shown,) = yield [storm.world.upload(browser, path, "requests.csv", sheet)]
        if shown.cut_off:
            return
        if shown.status != 200:
            storm.unforeseen.append(f"{references[0]}: {shown.status} {shown.content.decode()[:300]}")
            return
        yield from storm.do(subject, "imported", storm.world.form(browser, path, confirm="yes"))


def _sheet(gathering: Round, references: Sequence[str]) -> bytes:
    day = f"{gathering.starts_at:%Y-%m-%d}"
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(["Reference", "Organisation", "Title", "Needs", "Duration", "Windows"])
    for reference in references:
        sheet.writerow([reference, "POLICE", "Wish", "room, 4 seats", "60", f"{day} 09:00 to {day} 12:00"])
    return text.getvalue().encode()


def requested(round_id: int, references: Sequence[str], state: str, *, needs: int) -> Callable[[], str]:
    """Observes whether all the requests are there, handed in, each with its needs, window and audit entries.

    state: what it is called when they are.
    """

    def observe() -> str:
        rows = BookingRequest.objects.filter(round=round_id, reference__in=references)
        ids = list(rows.filter(status=Status.SUBMITTED).values_list("pk", flat=True))
        found = (
            rows.count(),
            len(ids),
            sum(row.needs.count() for row in rows) / needs,
            sum(row.windows.count() for row in rows),
            entries("request.created", ids),
            entries("request.submitted", ids),
        )
        if not any(found):
            return "absent"
        return state if set(found) == {len(references)} else f"{HALF}: {found} of {len(references)}"

    return observe


@ended
def approves(storm: Storm, drafts: Sequence[Agreement], browser: str) -> Script:
    """Records that agreements were signed, and ends every other one."""
    for number, draft in enumerate(drafts):
        subject = storm.subject(f"agreement {draft.pk}", approved(draft.pk), "draft")
        path = reverse("assets:agreement_sign", args=[draft.pk])
        yield from storm.do(subject, "signed", storm.world.form(browser, path, signed_on="2020-03-01"))
        if number % 2:
            path = reverse("assets:agreement_end", args=[draft.pk])
            yield from storm.do(subject, "ended", storm.world.form(browser, path, last_day="2034-03-31"))


def approved(pk: int) -> Callable[[], str]:
    """Observes how far an agreement is; both parties have an audit entry of each step."""
    states = {
        (False, False, 0, 0): "draft",
        (True, False, 2, 0): "signed",
        (True, True, 2, 2): "ended",
    }

    def observe() -> str:
        row = Agreement.objects.get(pk=pk)
        said = AuditEntry.objects.filter(object_type="assets.agreement", object_id=str(pk))
        found = (
            row.signed_on is not None,
            row.valid_to is not None,
            said.filter(action="agreement.signed").count(),
            said.filter(action="agreement.ended").count(),
        )
        return states.get(found, f"{HALF}: {found}")

    return observe
