"""Authorities, their budgets, and names matched to them."""

from django.db import transaction

from partners.audit import state_of
from partners.models import Organisation, User
from partners.permissions import require
from procurement.actions.signed import remove, store
from procurement.models import Budget, ContractingAuthority, NameMapping
from procurement.names import folded_name


@transaction.atomic
def set_up_authority(
    *,
    organisation: Organisation,
    code: str,
    vat_recoverable: bool,
    by: User,
    threshold_class: str = ContractingAuthority.ThresholdClass.SUB_CENTRAL,
) -> ContractingAuthority:
    """Give an organisation its buying face, or change it."""
    require(
        by,
        "procurement.edit_catalogue",
        organisation,
        f"Your roles at {organisation} do not let you change how it buys.",
    )
    authority = ContractingAuthority.objects.filter(organisation=organisation).first()
    before = state_of(authority) if authority else None
    authority = authority or ContractingAuthority(organisation=organisation)
    authority.code, authority.vat_recoverable = code, vat_recoverable
    authority.threshold_class = threshold_class
    store(authority, action="authority.set_up", by=by, organisation=organisation, before=before)
    return authority


@transaction.atomic
def set_budget(
    *, authority: ContractingAuthority, starts_in: int, kind: str, amount_pence: int, by: User
) -> Budget:
    """Set what an authority may spend on goods of a kind in the financial year that starts in April `starts_in`."""
    require(
        by,
        "procurement.edit_budget",
        authority.organisation,
        f"Your roles at {authority} do not let you set its budgets.",
    )
    budget = Budget.objects.filter(authority=authority, starts_in=starts_in, kind=kind).first()
    before = state_of(budget) if budget else None
    budget = budget or Budget(authority=authority, starts_in=starts_in, kind=kind)
    budget.amount_pence = amount_pence
    store(budget, action="budget.set", by=by, organisation=authority.organisation, before=before)
    return budget


@transaction.atomic
def confirm_name(
    *, owner: Organisation, written: str, authority: ContractingAuthority | None, by: User
) -> NameMapping:
    """Keep that `written` means this authority in files of the owner; None leaves rows with it out."""
    require(
        by,
        "procurement.edit_catalogue",
        owner,
        f"Your roles at {owner} do not let you match names.",
    )
    folded = folded_name(written)
    mapping = NameMapping.objects.filter(owner=owner, written=folded).first()
    before = state_of(mapping) if mapping else None
    mapping = mapping or NameMapping(owner=owner, written=folded)
    mapping.authority, mapping.confirmed_by = authority, by
    store(mapping, action="name.confirmed", by=by, organisation=owner, before=before)
    return mapping


@transaction.atomic
def forget_name(*, mapping: NameMapping, by: User) -> None:
    """Take a confirmed name back; the next import asks again."""
    require(
        by,
        "procurement.edit_catalogue",
        mapping.owner,
        f"Your roles at {mapping.owner} do not let you match names.",
    )
    remove(mapping, action="name.forgotten", by=by, organisation=mapping.owner)
