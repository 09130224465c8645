"""What a plan saves on goods against what each authority pays alone, and where the saving comes from.

For each authority, over its needs that have a baseline:
    moving to the best contracts = baseline - goods at the first tier's price of the offers chosen
    volume breaks                = goods at the first tier's price - goods
and the supplier rebates it shares in. Charges, VAT and holding are no part of the saving on goods.
"""

from collections import defaultdict
from dataclasses import dataclass

from procurement.models import JointProcurement, Saving
from procurement.money import E4_PER_PENNY, round_half_up
from procurement.planning import Plan


@dataclass
class AuthoritySaving:
    """One authority's saving in pence; `uncovered_lines` counts its needs without a baseline."""

    baseline_pence: int = 0
    goods_pence: int = 0
    first_tier_pence: int = 0
    rebates_pence: int = 0
    uncovered_lines: int = 0

    @property
    def best_contract_pence(self) -> int:
        return self.baseline_pence - self.first_tier_pence

    @property
    def volume_break_pence(self) -> int:
        return self.first_tier_pence - self.goods_pence

    @property
    def total_pence(self) -> int:
        return self.best_contract_pence + self.volume_break_pence + self.rebates_pence

    def by_source(self) -> dict[str, int]:
        """Pence by `Saving.Source`."""
        return {
            Saving.Source.BEST_CONTRACT: self.best_contract_pence,
            Saving.Source.VOLUME_BREAK: self.volume_break_pence,
            Saving.Source.REBATE: self.rebates_pence,
        }


def savings_of(procurement: JointProcurement, plan: Plan) -> dict[str, AuthoritySaving]:
    """The saving of every authority in the plan that has a baseline for any of its needs, by code."""
    prices = baseline_prices(procurement)
    found: dict[str, AuthoritySaving] = defaultdict(AuthoritySaving)
    covered: dict[tuple[str, str], int] = defaultdict(int)
    for line in plan.problem.demand:
        saving = found[line.authority]
        if (line.authority, line.item) in prices:
            covered[line.authority, line.item] += line.quantity
        else:
            saving.uncovered_lines += 1
    for (authority, item), quantity in covered.items():
        paid_e4, units = prices[authority, item]
        found[authority].baseline_pence += round_half_up(paid_e4 * quantity, units * E4_PER_PENNY)
    for batch in plan.batches:
        for line in batch.lines:
            for allocation in line.allocations:
                if (allocation.authority, line.item) in prices:
                    found[allocation.authority].goods_pence += allocation.goods_pence
                    found[allocation.authority].first_tier_pence += allocation.first_tier_pence
    with_baseline = {authority for authority, _ in covered}
    for authority in with_baseline:
        found[authority].rebates_pence = plan.buyers[authority].rebates_pence
    return {code: saving for code, saving in found.items() if code in with_baseline}


def baseline_prices(procurement: JointProcurement) -> dict[tuple[str, str], tuple[int, int]]:
    """(price_e4 x units, units) recorded by (authority code, item code): their quotient is the average price."""
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    rows = procurement.baselines.order_by().values_list(
        "authority__code", "item__code", "price_e4", "quantity"
    )
    for authority, item, price_e4, quantity in rows:
        paid, units = totals.get((authority, item), (0, 0))
        totals[authority, item] = (paid + price_e4 * quantity, units + quantity)
    return totals
