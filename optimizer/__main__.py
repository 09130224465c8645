"""`python -m optimizer solve | check | explain | schema`: the solvers from the shell. Needs no database.

Exit codes: 0 done; 1 proven infeasible, or the judge found broken rules; 2 a document is invalid, one line a
fault on standard error; 3 time ran out with no solution; 4 memory ran out with no solution; 5 the solver failed;
6 the judge refused the solution.
"""

import argparse
import json
import signal
import sys
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import Any

from optimizer.guard import OUT_OF_MEMORY_WORDS, Cut, Ending, Guard, Limits
from optimizer.surroundings import end_with_parent

SCHEMAS = {
    "booking-problem/1": ("optimizer.bookings.problem", "Problem"),
    "booking-solution/1": ("optimizer.bookings.solution", "Solution"),
    "booking-explanation/1": ("optimizer.bookings.solution", "Explanation"),
    "batch-problem/1": ("optimizer.batches.problem", "Problem"),
    "batch-solution/1": ("optimizer.batches.solution", "Solution"),
    "batch-explanation/1": ("optimizer.batches.explanation", "Explanation"),
    "split/1": ("optimizer.batches.solution", "SplitDocument"),
}
DONE, BROKEN, INVALID, NO_ANSWER, OUT_OF_MEMORY = range(5)
PROJECT = Path(__file__).resolve().parents[1]
MEBIBYTES = 6144
OUT_OF_TIME_WORDS = "Time ran out before there was a solution."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.command is solve:
        return solve(options)
    from optimizer.documents import InvalidDocument

    try:
        return options.command(options)
    except InvalidDocument as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return INVALID


def solve(options: argparse.Namespace) -> int:
    """Solve a problem document and write the solution document.

    The work is done in processes of their own, which are ended a second after their time, or at their limit of
    memory; the best answer until then is written.
    """
    if options.background:
        end_with_parent()
    given = {name: value for name, value in vars(options).items() if name not in ("command", "output")}
    given |= {
        name: given[name] and str(Path(given[name]).resolve()) for name in ("problem", "solution", "start")
    }
    given["earlier"] = [str(Path(name).resolve()) for name in options.earlier]
    with TemporaryDirectory(prefix="optimizer-") as folder:
        desk = [sys.executable, "-m", "optimizer.desk", folder, json.dumps(given)]
        guard = Guard(desk, Limits(options.seconds, options.mebibytes), cwd=PROJECT, stdin=DEVNULL)
        handlers = {
            number: signal.signal(number, guard.ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            ending = guard.wait()
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        return _conclude(ending, Path(folder, "answer.json"), options)


def _conclude(ending: Ending, answer: Path, options: argparse.Namespace) -> int:
    """Hand out the answer that was kept, or say why there is none; returns the exit code."""
    short_of_memory = ending.cut is Cut.MEMORY or ending.code == OUT_OF_MEMORY
    if short_of_memory:
        print(f"{OUT_OF_MEMORY_WORDS}: {options.mebibytes} MiB.", file=sys.stderr)
    if answer.exists():
        _hand_out(answer, options.output)
        return BROKEN if ending.code == BROKEN else DONE
    if short_of_memory:
        return OUT_OF_MEMORY
    if ending.cut is Cut.TIME:
        print(OUT_OF_TIME_WORDS, file=sys.stderr)
        return NO_ANSWER
    return ending.code


def _hand_out(answer: Path, output: str | None) -> None:
    if output is None:
        sys.stdout.write(answer.read_text(encoding="utf-8"))
        return
    unfinished = Path(f"{output}.unfinished")
    unfinished.write_bytes(answer.read_bytes())
    unfinished.replace(output)


def check(options: argparse.Namespace) -> int:
    """Have the judge look at a solution: prints the recomputed score, or a line for each broken rule."""
    from optimizer.reading import problem_at, solution_at

    package, problem = problem_at(options.problem)
    judge = import_module(f"{package}.check")
    solution = solution_at(package, options.solution)
    broken = judge.broken_rules(problem, solution)
    for breach in broken:
        print(f"{breach.place}: {breach.rule}: {breach.text}")
    if broken:
        return BROKEN
    print(judge.score(problem, solution))
    return DONE


def explain(options: argparse.Namespace) -> int:
    """Explain one request or demand line of a solution."""
    from optimizer.reading import problem_at, solution_at

    package, problem = problem_at(options.problem)
    solution = solution_at(package, options.solution)
    try:
        explanation = import_module(f"{package}.explain").explain(problem, solution, options.id)
    except LookupError as error:
        print(f"ID: {error.args[0]}; give an id of the problem document", file=sys.stderr)
        return INVALID
    _print(explanation.as_document())
    return DONE


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of a document."""
    module, name = SCHEMAS[options.format]
    _print(getattr(import_module(module), name).model_json_schema())
    return DONE


def _print(document: dict[str, Any]) -> None:
    print(json.dumps(document, indent=1, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m optimizer", description=__doc__)
    commands = parser.add_subparsers(required=True)
    solving = commands.add_parser("solve", help=solve.__doc__)
    solving.add_argument("problem", metavar="PROBLEM.json")
    solving.add_argument("-o", "--output", metavar="SOLUTION.json")
    solving.add_argument("--seconds", type=float, default=60)
    solving.add_argument("--workers", type=int, default=2)
    solving.add_argument("--seed", type=int, default=0)
    solving.add_argument("--mebibytes", type=int, default=MEBIBYTES, help="memory it may take, all in all")
    solving.add_argument(
        "--background",
        action="store_true",
        help="give way to other programs, end with the one that started it",
    )
    solving.add_argument("--progress", action="store_true", help="JSON lines on standard error")
    rules = ("batch-price", "proportional", "shapley", "nucleolus")
    solving.add_argument("--split", nargs="?", choices=rules, const=rules[-1], help="share the cost instead")
    solving.add_argument(
        "--solution", metavar="SOLUTION.json", help="with --split: the plan whose cost is shared"
    )
    solving.add_argument(
        "--earlier",
        metavar="SPLIT.json",
        nargs="*",
        default=[],
        help="with --split: splits of similar plans; what they found out about groups is taken over where it still holds",
    )
    solving.add_argument(
        "--start", metavar="SOLUTION.json", help="an answer to this or a similar problem to begin from"
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
