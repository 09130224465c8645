"""How long runs wait, and whether anybody carries them out."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Min

from optimizer.runs.models import Run

BEAT_KNOWN_FOR = timedelta(seconds=30)
STUCK_AFTER = timedelta(minutes=2)


class Queue(NamedTuple):
    """The runs that wait. working: how many runs a worker has given a sign of life for in the last half minute."""

    waiting: int
    oldest_seconds: float
    working: int

    @property
    def is_stuck(self) -> bool:
        """Whether a run has waited for long although no worker is busy: none runs, or none can take it."""
        return self.oldest_seconds > STUCK_AFTER.total_seconds() and not self.working


def queue_at(now: datetime) -> Queue:
    """The queue as it is; two queries on an index."""
    waiting = Run.objects.filter(status=Run.Status.QUEUED).aggregate(
        count=Count("pk"), oldest=Min("created_at")
    )
    working = Run.objects.filter(status=Run.Status.RUNNING, heartbeat_at__gt=now - BEAT_KNOWN_FOR).count()
    seconds = (now - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0.0
    return Queue(waiting["count"], max(0.0, seconds), working)
