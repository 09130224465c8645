"""Rules of the award."""

from collections.abc import Iterable

from django.db import transaction

from partners.models import User
from procurement.actions.signed import check_open, locked, remove, require_lead, store
from procurement.models import AwardRule, Item, JointProcurement, Supplier


@transaction.atomic
def add_award_rule(
    *,
    procurement: JointProcurement,
    kind: str,
    by: User,
    items: Iterable[Item] = (),
    value: int | None = None,
    permille: int | None = None,
    supplier: Supplier | None = None,
    price_pence: int | None = None,
) -> AwardRule:
    """Add a rule for all scenarios, hard unless it has a price; no items means all items."""
    require_lead(procurement, by)
    procurement = locked(procurement)
    check_open(procurement)
    rule = AwardRule(
        procurement=procurement,
        kind=kind,
        value=value,
        permille=permille,
        supplier=supplier,
        price_pence=price_pence,
    )
    store(rule, action="award_rule.created", by=by, organisation=procurement.lead)
    rule.items.set(items)
    return rule


@transaction.atomic
def remove_award_rule(*, rule: AwardRule, by: User) -> None:
    """Take a rule out of all scenarios."""
    require_lead(rule.procurement, by)
    procurement = locked(rule.procurement)
    check_open(procurement)
    remove(rule, action="award_rule.removed", by=by, organisation=procurement.lead)
