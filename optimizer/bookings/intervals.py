"""Half-open intervals of minutes. The only place that says what overlapping means."""

from collections.abc import Iterable
from itertools import islice

Interval = tuple[int, int]


def overlap(first: Interval, second: Interval) -> bool:
    """Whether [a, b) and [c, d) share a moment. Intervals that only touch do not."""
    return first[0] < second[1] and second[0] < first[1]


def contains(outer: Interval, inner: Interval) -> bool:
    """Whether the inner interval lies wholly within the outer one."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time as sorted intervals that neither overlap nor touch."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result


def without(intervals: Iterable[Interval], holes: Iterable[Interval]) -> list[Interval]:
    """What is left of the intervals when the holes are cut out, as sorted intervals."""
    left: list[Interval] = []
    cuts, first = merged(holes), 0
    for start, end in merged(intervals):
        while first < len(cuts) and cuts[first][1] <= start:
            first += 1
        for hole_start, hole_end in islice(cuts, first, None):
            if hole_start >= end:
                break
            if start < hole_start:
                left.append((start, hole_start))
            start = hole_end
        if start < end:
            left.append((start, end))
    return left
