"""Failures of a run in the words of the person who ordered it."""

import signal

from optimizer.runs.attending import Ending, Reason
from optimizer.runs.models import Run

INVALID_DOCUMENT = 2
NO_ANSWER_IN_TIME = 3
LESS = "Plan a shorter period, or fewer organisations at a time, and start it again."
ASK = "Start it again; if it fails again, tell your administrator the number of this run."
NOT_CARRIED_OUT = f"The run could not be carried out because of a fault in this system. {ASK}"
OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "Cannot allocate memory", "Unable to allocate", "out of memory")


def failure(run: Run, ending: Ending, words: list[str]) -> str:
    """Why the solver gave no answer.

    Parameters:
        words: the last lines the solver printed apart from its progress.
    """
    if ending.reason is Reason.TIME:
        return (
            f"The solver had {run.seconds_limit} seconds and gave no answer even after some grace, "
            f"so it was stopped. {LESS}"
        )
    if any(sign in line for line in words for sign in OUT_OF_MEMORY):
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
    return f"The solver failed and gave no answer. {ASK}"


def refused_by_the_judge(ending: Ending, words: list[str]) -> str:
    """Why an answer was thrown away."""
    if ending.reason is Reason.TIME or ending.code < 0:
        return f"The answer could not be checked, so it was not kept. {ASK}"
    return f"The answer broke a rule when it was checked, so it was not kept: {'; '.join(words[:3])}. {ASK}"


def refused_split(faults: list[str]) -> str:
    """Why a split was thrown away."""
    return (
        f"The shares were wrong when they were checked, so they were not kept: {'; '.join(faults[:3])}. {ASK}"
    )
