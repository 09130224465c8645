"""Between database rows and problem documents: nothing else knows both.

booking_problem(planned, *, now=None) -> dict              `booking-problem/1` of a round (planning.problem)
plan_of(planned, run, user) -> Plan                        a run's solution in rows (planning.plans)
fresh_plan(planned, run, *, now=None) -> FreshPlan         judged against a fresh problem (planning.publishing)
    explanation_of(planned, run, request, user) -> Told        why, and what would have to give (planning.explaining)
"""

from assets.planning.explaining import explanation_of
from assets.planning.plans import Plan, plan_of
from assets.planning.problem import booking_problem
from assets.planning.publishing import fresh_plan

__all__ = ["Plan", "booking_problem", "explanation_of", "fresh_plan", "plan_of"]
