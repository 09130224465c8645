"""Rows to problem documents and back; nothing else in this room knows both.

batch_problem(scenario) -> dict                  the document `batch-problem/1`
plan_of(run) -> Plan                             what a solved run says, in ids of rows and pence
discount_refusal(bid, discounts) -> str          why a discount cannot be planned, or ""
"""

from procurement.planning.plan import Plan, plan_of
from procurement.planning.problem import batch_problem
from procurement.planning.terms import discount_refusal

__all__ = ["Plan", "batch_problem", "discount_refusal", "plan_of"]
