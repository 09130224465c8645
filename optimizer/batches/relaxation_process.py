"""The process that keeps the joint programme without whole numbers: it takes rows, and goes on from where it ended."""

import os
import pickle
import sys
import time
from typing import BinaryIO

import highspy
import numpy as np

from optimizer.highs_process import begin, highs_of

DECIDED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Take the programme, then questions until the input ends: their number, rows (lower bound, columns, values) to add,
    columns that are shut this time, and a time to be done by. The answers: number, whether it is infeasible, cost,
    columns and duals, without those where there is no best point.
    """
    request = pickle.load(source)  # noqa: S301 - written by our own parent process
    highs, upper = highs_of(request), request["upper"]
    shut: frozenset[int] = frozenset()
    while True:
        try:
            number, rows, wanted, until = pickle.load(source)  # noqa: S301
        except EOFError:
            return
        for lower, columns, values in rows:
            index = np.array(columns, dtype=np.int32)
            highs.addRow(lower, highspy.kHighsInf, len(columns), index, np.array(values))
        for column in shut ^ wanted:
            highs.changeColBounds(column, 0.0, 0.0 if column in wanted else upper[column])
        shut = wanted
        _run(highs, until)
        if highs.getModelStatus() not in DECIDED and time.monotonic() < until:
            # Going on from where it ended sometimes leads nowhere.
            highs.clearSolver()
            _run(highs, until)
        optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = highs.getSolution()
        cost = highs.getInfo().objective_function_value
        values = np.asarray(solution.col_value) if optimal else None
        infeasible = highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        answer = number, infeasible, cost, values, np.asarray(solution.row_dual)
        pickle.dump(answer, sink, protocol=pickle.HIGHEST_PROTOCOL)
        sink.flush()


def _run(highs: highspy.Highs, until: float) -> None:
    highs.setOptionValue("time_limit", highs.getRunTime() + max(0.01, until - time.monotonic()))
    highs.run()


if __name__ == "__main__":
    begin(os.getppid())
    serve(sys.stdin.buffer, sys.stdout.buffer)
