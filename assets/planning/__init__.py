"""Between database rows and problem documents: nothing else knows both.

booking_problem(planned, *, now=None) -> dict              `booking-problem/1` of a round (planning.problem)
plan_of(planned, run, user) -> Plan                        a run's solution in rows (planning.plans)
fresh_plan(planned, run, *, now=None) -> FreshPlan         judged against a fresh problem (planning.publishing)
fresh_replan(planned, run, lost) -> FreshReplan    what it would change in a published round (planning.replanning)
changed_problem(study) -> dict                     the problem with one thing changed (planning.studies)
comparison_of(planned, run, user) -> Comparison    a plan against the earlier one (planning.comparing)
explanation_of(planned, run, request, user) -> Told        why, and what would have to give (planning.explaining)
"""

from assets.planning.comparing import Comparison, comparison_of
from assets.planning.explaining import explanation_of
from assets.planning.plans import Plan, plan_of
from assets.planning.problem import booking_problem
from assets.planning.publishing import fresh_plan
from assets.planning.replanning import fresh_replan
from assets.planning.studies import changed_problem, lost_assets

__all__ = [
    "Comparison",
    "Plan",
    "booking_problem",
    "changed_problem",
    "comparison_of",
    "explanation_of",
    "fresh_plan",
    "fresh_replan",
    "lost_assets",
    "plan_of",
]
