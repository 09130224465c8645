"""A scenario as the document `batch-problem/1`."""

from collections.abc import Iterable
from typing import Any

from partners.refusals import Refused
from procurement.models import (
    AwardRule,
    Bid,
    BidLine,
    Budget,
    Commitment,
    ContractingAuthority,
    DemandLine,
    Item,
    Scenario,
    Supplier,
)
from procurement.months import financial_year_of, month_code, months_after, months_between, year_label
from procurement.planning.identifiers import demand_id
from procurement.planning.terms import lots_of, offer_of, orderable_months, rebates_of
from procurement.queries.bids import bids_of
from procurement.queries.spending import budget_spent_elsewhere, lot_spent_elsewhere
from procurement.queries.taking_part import planned_authorities


def batch_problem(scenario: Scenario) -> dict[str, Any]:
    """The scenario's problem document, from the rows as they stand.

    Raises:
        Refused: `no_demand`, `no_bids`, `demand_outside_horizon`, `bid_line_without_price` or
            `discount_cannot_be_planned` (422), each in words for the procurement's lead.
    """
    procurement = scenario.procurement
    authorities = list(planned_authorities(scenario))
    demand = _demand_of(scenario, authorities)
    bids, lines = _offered(scenario)
    parties = {authority.code for authority in authorities}
    suppliers = {bid.supplier.code: bid.supplier for bid in bids}
    items = {line.item.code: line.item for line in [*demand, *lines]}
    return {
        "format": "batch-problem/1",
        "first_month": month_code(procurement.first_month),
        "months": procurement.months,
        "authorities": _authorities(scenario, authorities),
        "items": [_item(items[code]) for code in sorted(items)],
        "demand": [_demand(scenario, line) for line in demand],
        "suppliers": [_supplier(suppliers[code], parties) for code in sorted(suppliers)],
        "lots": lots_of(scenario, bids, parties, lot_spent_elsewhere(procurement)),
        "offers": [offer_of(scenario, line, parties) for line in lines],
        "rebates": rebates_of(scenario, bids),
        "commitments": _commitments(scenario, authorities, suppliers.values()),
        "rules": _rules(scenario, set(items), set(suppliers)),
    }


def _demand_of(scenario: Scenario, authorities: list[ContractingAuthority]) -> list[DemandLine]:
    lines = scenario.procurement.demand_lines.filter(authority__in=authorities)
    demand = list(lines.select_related("authority", "item"))
    if not demand:
        raise Refused(
            "no_demand", "Nobody needs anything in this procurement yet. Add demand lines first.", status=422
        )
    return demand


def _offered(scenario: Scenario) -> tuple[list[Bid], list[BidLine]]:
    bids = [bid for bid in bids_of(scenario.procurement) if _takes_orders(scenario, bid)]
    lines = [line for bid in bids for line in _lines_of(bid)]
    if not lines:
        raise Refused("no_bids", "There are no bids with prices yet. Add bids first.", status=422)
    return bids, lines


def _takes_orders(scenario: Scenario, bid: Bid) -> bool:
    """Whether there is a month in which the bid takes orders; an expired lot or bid is no part of the problem."""
    first, end = orderable_months(scenario, bid)
    return first < end


def _lines_of(bid: Bid) -> list[BidLine]:
    lines = list(bid.lines.all())
    for line in lines:
        line.bid = bid
    return lines


def _authorities(scenario: Scenario, authorities: list[ContractingAuthority]) -> list[dict[str, Any]]:
    budgets: dict[int, list[Budget]] = {}
    years = _years(scenario)
    if scenario.respect_budgets:
        for budget in Budget.objects.filter(authority__in=authorities, starts_in__in=years).order_by(
            "starts_in", "kind"
        ):
            budgets.setdefault(budget.authority_id, []).append(budget)
    spent = budget_spent_elsewhere(scenario.procurement, authorities) if budgets else {}
    return [
        {
            "id": authority.code,
            "vat_recoverable": authority.vat_recoverable,
            "budgets": [
                {
                    "year": budget.year,
                    "kind": budget.kind,
                    "pence": max(
                        0,
                        budget.amount_pence - spent.get((authority.pk, budget.starts_in, budget.kind), 0),
                    ),
                }
                for budget in budgets.get(authority.pk, [])
            ],
        }
        for authority in authorities
    ]


