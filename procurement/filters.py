"""What lists can be narrowed down to."""

import django_filters as filters
from django.db.models import Q, QuerySet

from procurement.models import (
    Bid,
    ContractingAuthority,
    DemandLine,
    Framework,
    Item,
    JointProcurement,
    Supplier,
)


class ProcurementFilter(filters.FilterSet):
    """Procurements by words and stage."""

    q = filters.CharFilter(label="Title", field_name="title", lookup_expr="icontains")
    state = filters.ChoiceFilter(
        label="Stage", choices=JointProcurement.State.choices, empty_label="---------"
    )

    class Meta:
        model = JointProcurement
        fields = ["q", "state"]


class DemandFilter(filters.FilterSet):
    """Needs by authority and item."""

    authority = filters.ModelChoiceFilter(queryset=ContractingAuthority.objects.none())
    item = filters.ModelChoiceFilter(queryset=Item.objects.none())

    class Meta:
        model = DemandLine
        fields = ["authority", "item"]

    def __init__(self, *args, lines: QuerySet[DemandLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        keys = lines.order_by()
        self.filters["authority"].queryset = ContractingAuthority.objects.filter(
            pk__in=keys.values("authority")
        ).select_related("organisation")
        self.filters["item"].queryset = Item.objects.filter(pk__in=keys.values("item"))


class BidFilter(filters.FilterSet):
    """Bids by supplier and by an item they offer."""

    q = filters.CharFilter(label="Supplier", field_name="supplier__name", lookup_expr="icontains")
    item = filters.ModelChoiceFilter(
        label="Offers", field_name="lines__item", queryset=Item.objects.none(), distinct=True
    )

    class Meta:
        model = Bid
        fields = ["q", "item"]

    def __init__(self, *args, procurement: JointProcurement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["item"].queryset = Item.objects.filter(
            bid_lines__bid__procurement=procurement
        ).distinct()


class WordsFilter(filters.FilterSet):
    """A catalogue's rows by name or code."""

    q = filters.CharFilter(label="Name or code", method="words")

    def words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(name__icontains=value) | Q(code__icontains=value))


class ItemFilter(WordsFilter):
    """Items by name, code or CPV code, and by what pays for them."""

    q = filters.CharFilter(label="Name, code or CPV code", method="words")
    kind = filters.ChoiceFilter(label="Funded from", choices=Item.Kind.choices, empty_label="---------")

    class Meta:
        model = Item
        fields = ["q", "kind"]

    def words(self, rows: QuerySet[Item], name: str, value: str) -> QuerySet[Item]:
        return rows.filter(
            Q(name__icontains=value) | Q(code__icontains=value) | Q(cpv__startswith=value.strip())
        )


class SupplierFilter(WordsFilter):
    """Suppliers by name or code and size."""

    sme = filters.BooleanFilter(label="Small or medium-sized")

    class Meta:
        model = Supplier
        fields = ["q", "sme"]


class FrameworkFilter(WordsFilter):
    """Frameworks by name or code."""

    class Meta:
        model = Framework
        fields = ["q"]
