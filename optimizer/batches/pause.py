"""When to look for cheaper plans, while the bound could rise in the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from optimizer.batches.search import Search


@dataclass
class Pause:
    """The seconds between turns: the shortest after a turn that saved more than the bound rises in such a time, else
    twice as many as before.

    Of the time of a turn the part that is `taken` is missed by the bound, which rises as fast as it did on average since
    the beginning.
    """

    search: Search
    shortest: float
    taken: float = 1.0
    began: float = field(init=False)
    bound: int = field(init=False)
    seconds: float = field(init=False)
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.began, self.bound = self.search.elapsed, self.search.bound
        self.seconds, self.until = self.shortest, self.began + self.shortest

    @property
    def over(self) -> bool:
        """Whether the next turn is due."""
        return self.search.elapsed >= self.until

    @contextmanager
    def after(self) -> Iterator[None]:
        """A turn, after which there is a pause."""
        search = self.search
        began, cost, risen = search.elapsed, search.cost, search.bound - self.bound
        yield
        missed = self.taken * (search.elapsed - began) * risen / max(began - self.began, self.shortest)
        saves = cost is None or search.cost is None or cost - search.cost > missed
        self.seconds = self.shortest if saves else 2 * self.seconds
        self.until = search.elapsed + self.seconds
