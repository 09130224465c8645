"""What awards in force have taken of ceilings and budgets."""

from collections import defaultdict

from django.db.models import Sum

from procurement.models import Allocation, ContractingAuthority, JointProcurement, OrderLine
from procurement.money import round_half_up
from procurement.months import financial_year_of, months_after


def lot_spent_elsewhere(procurement: JointProcurement) -> dict[int, int]:
    """Pence of goods that awards in force of other procurements have ordered, by lot key."""
    rows = (
        OrderLine.objects.filter(batch__award__undone_at__isnull=True, batch__lot__isnull=False)
        .exclude(batch__award__procurement=procurement)
        .order_by()
        .values_list("batch__lot")
        .annotate(pence=Sum("goods_pence"))
    )
    return dict(rows)


def budget_spent_elsewhere(
    procurement: JointProcurement, authorities: list[ContractingAuthority]
) -> dict[tuple[int, int, str], int]:
    """Pence awards in force of other procurements deliver, by (authority key, year's start, item kind).

    With the VAT that the authority cannot recover, as budgets count it.
    """
    rows = (
        Allocation.objects.filter(
            order_line__batch__award__undone_at__isnull=True, demand_line__authority__in=authorities
        )
        .exclude(order_line__batch__award__procurement=procurement)
        .select_related(
            "order_line__batch", "order_line__bid_line", "demand_line__item", "demand_line__authority"
        )
    )
    goods: dict[tuple[int, int, str], int] = defaultdict(int)
    taxed: dict[tuple[int, int, str], int] = defaultdict(int)
    for row in rows:
        line, item, authority = row.order_line, row.demand_line.item, row.demand_line.authority
        delivered = months_after(line.batch.month, line.bid_line.lead_months)
        key = (authority.pk, financial_year_of(delivered), item.kind)
        goods[key] += row.goods_pence
        if not authority.vat_recoverable and not item.vat_contracted_out:
            taxed[key] += row.goods_pence * item.vat_permille
    return {key: pence + round_half_up(taxed[key], 1000) for key, pence in goods.items()}
