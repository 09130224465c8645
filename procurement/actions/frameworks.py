"""Frameworks and their lots."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from partners.audit import record
from partners.models import Organisation, User
from partners.permissions import require
from procurement.actions.signed import change, store
from procurement.models import ContractingAuthority, Framework, Lot, Supplier

LOT_FIELDS = ("code", "name", "ceiling_pence", "spent_pence", "term_from", "term_to")


@transaction.atomic
def create_framework(*, owner: Organisation, code: str, name: str, by: User) -> Framework:
    """Record a framework that authorities may call off from."""
    _require_catalogue(owner, by)
    framework = Framework(owner=owner, code=code, name=name)
    store(framework, action="framework.created", by=by, organisation=owner)
    return framework


@transaction.atomic
def create_lot(
    *,
    framework: Framework,
    code: str,
    supplier: Supplier,
    term_from: date,
    term_to: date,
    by: User,
    name: str = "",
    ceiling_pence: int | None = None,
    spent_pence: int = 0,
    entitled: Iterable[ContractingAuthority] = (),
) -> Lot:
    """Record a supplier's place in a framework; orders from `term_from` until before `term_to`."""
    _require_catalogue(framework.owner, by)
    lot = Lot(
        framework=framework,
        code=code,
        name=name,
        supplier=supplier,
        ceiling_pence=ceiling_pence,
        spent_pence=spent_pence,
        term_from=term_from,
        term_to=term_to,
    )
    store(lot, action="lot.created", by=by, organisation=framework.owner)
    _set_entitled(lot, entitled, by)
    return lot


@transaction.atomic
def edit_lot(
    *, lot: Lot, by: User, entitled: Iterable[ContractingAuthority] | None = None, **changes: Any
) -> Lot:
    """Change fields of a lot, of LOT_FIELDS, and who is entitled (None leaves that; empty entitles all)."""
    _require_catalogue(lot.framework.owner, by)
    change(
        lot,
        changes,
        allowed=LOT_FIELDS,
        action="lot.changed",
        by=by,
        organisation=lot.framework.owner,
    )
    if entitled is not None:
        _set_entitled(lot, entitled, by)
    return lot


def _set_entitled(lot: Lot, entitled: Iterable[ContractingAuthority], by: User) -> None:
    before = sorted(authority.code for authority in lot.entitled.all())
    lot.entitled.set(entitled)
    after = sorted(authority.code for authority in lot.entitled.all())
    if before != after:
        record(
            "lot.entitled",
            lot,
            by=by,
            organisation=lot.framework.owner,
            before={"entitled": before},
            after={"entitled": after},
        )


def _require_catalogue(owner: Organisation, by: User) -> None:
    require(
        by,
        "procurement.edit_catalogue",
        owner,
        f"Your roles at {owner} do not let you change its frameworks.",
    )
