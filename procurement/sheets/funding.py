"""Budgets and commitments from an upload."""

from procurement.actions.authorities import set_budget
from procurement.actions.catalogue import set_commitment
from procurement.models import ContractingAuthority
from procurement.sheets.upload import Upload


def store_budgets(upload: Upload) -> None:
    """Set budgets of authorities the user may write for."""
    for row in upload.rows("budgets"):
        authority = upload.references.authority("budgets", row)
        if isinstance(authority, ContractingAuthority):
            fields = {name: row[name] for name in ("starts_in", "kind", "amount_pence")}
            upload.attempt("budgets", row, set_budget, authority=authority, by=upload.by, **fields)
            upload.stored["budgets"] += 1


def store_commitments(upload: Upload) -> None:
    """Set commitments of authorities the user may write for."""
    for row in upload.rows("commitments"):
        authority = upload.references.authority("commitments", row)
        supplier = upload.references.supplier("commitments", row)
        if isinstance(authority, ContractingAuthority) and supplier is not None:
            fields = {name: row[name] for name in ("starts_in", "minimum_pence", "shortfall_permille")}
            upload.attempt(
                "commitments",
                row,
                set_commitment,
                authority=authority,
                supplier=supplier,
                by=upload.by,
                **fields,
            )
            upload.stored["commitments"] += 1
