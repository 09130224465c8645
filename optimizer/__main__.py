"""`python -m optimizer solve | check | explain | schema`: the solvers from the shell. Needs no database.

Exit codes: 0 done; 1 proven infeasible, or the judge found broken rules; 2 a document is invalid, one line a
fault on standard error; 3 time ran out with no solution.
"""

import argparse
import json
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from optimizer.documents import Fault, InvalidDocument

PACKAGES = {"booking-problem/1": "optimizer.bookings", "batch-problem/1": "optimizer.batches"}
SCHEMAS = {
    "booking-problem/1": ("optimizer.bookings.problem", "Problem"),
    "booking-solution/1": ("optimizer.bookings.solution", "Solution"),
    "booking-explanation/1": ("optimizer.bookings.solution", "Explanation"),
    "batch-problem/1": ("optimizer.batches.problem", "Problem"),
    "batch-solution/1": ("optimizer.batches.solution", "Solution"),
    "batch-explanation/1": ("optimizer.batches.solution", "Explanation"),
    "split/1": ("optimizer.batches.solution", "SplitDocument"),
}
DONE, BROKEN, INVALID, NO_ANSWER = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except InvalidDocument as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return INVALID


def solve(options: argparse.Namespace) -> int:
    """Solve a problem document and write the solution document."""
    package, problem = _problem(options.problem)
    solver = import_module(f"{package}.solve")
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stopped.append(received))
    common: dict[str, Any] = {"seconds": options.seconds, "workers": options.workers, "seed": options.seed}
    common["should_stop"] = lambda: bool(stopped)
    if options.progress:
        common["on_progress"] = _print_progress
    try:
        if options.split:
            splitter, plan = _splitter(package), _joint_plan(package, problem, options.solution)
            answer = splitter.split(problem, rule=options.split, solution=plan, **common)
        else:
            answer = solver.solve(problem, **common)
    except getattr(solver, "NoAnswer", ()) as error:
        print(error, file=sys.stderr)
        return NO_ANSWER
    _write(answer.as_document(), options.output)
    return BROKEN if getattr(answer, "status", "") == "infeasible" else DONE


def check(options: argparse.Namespace) -> int:
    """Have the judge look at a solution: prints the recomputed score, or a line for each broken rule."""
    package, problem = _problem(options.problem)
    judge = import_module(f"{package}.check")
    solution = _solution(package, options.solution)
    broken = judge.broken_rules(problem, solution)
    for breach in broken:
        print(f"{breach.place}: {breach.rule}: {breach.text}")
    if broken:
        return BROKEN
    print(judge.score(problem, solution))
    return DONE


def explain(options: argparse.Namespace) -> int:
    """Explain one request or demand line of a solution."""
    package, problem = _problem(options.problem)
    solution = _solution(package, options.solution)
    try:
        explanation = import_module(f"{package}.explain").explain(problem, solution, options.id)
    except LookupError as error:
        print(f"ID: {error.args[0]}; give an id of the problem document", file=sys.stderr)
        return INVALID
    _write(explanation.as_document(), None)
    return DONE


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a document."""
    module, name = SCHEMAS[options.format]
    _write(getattr(import_module(module), name).model_json_schema(), None)
    return DONE


def _problem(path: str) -> tuple[str, Any]:
    """The package that solves the document, and the problem it holds."""
    text = _read(path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(
            [Fault("$", f"is not JSON: {error}", "give one JSON object in UTF-8")]
        ) from None
    name = data.get("format") if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in PACKAGES:
        right = f"give {' or '.join(PACKAGES)}"
        raise InvalidDocument(
            [Fault("$.format", f"{json.dumps(name)} is not a format that can be solved", right)]
        )
    return PACKAGES[name], import_module(f"{PACKAGES[name]}.problem").parse_problem(text)


def _solution(package: str, path: str) -> Any:
    return import_module(f"{package}.solution").parse_solution(_read(path))


def _splitter(package: str) -> ModuleType:
    if package != PACKAGES["batch-problem/1"]:
        raise InvalidDocument([Fault("$.format", "a booking round has no costs to split", "drop --split")])
    return import_module(f"{package}.split")


def _joint_plan(package: str, problem: Any, path: str | None) -> Any:
    """The plan whose cost is shared; None where it is still to be found."""
    if path is None:
        return None
    plan = _solution(package, path)
    if plan.problem_sha256 != problem.sha256:
        right = "give the solution of this very problem, or none"
        raise InvalidDocument([Fault("$.problem_sha256", "answers another problem", right)])
    return plan


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InvalidDocument(
            [Fault(path, f"cannot be read ({error.strerror})", "name a JSON file")]
        ) from None


def _write(document: dict[str, Any], path: str | None) -> None:
    text = json.dumps(document, indent=1, ensure_ascii=False)
    if path is None:
        print(text)
    else:
        Path(path).write_text(text + "\n", encoding="utf-8")


def _print_progress(seconds: float, score: int | None, bound: int | None, gap: float | None) -> None:
    line = {"seconds": seconds, "score": score, "bound": bound, "gap": gap}
    print(json.dumps(line), file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m optimizer", description=__doc__)
    commands = parser.add_subparsers(required=True)
    solving = commands.add_parser("solve", help=solve.__doc__)
    solving.add_argument("problem", metavar="PROBLEM.json")
    solving.add_argument("-o", "--output", metavar="SOLUTION.json")
    solving.add_argument("--seconds", type=float, default=60)
    solving.add_argument("--workers", type=int, default=2)
    solving.add_argument("--seed", type=int, default=0)
    solving.add_argument("--progress", action="store_true", help="JSON lines on standard error")
    rules = ("batch-price", "proportional", "shapley", "nucleolus")
    solving.add_argument("--split", nargs="?", choices=rules, const=rules[-1], help="share the cost instead")
    solving.add_argument(
        "--solution", metavar="SOLUTION.json", help="with --split: the plan whose cost is shared"
    )
    solving.set_defaults(command=solve)
    checking = commands.add_parser("check", help=check.__doc__)
    explaining = commands.add_parser("explain", help=explain.__doc__)
    for each, command in ((checking, check), (explaining, explain)):
        each.add_argument("problem", metavar="PROBLEM.json")
        each.add_argument("solution", metavar="SOLUTION.json")
        each.set_defaults(command=command)
    explaining.add_argument("id", metavar="ID", help="of the request or demand line")
    describing = commands.add_parser("schema", help=schema.__doc__)
    describing.add_argument("format", choices=sorted(SCHEMAS))
    describing.set_defaults(command=schema)
    return parser


if __name__ == "__main__":
    sys.exit(main())
