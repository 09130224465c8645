"""The commands: exit codes, what goes to which stream, and what they must not import."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.__main__ import main
from optimizer.guard import Guard
from tests.optimizer.bookings.builders import asset, document, request

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "data" / "booking-problem.json"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("solved") / "solution.json"
    assert main(["solve", str(EXAMPLE), "-o", str(path), "--seconds", "10", "--workers", "1"]) == 0
    return path


def test_solve_writes_a_solution(solved: Path) -> None:
    data = json.loads(solved.read_text())
    assert (data["format"], data["status"], data["gap"]) == ("booking-solution/1", "optimal", 0)


def test_solve_prints_progress_as_json_lines(capfd: pytest.CaptureFixture) -> None:
    assert main(["solve", str(EXAMPLE), "--seconds", "10", "--workers", "1", "--progress"]) == 0
    streams = capfd.readouterr()
    lines = [json.loads(line) for line in streams.err.splitlines()]
    assert lines and all(line.keys() == {"seconds", "score", "bound", "gap"} for line in lines)
    assert json.loads(streams.out)["score"] == lines[-1]["score"]


def test_check_prints_the_score(solved: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["check", str(EXAMPLE), str(solved)]) == 0
    assert capsys.readouterr().out == f"{json.loads(solved.read_text())['score']}\n"


def test_check_names_each_broken_rule(solved: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    data = json.loads(solved.read_text())
    data["score"] += 1
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps(data))
    assert main(["check", str(EXAMPLE), str(forged)]) == 1
    assert "the_claimed_score_is_right" in capsys.readouterr().out


def test_explain_gives_the_reason(solved: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["explain", str(EXAMPLE), str(solved), "too-big"]) == 0
    assert json.loads(capsys.readouterr().out)["reason"] == "no_asset_fits"
    assert main(["explain", str(EXAMPLE), str(solved), "nobody"]) == 2
    assert "no request “nobody”" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["booking-problem/1", "booking-solution/1", "booking-explanation/1"])
def test_schema_describes_a_document(name: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["additionalProperties"] is False


def test_invalid_documents_give_a_line_for_each_fault(tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    path = tmp_path / "problem.json"
    wrong = [request("p", windows=[[0, 30]]), request("q", windows=[[9, 4]])]
    for text, places in [
        ("{", ["$: "]),
        ("[]", ["$.format: "]),
        ('{"format": "cake/1"}', ["$.format: "]),
        (
            json.dumps(document(assets=[asset("x")], requests=wrong)),
            ["$.requests[1].windows[0]: ", "$.requests[0].windows[0]: "],
        ),
    ]:
        path.write_text(text)
        assert main(["solve", str(path)]) == 2
        lines = capfd.readouterr().err.splitlines()
        assert [line[: len(place)] for line, place in zip(lines, places, strict=True)] == places
        assert all("; " in line for line in lines)


def test_a_missing_file_is_named(tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    assert main(["solve", str(tmp_path / "none.json")]) == 2
    assert "none.json: cannot be read" in capfd.readouterr().err


def test_a_booking_round_has_no_costs_to_split(capfd: pytest.CaptureFixture) -> None:
    assert main(["solve", str(EXAMPLE), "--split"]) == 2
    assert "no costs to split" in capfd.readouterr().err


def test_a_given_plan_is_shared_and_only_one_of_the_same_problem(
    solved: Path, tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    problem, plan = EXAMPLE.with_name("batch-problem.json"), tmp_path / "plan.json"
    assert main(["solve", str(problem), "-o", str(plan), "--seconds", "5", "--workers", "1"]) == 0
    command = ["solve", str(problem), "--split", "batch-price", "--solution", str(plan), "--workers", "1"]
    assert main([*command, "--seconds", "10"]) == 0
    data = json.loads(plan.read_text())
    shared = json.loads(capfd.readouterr().out)
    assert (shared["format"], shared["cost_pence"]) == ("split/1", data["cost_pence"])
    known = tmp_path / "split.json"
    known.write_text(
        json.dumps({**shared, "worths": [{**worth, "cost_pence": 7} for worth in shared["worths"]]})
    )
    command[3] = "proportional"
    assert main([*command, "--seconds", "10", "--earlier", str(known)]) == 0
    assert {share["alone_pence"] for share in json.loads(capfd.readouterr().out)["authorities"]} == {7}
    plan.write_text(json.dumps(data | {"problem_sha256": "0" * 64}))
    assert main(command) == 2
    assert "answers another problem" in capfd.readouterr().err


def test_asked_to_stop_it_writes_the_best_plan_so_far(tmp_path: Path) -> None:
    wanted = [request(f"r{n}", duration_minutes=30 + n % 5 * 20, windows=[[n % 60, 480]]) for n in range(150)]
    given, output = tmp_path / "problem.json", tmp_path / "solution.json"
    given.write_text(json.dumps(document(assets=[asset(f"x{n}") for n in range(4)], requests=wanted)))
    command = [
        sys.executable,
        "-m",
        "optimizer",
        "solve",
        str(given),
        "-o",
        str(output),
        "--seconds",
        "300",
        "--progress",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "score" in json.loads(process.stderr.readline())
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert json.loads(output.read_text())["score"] > 0


@pytest.mark.parametrize("module", ["problem", "solution", "check", "explain"])
def test_what_the_web_needs_imports_no_solver(module: str) -> None:
    code = f"import sys, optimizer.bookings.{module}; print(sorted({{'ortools', 'numpy', 'pandas'}} & set(sys.modules)))"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "[]\n"


def hung(seconds: str, *more: str) -> list[str]:
    """The command, with a solver that tells one answer and then hears and sees nothing."""
    code = """
import signal, sys, time
from optimizer import desk
from optimizer.bookings import solve
def hang(problem, *, on_answer, **_):
    on_answer(-1, lambda: solve.nothing_new(problem, 0), urgent=True)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    HANG
solve.solve = hang
sys.exit(desk.main(sys.argv[1:]))
"""
    return [code, "solve", str(EXAMPLE), "--seconds", seconds, *more]


@pytest.mark.parametrize(
    ("seconds", "hang", "words"),
    [
        ("4", "time.sleep(600)", ""),
        ("60", "held = [bytearray(2**20 * 50) for _ in range(12)]; time.sleep(600)", "400 MiB"),
        ("60", "held = bytearray(2**31)", "400 MiB"),
    ],
)
def test_a_solver_that_goes_beyond_its_limits_is_ended_and_its_best_answer_kept(
    seconds: str, hang: str, words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    code, *command = hung(seconds, "--mebibytes", "400")

    def start(line: list[str], *given: object, **options: object) -> Guard:
        assert line[:3] == [sys.executable, "-m", "optimizer.desk"]
        return Guard([sys.executable, "-c", code.replace("HANG", hang), *line[3:]], *given, **options)

    monkeypatch.setattr("optimizer.__main__.Guard", start)

    assert main(command) == 0
    streams = capfd.readouterr()
    answer = json.loads(streams.out)
    assert (answer["status"], answer["placements"]) != ("optimal", []) and answer["declined"]
    assert {entry["reason"] for entry in answer["declined"]} == {"out_of_time"}
    assert words in streams.err
