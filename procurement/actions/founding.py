"""Giving a new organisation its buying face, where nobody holds a role in it yet."""

from django.db import transaction

from partners.models import Organisation, User
from procurement.actions.signed import store
from procurement.models import ContractingAuthority


@transaction.atomic
def found_authority(
    *, organisation: Organisation, vat_recoverable: bool, by: User | None
) -> ContractingAuthority:
    """Let the organisation buy; its code is its ODS code, or its short name where it has none."""
    authority = ContractingAuthority(
        organisation=organisation,
        code=organisation.ods_code or organisation.short_name,
        vat_recoverable=vat_recoverable,
    )
    store(authority, action="authority.set_up", by=by, organisation=organisation)
    return authority
