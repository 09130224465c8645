"""Between guard and solver: what is kept of the answers told, and what is refused."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.desk import ANSWER, BROKEN, DONE, FAILED, NO_ANSWER, OUT_OF_MEMORY, REFUSED, keep_judged
from optimizer.telling import Tell


class Told:
    """An answer with a score; odd ones break a rule."""

    def __init__(self, score: int) -> None:
        self.score = score

    def model_dump_json(self, *, indent: int) -> str:
        return str(self.score)


def judge(document: bytes) -> list[str]:
    return [f"{int(document)} is odd"] if int(document) % 2 else []


def kept(folder: Path, solver: Callable[[Tell], int]) -> tuple[int, str | None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    code = keep_judged(folder, solver, judge)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    answer = folder / ANSWER
    return code, answer.read_text().strip() if answer.exists() else None


def telling(*scores: int, code: int = DONE) -> Callable[[Tell], int]:
    def solver(tell: Tell) -> int:
        for score in scores:
            tell.now(Told(score))
        return code

    return solver


@pytest.mark.parametrize(
    ("solver", "code", "answer"),
    [
        (telling(2), DONE, "2"),
        (telling(2, 4, 6), DONE, "6"),
        (telling(3), REFUSED, None),
        (telling(2, code=BROKEN), BROKEN, "2"),
        (telling(code=NO_ANSWER), NO_ANSWER, None),
        (telling(2, code=FAILED), FAILED, "2"),
    ],
)
def test_the_last_answer_the_judge_accepts_is_kept(
    tmp_path: Path, solver: Callable[[Tell], int], code: int, answer: str | None
) -> None:
    assert kept(tmp_path, solver) == (code, answer)


def after(condition: Callable[[], bool]) -> None:
    while not condition():
        os.sched_yield()


def test_an_answer_that_is_refused_does_not_cost_the_one_before(
    tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    def solver(tell: Tell) -> int:
        tell.now(Told(2))
        after((tmp_path / ANSWER).exists)
        tell.now(Told(3))
        return DONE

    assert kept(tmp_path, solver) == (DONE, "2")
    assert "3 is odd" in capfd.readouterr().err


def test_a_solver_that_dies_leaves_its_best_answer(tmp_path: Path) -> None:
    def solver(tell: Tell) -> int:
        tell.now(Told(8))
        after((tmp_path / ANSWER).exists)
        os.kill(os.getpid(), signal.SIGKILL)
        return DONE

    assert kept(tmp_path, solver) == (FAILED, "8")


def test_a_library_that_ends_the_process_has_not_proven_anything(tmp_path: Path) -> None:
    assert kept(tmp_path, lambda tell: os._exit(BROKEN)) == (FAILED, None)
    assert kept(tmp_path, lambda tell: os._exit(DONE)) == (FAILED, None)


def test_a_crash_is_told_and_memory_has_a_code_of_its_own(
    tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    def crashing(tell: Tell) -> int:
        raise RuntimeError("out of ideas")

    def hungry(tell: Tell) -> int:
        raise MemoryError

    assert kept(tmp_path, crashing) == (FAILED, None)
    assert "out of ideas" in capfd.readouterr().err
    assert kept(tmp_path, hungry) == (OUT_OF_MEMORY, None)


def test_answers_are_written_up_now_and_then_only(tmp_path: Path) -> None:
    _, pipe = os.pipe()
    tell, made = Tell(tmp_path, pipe), []

    def make(score: int) -> Callable[[], Told]:
        return lambda: made.append(score) or Told(score)

    tell.sometimes(1, make(1))
    tell.sometimes(2, make(2))
    tell.sometimes(2, make(2), urgent=True)
    tell.sometimes(2, make(2), urgent=True)
    os.close(pipe)

    assert made == [1, 2] and (tmp_path / Tell.NAME).read_text().strip() == "2"
