"""The joint programme's dual, against the same programme solved as it is."""

import random
import time
from types import SimpleNamespace

import numpy as np
import pytest
from highspy import HighsModelStatus

from optimizer.batches import relaxation_process
from optimizer.batches.relaxation_process import Dual
from optimizer.highs import Limits, options_of, run_highs
from optimizer.mip import Mip


def drawn(seed):
    """A programme with columns and rows of every kind, and rows to add to it."""
    chance = random.Random(seed)
    mip = Mip(offset=chance.uniform(-5, 5))
    for number in range(8):
        lower = (0.0, -3.0, 0.0, -np.inf)[number % 4]
        mip.column(
            cost=chance.uniform(0.5, 2),
            lower=lower,
            upper=chance.choice((4.0, 9.0)) if number < 4 else np.inf,
        )
    mip.row([(7, 1.0), (3, 1.0)], lower=-6.0)
    mip.row([(column, chance.uniform(-1, 2)) for column in range(8)], lower=1.0, upper=30.0)
    mip.row([(column, 1.0) for column in range(4)], lower=2.0, upper=2.0)
    rows = []
    for _ in range(6):
        columns = chance.sample(range(8), 3)
        rows.append((chance.uniform(0, 3), columns, [chance.uniform(0.2, 2) for _ in columns]))
    return mip, rows


def as_it_is(mip, rows, shut):
    whole = Mip(
        **{name: value[:] if hasattr(value, "append") else value for name, value in vars(mip).items()}
    )
    for column in shut:
        whole.upper[column] = mip.lower[column]
    for lower, columns, values in rows:
        whole.row(zip(columns, values, strict=True), lower=lower)
    return run_highs(whole, Limits(10))


@pytest.mark.parametrize("seed", range(12))
def test_the_dual_knows_cost_columns_and_duals_whatever_rows_come_and_columns_are_shut(seed):
    mip, rows = drawn(seed)
    dual, taken = Dual({**vars(mip), "options": options_of(Limits(0.0))}), []
    for fresh, shut in ((0, ()), (3, ()), (0, (0, 1)), (3, (1,)), (0, ())):
        dual.add(rows[len(taken) : len(taken) + fresh])
        taken = rows[: len(taken) + fresh]

        found, known = dual.solve(frozenset(shut), time.monotonic() + 10), as_it_is(mip, taken, shut)

        assert found.infeasible == known.infeasible
        if known.infeasible:
            continue
        assert found.cost == pytest.approx(known.bound)
        assert found.cost == pytest.approx(np.dot(mip.cost, found.values) + mip.offset)
        for (lower, columns, values), price in zip(taken, found.duals, strict=True):
            beyond = np.dot(values, found.values[columns]) - lower
            assert beyond >= -1e-6
            assert price >= 0
            assert price * beyond == pytest.approx(0, abs=1e-6)


def test_a_node_is_gone_on_from_where_it_ended_whatever_was_asked_between():
    mip, rows = drawn(1)
    dual = Dual({**vars(mip), "options": options_of(Limits(0.0))})
    dual.add(rows)
    asked = frozenset[int](), frozenset([0]), frozenset([0, 1]), frozenset([2])
    costs = [dual.solve(shut, time.monotonic() + 10).cost for shut in asked]

    for shut, cost in zip(asked, costs, strict=True):
        assert dual.solve(shut, time.monotonic() + 10).cost == pytest.approx(cost)
        assert dual.highs.getInfo().simplex_iteration_count == 0


def test_of_many_nodes_the_last_ones_are_gone_on_from(monkeypatch):
    monkeypatch.setattr(relaxation_process, "KEPT_BASES", 2)
    mip, rows = drawn(1)
    dual = Dual({**vars(mip), "options": options_of(Limits(0.0))})
    dual.add(rows)
    for shut in (frozenset[int](), frozenset([0]), frozenset([1]), frozenset([0])):
        dual.solve(shut, time.monotonic() + 10)

    assert list(dual.bases) == [frozenset([1]), frozenset([0])]


def test_a_programme_that_no_columns_keep_is_known_as_such_and_goes_on_once_columns_are_free_again():
    mip = Mip()
    for _ in range(2):
        mip.column(cost=1.0, upper=1.0)
    dual = Dual({**vars(mip), "options": options_of(Limits(0.0))})
    dual.add([(1.0, [0, 1], [1.0, 1.0])])

    assert dual.solve(frozenset([0, 1]), time.monotonic() + 10).infeasible
    assert dual.solve(frozenset([0]), time.monotonic() + 10).values == pytest.approx([0.0, 1.0])


class Astray:
    """A solver that says what it is told to, whatever was asked."""

    def __init__(self, real, status, **answers):
        self.real, self.status, self.answers = real, status, answers

    def __getattr__(self, name):
        return self.answers.get(name) or getattr(self.real, name)

    def getModelStatus(self):  # noqa: N802 (the solver's own name)
        return self.status


def small_dual():
    """At least £1 of two columns that cost £1 and £2: the cost is 1."""
    mip = Mip()
    for cost in (1.0, 2.0):
        mip.column(cost=cost, upper=3.0)
    dual = Dual({**vars(mip), "options": options_of(Limits(0.0))})
    dual.add([(1.0, [0, 1], [1.0, 1.0])])
    return dual


def test_a_solver_s_word_that_there_is_no_answer_is_not_taken_without_a_proof():
    for ray in (None, [-1.0, 0.0, 1.0], [0.0, 0.0, 0.0]):
        dual = small_dual()
        there = ray is not None
        dual.highs = Astray(
            dual.highs,
            HighsModelStatus.kUnbounded,
            getPrimalRay=lambda there=there, ray=ray: (None, there, np.array(ray or [])),
        )
        found = dual.solve(frozenset(), time.monotonic() + 10)

        assert not found.infeasible
        assert found.values is None


@pytest.mark.parametrize("price", [0.5, 1.5, 30.0])
def test_a_cost_is_never_more_than_its_duals_prove(price):
    dual = small_dual()
    solution = SimpleNamespace(col_value=[0.0, 0.0, price], row_dual=[-1.0, 0.0])
    info = SimpleNamespace(objective_function_value=-1.2)
    dual.highs = Astray(
        dual.highs, HighsModelStatus.kOptimal, getSolution=lambda: solution, getInfo=lambda: info
    )

    assert dual.solve(frozenset(), time.monotonic() + 10).cost <= 1.0
