"""The races, each a way to come into each other's way; a round is one race on days of its own.

CONTESTS: name -> contest(arena, number), a generator: it yields calls that prepare the race and returns a Contest
Arena(world, lane)              what one lane of races has for itself: rounds with plans, agreements, a browser
"""

from collections.abc import Callable, Generator

from benchmarks.races.attempts import Contest
from benchmarks.races.contests import moving, plans, slots, terms
from benchmarks.races.contests.arena import Arena, arenas
from benchmarks.races.wire import Call, Reply

CLIENTS = 16
CONTESTS: dict[str, Callable[[Arena, int], Generator[list[Call], list[Reply], Contest]]] = {
    "the same slot": slots.one_slot,
    "shifted slots": slots.shifted_slots,
    "whole and parts": slots.whole_and_parts,
    "series": slots.series_and_singles,
    "the same key": slots.one_key,
    "moves to one room": moving.into_one_room,
    "moves apart": moving.apart,
    "freed slots": moving.freed,
    "publishing": plans.publishing,
    "publishing, cap": plans.publishing_under_a_cap,
    "retracting": plans.retracting,
    "replanning": plans.replanning,
    "caps": terms.under_a_cap,
    "blockings": terms.blockings,
    "approvals": terms.signing,
    "agreement's end": terms.ending,
}

__all__ = ["CLIENTS", "CONTESTS", "Arena", "arenas"]
