"""`python -m optimizer.desk FOLDER OPTIONS`: between the guard and the solver. Not for use by hand: see `optimizer solve`.

Reads the problem, has the solver work in a process of its own, and keeps in FOLDER what the judge finds no fault
with: the best answer so far while the solver works, its last one in the end. So an answer that is kept has been
judged by a process that ran no solver, and a solver that has to be killed leaves its best answer behind.
"""

import contextlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from optimizer.documents import InvalidDocument
from optimizer.reading import PACKAGES, problem_at, solution_at, split_at
from optimizer.surroundings import end_with_parent, give_way, limit_address_space
from optimizer.telling import Tell, stop_wish

DONE, BROKEN, INVALID, NO_ANSWER, OUT_OF_MEMORY, FAILED, REFUSED = range(7)
ANSWER = "answer.json"
# Added to the solver's exit codes, for a library that gives up may end the process with a small number of its own.
OUR_OWN = 64
JUDGING_SECONDS, JUDGING_SHARE = 0.2, 0.25

Solver = Callable[[Tell], int]
Judge = Callable[[bytes], list[str]]


def main(arguments: list[str]) -> int:
    """Read, solve, judge; returns the exit code of `optimizer solve`."""
    began = time.monotonic()
    folder, options = Path(arguments[0]), json.loads(arguments[1])
    end_with_parent()
    limit_address_space(options["mebibytes"])
    if options["background"]:
        give_way()
    try:
        package, problem = problem_at(options["problem"])
        plan = _joint_plan(package, problem, options)
        start = solution_at(package, options["start"]) if options["start"] else None
        options["earlier"] = [split_at(path) for path in options["earlier"]] if options["split"] else []
    except InvalidDocument as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        return INVALID
    # Worked out here, it is known to judge and solver alike.
    _ = problem.sha256
    judge = _judge_of(package, problem, split=bool(options["split"]))
    reading = time.monotonic() - began
    # What the judge needs after the solver's last word is kept back from the solver's time.
    left = options["seconds"] - reading
    options["seconds"] = max(0.1, left - min(JUDGING_SECONDS + reading, left * JUDGING_SHARE))
    return keep_judged(folder, lambda tell: _solve(package, problem, plan or start, options, tell), judge)


def keep_judged(folder: Path, solver: Solver, judge: Judge) -> int:
    """Run the solver in a child; move every answer it tells that the judge accepts to ANSWER, the last one last.

    Returns the solver's exit code, or REFUSED when its last answer was refused and none before it was kept.
    """
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _end_as_child(solver, Tell(folder, telling))
    os.close(telling)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _pass_on(child))
    refused = False
    while os.read(told, 4096):
        if (folder / Tell.NAME).exists():
            refused = not _take(folder, judge)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) - OUR_OWN
    if refused and code in (DONE, BROKEN):
        return DONE if (folder / ANSWER).exists() else REFUSED
    return code if code >= 0 else FAILED


def _take(folder: Path, judge: Judge) -> bool:
    """Judge the newest answer told and keep it unless it breaks a rule; whether it is kept."""
    candidate = folder / "candidate.json"
    (folder / Tell.NAME).replace(candidate)
    faults = judge(candidate.read_bytes())
    if faults:
        print("\n".join(faults[:20]), file=sys.stderr)
        return False
    candidate.replace(folder / ANSWER)
    return True


def _judge_of(package: str, problem: Any, *, split: bool) -> Judge:
    """What is wrong with a solution document, one line each. A split says whose cost it shares, not what to buy."""
    if split:
        return lambda _: []
    check = import_module(f"{package}.check")
    parse_solution = import_module(f"{package}.solution").parse_solution

    def judge(document: bytes) -> list[str]:
        try:
            broken = check.broken_rules(problem, parse_solution(document))
        except InvalidDocument as error:
            return [str(fault) for fault in error.faults]
        return [f"{breach.place}: {breach.rule}: {breach.text}" for breach in broken]

    return judge


def _solve(package: str, problem: Any, earlier: Any, options: dict[str, Any], tell: Tell) -> int:
    common: dict[str, Any] = {name: options[name] for name in ("seconds", "workers", "seed")}
    common["should_stop"] = stop_wish()
    if options["progress"]:
        common["on_progress"] = _print_progress
    solver = import_module(f"{package}.solve")
    try:
        if options["split"]:
            splitter = import_module(f"{package}.split")
            known = options["earlier"]
            answer = splitter.split(problem, rule=options["split"], solution=earlier, earlier=known, **common)
        else:
            answer = solver.solve(problem, on_answer=tell.sometimes, hint=earlier, **common)
    except getattr(solver, "NoAnswer", ()) as error:
        print(error, file=sys.stderr)
        return NO_ANSWER
    tell.now(answer)
    return BROKEN if getattr(answer, "status", "") == "infeasible" else DONE


def _end_as_child(solver: Solver, tell: Tell) -> None:
    """Be the solver's process: never returns."""
    code = FAILED
    try:
        end_with_parent()
        code = solver(tell)
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(OUR_OWN + code)


def _pass_on(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGTERM)


def _joint_plan(package: str, problem: Any, options: dict[str, Any]) -> Any:
    """The plan whose cost is shared; None where it is still to be found or nothing is shared."""
    if not options["split"]:
        return None
    if package != PACKAGES["batch-problem/1"]:
        raise InvalidDocument([("$.format", "a booking round has no costs to split", "drop --split")])
    if options["solution"] is None:
        return None
    plan = solution_at(package, options["solution"])
    if plan.problem_sha256 != problem.sha256:
        right = "give the solution of this very problem, or none"
        raise InvalidDocument([("$.problem_sha256", "answers another problem", right)])
    return plan


def _print_progress(seconds: float, score: int | None, bound: int | None, gap: float | None) -> None:
    line = {"seconds": seconds, "score": score, "bound": bound, "gap": gap}
    print(json.dumps(line), file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
