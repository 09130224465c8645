"""Organisations."""

from typing import Self

from api.schemas.base import Document
from partners.models import Organisation


class OrganisationOut(Document):
    """A legal body; `buyer_code` names it in procurement documents, if it buys."""

    id: int
    name: str
    short_name: str
    kind: str
    ods_code: str
    ppon: str
    buyer_code: str | None

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """The document of a row read with its contracting authority."""
        authority = getattr(organisation, "contracting_authority", None)
        return cls(
            id=organisation.pk,
            name=organisation.name,
            short_name=organisation.short_name,
            kind=organisation.kind,
            ods_code=organisation.ods_code,
            ppon=organisation.ppon,
            buyer_code=authority.code if authority else None,
        )
