"""Time and work limits of one solve, and the reports on its way."""

import time
from collections.abc import Callable
from typing import Protocol

from optimizer.bookings.solution import Progress, Solution, gap_of

OnProgress = Callable[[float, int, int, float], None]


class OnAnswer(Protocol):
    """Told of the best plan so far: its score, and how to write it up should it be wanted."""

    def __call__(self, score: int, make: Callable[[], Solution], /, *, urgent: bool = False) -> None: ...


class Clock:
    """Knows how long the search may go on. All times are wall seconds since it was made.

    `work` adds up what was done in units that do not depend on the machine; with a deterministic limit the search
    ends when that is used up, and so at the same point every time. `finishing` seconds are kept back for writing up
    the answer.
    """

    def __init__(
        self,
        seconds: float,
        *,
        finishing: float = 0.0,
        deterministic_limit: float | None,
        should_stop: Callable[[], bool] | None,
        on_progress: OnProgress | None,
        on_answer: OnAnswer | None = None,
    ) -> None:
        self.began, self.seconds, self.finishing = time.monotonic(), seconds - finishing, finishing
        self.work_limit, self._stopped_at = deterministic_limit, float("inf")
        self.work = 0.0
        self.progress: list[Progress] = []
        self._should_stop, self._on_progress, self._stopped = should_stop, on_progress, False
        self._on_answer = on_answer

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.began

    def left(self, share: float = 1.0) -> float:
        """Seconds left of this share of the whole."""
        return self.seconds * share - self.elapsed

    def is_over(self, share: float = 1.0) -> bool:
        """Whether this share of the time is used up, the work is done, or someone asked to stop."""
        if self.work_limit is not None:
            return self.was_stopped() or self.left() <= 0 or self.work >= self.work_limit * share
        return self.was_stopped() or self.left(share) <= 0

    def share_at(self, part: float) -> float:
        """The share of the whole that is reached once this part of what is left now is used up."""
        whole, gone = (
            (self.seconds, self.elapsed) if self.work_limit is None else (self.work_limit, self.work)
        )
        done = min(1.0, gone / whole) if whole > 0 else 1.0
        return done + part * (1 - done)

    def was_stopped(self) -> bool:
        """Whether someone asked to stop."""
        if not self._stopped and self._should_stop is not None and self._should_stop():
            self._stopped, self._stopped_at = True, self.elapsed
        return self._stopped

    def must_finish(self) -> bool:
        """Whether most of the time for writing up the answer is used up too."""
        return self.elapsed > min(self.seconds, self._stopped_at) + 0.6 * self.finishing

    def must_end(self) -> bool:
        """Whether the time for writing up the answer is all but used up."""
        return self.elapsed > min(self.seconds, self._stopped_at) + 0.9 * self.finishing

    def work_left(self) -> float:
        """Work units until the deterministic limit."""
        return float("inf") if self.work_limit is None else self.work_limit - self.work

    def report(self, score: int, bound: int) -> None:
        """Note and pass on where the search stands, if it has moved."""
        entry = Progress(seconds=round(self.elapsed, 2), score=score, bound=bound)
        last = self.progress[-1] if self.progress else None
        if last and (last.score, last.bound) == (score, bound):
            return
        self.progress.append(entry)
        if self._on_progress is not None:
            self._on_progress(entry.seconds, score, bound, round(gap_of(score, bound), 6))

    def tell(self, score: int, make: Callable[[], Solution], *, urgent: bool = False) -> None:
        """Let whoever keeps the best plan so far have this one written up."""
        if self._on_answer is not None:
            self._on_answer(score, make, urgent=urgent)
