"""The rows of an award from its plan."""

from collections.abc import Mapping

from optimizer.batches.solution import SplitDocument
from procurement.models import (
    Allocation,
    Award,
    Bid,
    BuyerCost,
    CallOff,
    ContractingAuthority,
    CostShare,
    CostSplit,
    OrderLine,
    PurchaseBatch,
    Saving,
)
from procurement.planning import Plan
from procurement.planning.plan import PlannedBatch
from procurement.savings import AuthoritySaving

Pairs = list[tuple[PurchaseBatch, PlannedBatch]]


def write_rows(award: Award, plan: Plan, savings: Mapping[str, AuthoritySaving]) -> None:
    """Write everything below an award that was just stored, in the caller's transaction."""
    authorities = {
        authority.code: authority
        for authority in ContractingAuthority.objects.filter(code__in=plan.buyers).select_related(
            "organisation"
        )
    }
    _write_batches(award, plan, authorities)
    _write_costs(award, plan, savings, authorities)
    Saving.objects.bulk_create(
        Saving(award=award, authority=authorities[code], source=source, pence=pence)
        for code, saving in savings.items()
        for source, pence in saving.by_source().items()
    )


def _write_batches(award: Award, plan: Plan, authorities: Mapping[str, ContractingAuthority]) -> None:
    bids = {bid.pk: bid for bid in Bid.objects.filter(procurement=award.procurement_id).select_related("lot")}
    batches = PurchaseBatch.objects.bulk_create(
        PurchaseBatch(
            award=award,
            number=number,
            supplier_id=bids[batch.bid_key].supplier_id,
            lot=bids[batch.bid_key].lot,
            month=batch.month,
        )
        for number, batch in enumerate(plan.batches, start=1)
    )
    pairs = list(zip(batches, plan.batches, strict=True))
    _write_lines(pairs)
    _write_call_offs(award, pairs, authorities)


def _write_lines(pairs: Pairs) -> None:
    lines = [(row, line) for row, batch in pairs for line in batch.lines]
    order_lines = OrderLine.objects.bulk_create(
        OrderLine(
            batch=row,
            bid_line_id=line.bid_line_key,
            quantity=line.quantity,
            surplus=line.surplus,
            goods_pence=line.goods_pence,
        )
        for row, line in lines
    )
    Allocation.objects.bulk_create(
        Allocation(
            order_line=order_line,
            demand_line_id=allocation.demand_key,
            quantity=allocation.quantity,
            goods_pence=allocation.goods_pence,
        )
        for order_line, (_, line) in zip(order_lines, lines, strict=True)
        for allocation in line.allocations
    )


def _write_call_offs(award: Award, pairs: Pairs, authorities: Mapping[str, ContractingAuthority]) -> None:
    CallOff.objects.bulk_create(
        CallOff(
            batch=row,
            authority=authorities[code],
            number=f"A{award.pk}-{row.number:03d}-{code}",
            goods_pence=charges.goods_pence,
            order_pence=charges.order_pence,
            delivery_pence=charges.delivery_pence,
            vat_pence=charges.vat_pence,
        )
        for row, batch in pairs
        for code, charges in sorted(batch.charges.items())
    )


def _write_costs(
    award: Award,
    plan: Plan,
    savings: Mapping[str, AuthoritySaving],
    authorities: Mapping[str, ContractingAuthority],
) -> None:
    BuyerCost.objects.bulk_create(
        BuyerCost(
            award=award,
            authority=authorities[code],
            goods_pence=parts.goods_pence,
            order_pence=parts.order_pence,
            delivery_pence=parts.delivery_pence,
            vat_pence=parts.vat_pence,
            holding_pence=parts.holding_pence,
            shortfall_pence=parts.shortfall_pence,
            rebates_pence=parts.rebates_pence,
            broken_rules_pence=parts.broken_rules_pence,
            pays_pence=parts.pays_pence,
            alone_pence=parts.alone_pence,
            baseline_pence=savings[code].baseline_pence if code in savings else None,
        )
        for code, parts in sorted(plan.buyers.items())
    )


def write_splits(award: Award, plan: Plan, splits: Mapping[str, SplitDocument], chosen: str) -> None:
    """Write how the award's cost is shared by each finished split and by the batch price, one of them chosen."""
    keys = dict(ContractingAuthority.objects.filter(code__in=plan.buyers).values_list("code", "pk"))
    by_rule = {
        rule: {share.id: (share.pays_pence, share.alone_pence) for share in document.authorities}
        for rule, document in splits.items()
    }
    by_rule[CostSplit.Rule.BATCH_PRICE.value] = {
        code: (parts.pays_pence, parts.alone_pence) for code, parts in plan.buyers.items()
    }
    for rule, shares in sorted(by_rule.items()):
        split = CostSplit.objects.create(award=award, rule=rule, chosen=rule == chosen)
        CostShare.objects.bulk_create(
            CostShare(split=split, authority_id=keys[code], pays_pence=pays, alone_pence=alone)
            for code, (pays, alone) in sorted(shares.items())
        )
