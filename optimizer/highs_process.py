"""The process that runs HiGHS: reads programmes from standard input, writes events and answers to standard output.

HiGHS has a process of its own because the library inside OR-Tools bears the same name in another version, so the
two cannot be loaded together; and because a process can be stopped at any moment and takes its memory with it.
"""

import os
import pickle
import sys
import threading
import time
from typing import Any, BinaryIO

import highspy
import numpy as np

INTERVAL_SECONDS = 0.5
LEAST_SECONDS = 0.05
LOOK_SECONDS = 0.2


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer one programme after another until the input ends."""
    while True:
        try:
            request = pickle.load(source)  # noqa: S301 - written by our own parent process
        except EOFError:
            return
        _send(sink, solve(request, sink))


def solve(request: dict[str, Any], sink: BinaryIO) -> dict[str, Any]:
    """Solve one programme; improving solutions and bounds are sent while it runs."""
    highs = highs_of(request)
    if request["start"] is not None:
        start = _given(request) or _completed(request)
        if start is not None:
            highs.setSolution(start)
    _report(highs, sink)
    highs.run()
    info = highs.getInfo()
    integer = bool(np.any(request["integer"]))
    status = highs.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    optimal = status == highspy.HighsModelStatus.kOptimal
    bound = info.mip_dual_bound if integer else (info.objective_function_value if optimal else -np.inf)
    solution, proven = highs.getSolution(), optimal and not integer
    return {
        "kind": "done",
        "infeasible": status == highspy.HighsModelStatus.kInfeasible,
        "optimal": optimal,
        "bound": float(bound),
        "values": np.asarray(solution.col_value) if found else None,
        "row_duals": np.asarray(solution.row_dual) if proven else None,
        "column_duals": np.asarray(solution.col_dual) if proven else None,
        "steps": max(0, info.simplex_iteration_count),
    }


def highs_of(request: dict[str, Any]) -> highspy.Highs:
    highs = highspy.Highs()
    for name, value in request["options"].items():
        highs.setOptionValue(name, value)
    highs.setOptionValue("time_limit", max(LEAST_SECONDS, request["until"] - time.monotonic()))
    highs.passModel(_model(request))
    return highs


def _given(request: dict[str, Any]) -> highspy.HighsSolution | None:
    """The start, where it gives every column a value."""
    if len(request["start"]) < len(request["cost"]):
        return None
    solution, values = highspy.HighsSolution(), np.zeros(len(request["cost"]))
    values[list(request["start"])] = list(request["start"].values())
    solution.col_value, solution.value_valid = list(values), True
    return solution


def _completed(request: dict[str, Any]) -> highspy.HighsSolution | None:
    """A whole solution with the start's columns as given; None where there is none.

    HiGHS could complete a part solution itself, but would report the bound of that smaller programme as its own.
    """
    highs = highs_of(request)
    columns = np.array(list(request["start"]), dtype=np.int32)
    values = np.array(list(request["start"].values()), dtype=np.float64)
    highs.changeColsBounds(len(columns), columns, values, values)
    highs.run()
    found = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return highs.getSolution() if found else None


def _model(request: dict[str, Any]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_ = len(request["cost"])
    lp.num_row_ = len(request["row_lower"])
    lp.offset_ = request["offset"]
    lp.col_cost_ = np.array(request["cost"], dtype=np.float64)
    lp.col_lower_ = np.array(request["lower"], dtype=np.float64)
    lp.col_upper_ = np.array(request["upper"], dtype=np.float64)
    lp.row_lower_ = np.array(request["row_lower"], dtype=np.float64)
    lp.row_upper_ = np.array(request["row_upper"], dtype=np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(request["row_start"], dtype=np.int32)
    lp.a_matrix_.index_ = np.array(request["row_column"], dtype=np.int32)
    lp.a_matrix_.value_ = np.array(request["row_value"], dtype=np.float64)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    if np.any(request["integer"]):
        lp.integrality_ = [kinds[bool(flag)] for flag in request["integer"]]
    return lp


def _report(highs: highspy.Highs, sink: BinaryIO) -> None:
    last = [0.0]

    def improving(event: Any) -> None:
        values = np.array(event.data_out.mip_solution)
        _send(sink, {"kind": "solution", "values": values, "bound": event.data_out.mip_dual_bound})

    def bounding(event: Any) -> None:
        now = event.data_out.running_time
        if now - last[0] >= INTERVAL_SECONDS:
            last[0] = now
            _send(sink, {"kind": "bound", "bound": event.data_out.mip_dual_bound})

    highs.cbMipImprovingSolution += improving
    highs.cbMipInterrupt += bounding


def _send(sink: BinaryIO, message: dict[str, Any]) -> None:
    pickle.dump(message, sink, protocol=pickle.HIGHEST_PROTOCOL)
    sink.flush()


def end_with_parent(parent: int) -> None:
    """End soon after the parent has been killed: HiGHS would go on until its time is up."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(1)


def begin(parent: int) -> None:
    """Watch for the end of the parent."""
    threading.Thread(target=end_with_parent, args=(parent,), daemon=True).start()


if __name__ == "__main__":
    begin(os.getppid())
    serve(sys.stdin.buffer, sys.stdout.buffer)