def _years(scenario: Scenario) -> list[int]:
    procurement = scenario.procurement
    last = months_after(procurement.first_month, procurement.months - 1)
    return list(range(financial_year_of(procurement.first_month), financial_year_of(last) + 1))


def _item(item: Item) -> dict[str, Any]:
    """An item; the VAT of a contracted-out service is recovered by everybody, so none of it is a cost."""
    return {
        "id": item.code,
        "kind": item.kind,
        "vat_permille": 0 if item.vat_contracted_out else item.vat_permille,
        "holding_permille_per_year": item.holding_permille,
        "reference_price_e4": item.reference_price_e4,
        "critical": item.critical,
    }


def _demand(scenario: Scenario, line: DemandLine) -> dict[str, Any]:
    first = scenario.procurement.first_month
    earliest, need_by = months_between(first, line.earliest), months_between(first, line.need_by)
    if need_by < 0 or need_by >= scenario.procurement.months:
        raise Refused(
            "demand_outside_horizon",
            f"{line} is outside the months of this procurement. Change the month or the procurement's months.",
            status=422,
        )
    return {
        "id": demand_id(line),
        "authority": line.authority.code,
        "item": line.item.code,
        "quantity": line.quantity,
        "earliest": max(0, earliest),
        "need_by": need_by,
    }


def _supplier(supplier: Supplier, parties: set[str]) -> dict[str, Any]:
    charges = dict.fromkeys(sorted(parties), supplier.delivery_pence)
    for charge in supplier.delivery_charges.all():
        if charge.authority.code in parties:
            charges[charge.authority.code] = charge.pence
    return {
        "id": supplier.code,
        "sme": supplier.sme,
        "order_cost_pence": supplier.order_cost_pence,
        "delivery_pence": {code: pence for code, pence in charges.items() if pence},
    }


def _commitments(
    scenario: Scenario, authorities: list[ContractingAuthority], suppliers: Iterable[Supplier]
) -> list[dict[str, Any]]:
    rows = Commitment.objects.filter(
        authority__in=authorities, supplier__in=suppliers, starts_in__in=_years(scenario)
    ).select_related("authority", "supplier")
    return [
        {
            "id": f"C{row.pk}",
            "authority": row.authority.code,
            "supplier": row.supplier.code,
            "year": year_label(row.starts_in),
            "minimum_pence": row.minimum_pence,
            "shortfall_permille": row.shortfall_permille,
        }
        for row in rows
    ]


def _rules(scenario: Scenario, items: set[str], suppliers: set[str]) -> list[dict[str, Any]]:
    settings = {setting.rule_id: setting for setting in scenario.rule_settings.all()}
    rows = scenario.procurement.award_rules.select_related("supplier").prefetch_related("items")
    documents = [_rule(row, settings.get(row.pk), items) for row in rows]
    return [
        document
        for document in documents
        if document
        and document.get("items") != []
        and (document["kind"] != "exclude_supplier" or document["supplier"] in suppliers)
    ]


def _rule(rule: AwardRule, setting: Any, items: set[str]) -> dict[str, Any] | None:
    """A rule as the scenario sets it; None when it is off. Items that nobody buys or sells here are left out."""
    if setting is not None and not setting.is_on:
        return None

    def figure(name: str) -> int | None:
        own = getattr(setting, name, None)
        return getattr(rule, name) if own is None else own

    kinds = AwardRule.Kind
    document: dict[str, Any] = {"kind": rule.kind}
    if rule.kind in (kinds.MAX_SUPPLIERS, kinds.MIN_SUPPLIERS, kinds.MAX_SHARE):
        named = [item.code for item in rule.items.all()]
        document["items"] = sorted(set(named) & items) if named else None
    if rule.kind in (kinds.MAX_SUPPLIERS, kinds.MIN_SUPPLIERS):
        document["value"] = figure("value")
    elif rule.kind in (kinds.MAX_SHARE, kinds.MIN_SME_SHARE):
        document["permille"] = figure("permille")
    else:
        document["supplier"] = rule.supplier.code
    price = figure("price_pence")
    if price is not None:
        document["price_pence"] = price
    return document
