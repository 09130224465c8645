"""Failures of a run in the words of the person who ordered it."""

import signal

from optimizer.guard import OUT_OF_MEMORY_WORDS
from optimizer.runs.attending import Ending, Reason
from optimizer.runs.models import Run

INVALID_DOCUMENT, NO_ANSWER_IN_TIME, OUT_OF_MEMORY, REFUSED_BY_THE_JUDGE = 2, 3, 4, 6
LESS = "Plan a shorter period, or fewer organisations at a time, and start it again."
ASK = "Start it again; if it fails again, tell your administrator the number of this run."
NOT_CARRIED_OUT = f"The run could not be carried out because of a fault in this system. {ASK}"
SHORT_OF_MEMORY = (
    OUT_OF_MEMORY_WORDS,
    "MemoryError",
    "bad_alloc",
    "Cannot allocate memory",
    "Unable to allocate",
    "out of memory",
)


def failure(run: Run, ending: Ending, words: list[str]) -> str:
    """Why the solver gave no answer.

    Parameters:
        words: the last lines the solver printed apart from its progress.
    """
    if ending.reason is Reason.TIME:
        return (
            f"The solver had {run.seconds_limit} seconds and did not end by itself after that, "
            f"so it was stopped. {LESS}"
        )
    if ending.code == OUT_OF_MEMORY or _was_short_of_memory(words):
        return f"The solver needed more than the {run.memory_mebibytes} MiB of memory it may use. {LESS}"
    if ending.code < 0:
        return (
            f"The solver was ended from outside ({signal.Signals(-ending.code).name}), "
            f"which happens when the machine runs short of memory. {ASK}"
        )
    if ending.code == NO_ANSWER_IN_TIME:
        return f"The solver found no answer within {run.seconds_limit} seconds. Allow more time. {LESS}"
    if ending.code == INVALID_DOCUMENT:
        return f"The solver refused the problem: {'; '.join(words[:3])}. {ASK}"
    if ending.code == REFUSED_BY_THE_JUDGE:
        told = "; ".join(words[:3])
        return f"The answer broke a rule when it was checked, so it was not kept: {told}. {ASK}"
    return f"The solver failed and gave no answer. {ASK}"


def note(run: Run, words: list[str]) -> str:
    """What to know of an answer that was kept; empty where there is nothing to say."""
    if _was_short_of_memory(words):
        return (
            f"The solver reached the {run.memory_mebibytes} MiB of memory it may use before its time was up. "
            "This is the best answer it had found by then."
        )
    return ""


def _was_short_of_memory(words: list[str]) -> bool:
    return any(sign in line for line in words for sign in SHORT_OF_MEMORY)


def refused_split(faults: list[str]) -> str:
    """Why a split was thrown away."""
    return (
        f"The shares were wrong when they were checked, so they were not kept: {'; '.join(faults[:3])}. {ASK}"
    )
