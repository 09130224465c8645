"""Whether everything acknowledged is there, nothing is half-written, and keys still have one effect and one answer.

examined(storm, wire) -> list[Fault]
"""

from collections.abc import Iterator

from api.models import IdempotencyKey
from assets.models import Booking
from benchmarks.races.attempts import Span, double_bookings
from benchmarks.races.judge import Fault
from benchmarks.races.storms.calendar import DAYS, FIRST_DAY, STORMS_MAX
from benchmarks.races.storms.storm import HALF, Deed, Storm, Subject
from benchmarks.races.wire import Wire
from benchmarks.races.world import at


def examined(storm: Storm, wire: Wire) -> list[Fault]:
    """What must not be, once the site runs again. Calls with a key are sent once or twice more."""
    faults = [Fault("unforeseen", words) for words in storm.unforeseen]
    for subject in storm.subjects:
        faults += _settled(subject)
    for deed in storm.deeds:
        if deed.call.key:
            faults += _replayed(deed, wire)
    for subject in storm.subjects:
        seen = subject.observe()
        if seen != subject.state:
            faults.append(
                Fault("other replays", f"{subject.name}: {seen}, not {subject.state}, after replays")
            )
    if IdempotencyKey.objects.filter(status=0).exists():
        faults.append(Fault(HALF, "a key without an answer"))
    return faults + _double(storm)


def _settled(subject: Subject) -> Iterator[Fault]:
    """Compare what is there with what was said; take what is there as the state from now on."""
    seen = subject.observe()
    if seen.startswith(HALF):
        yield Fault(HALF, f"{subject.name}: {seen}")
    elif seen not in {subject.state, subject.pending}:
        pending = f" or {subject.pending}" if subject.pending else ""
        yield Fault("lost", f"{subject.name}: {seen}, not {subject.state}{pending}")
    subject.state = seen


def _replayed(deed: Deed, wire: Wire) -> Iterator[Fault]:
    """The same answer again where there was one; where there was none, one that is the same from now on."""
    first, (again,) = deed.reply, wire.ask(deed.call)
    if first.cut_off:
        first, (again,) = again, wire.ask(deed.call)
        if first.granted:
            deed.subject.state = deed.becomes
    name = f"{deed.subject.name}, {deed.becomes}"
    if first.failed:
        yield Fault("5xx", f"{name}: {first.status} {first.content.decode()[:300]}")
    if (again.status, again.content) != (first.status, first.content):
        said = [f"{reply.status} {reply.content.decode()[:200]}" for reply in (deed.reply, first, again)]
        yield Fault("other replays", f"{name}: {' / '.join(said)}")


def _double(storm: Storm) -> list[Fault]:
    day = FIRST_DAY + storm.number % STORMS_MAX * DAYS
    rows = Booking.objects.filter(
        status__in=Booking.ACTIVE,
        starts_at__gte=at(day, 0),
        starts_at__lt=at(day + DAYS, 0),
        asset__in=storm.world.assets,
    )
    places = rows.values_list("asset_id", "starts_at", "ends_at")
    spans = [Span(storm.world.assets[asset], start, end) for asset, start, end in places]
    return [Fault("double", "in the storm")] * double_bookings(spans)
