"""Plain English for times, needs and lists. Times are those of the clock on the wall in the United Kingdom."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from optimizer.bookings.problem import Need, Problem

WALL = ZoneInfo("Europe/London")


def moment(problem: Problem, minute: int) -> str:
    """“Mon 7 Dec 09:30” for a minute of the horizon."""
    time = (problem.starts_at + timedelta(minutes=minute)).astimezone(WALL)
    return f"{time:%a} {time.day} {time:%b %H:%M}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """“a, b and c”, or “a, b, c and 4 others”."""
    shown = list(names[:most])
    if len(names) > most:
        others = len(names) - most
        shown.append(f"{others} other{'s' if others > 1 else ''}")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "nobody"


def things(need: Need) -> str:
    """“room for 12 with projector”, with the number before it if more than one is needed."""
    words = f"{need.count} × {need.kind}" if need.count > 1 else need.kind
    if need.capacity_min > 1:
        words += f" for {need.capacity_min}"
    if need.features:
        words += f" with {listed(need.features, most=10)}"
    return words
