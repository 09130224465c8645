"""Items, suppliers, frameworks and authorities that a user may see: their own and their partners'."""

from django.db.models import QuerySet

from partners.models import Organisation, User
from partners.queries import visible_organisations
from procurement.models import ContractingAuthority, Framework, Item, Lot, Supplier


def visible_authorities(user: User) -> QuerySet[ContractingAuthority]:
    """Buying faces of the user's organisations and of their partners."""
    return ContractingAuthority.objects.filter(organisation__in=visible_organisations(user)).select_related(
        "organisation"
    )


def visible_items(user: User) -> QuerySet[Item]:
    """Items in the catalogues of the user's organisations and of their partners."""
    return Item.objects.filter(owner__in=visible_organisations(user)).select_related("owner")


def visible_suppliers(user: User) -> QuerySet[Supplier]:
    """Suppliers in the catalogues of the user's organisations and of their partners."""
    return Supplier.objects.filter(owner__in=visible_organisations(user)).select_related("owner")


def visible_frameworks(user: User) -> QuerySet[Framework]:
    """Frameworks kept by the user's organisations and their partners, with their lots."""
    return (
        Framework.objects.filter(owner__in=visible_organisations(user))
        .select_related("owner")
        .prefetch_related("lots__supplier", "lots__entitled__organisation")
    )


def visible_lots(user: User) -> QuerySet[Lot]:
    """Lots of the visible frameworks."""
    return Lot.objects.filter(framework__owner__in=visible_organisations(user)).select_related(
        "framework__owner", "supplier"
    )


def catalogue_items(owner: Organisation) -> dict[str, Item]:
    """The items of one organisation's catalogue by folded code."""
    return {item.code.casefold(): item for item in owner.items.all()}
