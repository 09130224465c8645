"""What a scenario's answer says, once for pages, API and workbook.

    scenario_result(scenario, by) -> ScenarioResult | None   None while there is no answer
    splits_of(scenario, by) -> list[SplitResult]             the finished ways to share its cost
    split_of(scenario, by) -> SplitResult | None             the one that holds
    scenario_comparison(procurement) -> list[ComparisonRow]  every scenario beside the cheapest

The lead's members see every buyer; others see the batches and their own organisations' parts of them.
"""

from procurement.results.comparison import ComparisonRow, scenario_comparison
from procurement.results.rows import (
    AllocationRow,
    BatchRow,
    BudgetRow,
    BuyerRow,
    CeilingRow,
    ChargeRow,
    ConflictRow,
    LineRow,
    SavingRow,
    ScenarioResult,
)
from procurement.results.scenario import scenario_result
from procurement.results.split import ShareRow, SplitResult, split_of, splits_of

__all__ = [
    "AllocationRow",
    "BatchRow",
    "BudgetRow",
    "BuyerRow",
    "CeilingRow",
    "ChargeRow",
    "ComparisonRow",
    "ConflictRow",
    "LineRow",
    "SavingRow",
    "ScenarioResult",
    "ShareRow",
    "SplitResult",
    "scenario_comparison",
    "scenario_result",
    "split_of",
    "splits_of",
]
