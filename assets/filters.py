"""What lists can be narrowed down to."""

import django_filters as filters
from django.db.models import Q, QuerySet

from assets.models import Agreement, Asset, BookingRequest, Feature, Kind, Round, Site
from partners.models import Organisation


class SiteFilter(filters.FilterSet):
    """Sites by words and organisation."""

    q = filters.CharFilter(label="Name, code or postcode", method="words")
    organisation = filters.ModelChoiceFilter(queryset=Organisation.objects.none())

    class Meta:
        model = Site
        fields = ["q", "organisation"]

    def __init__(self, *args, organisations: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organisation"].queryset = organisations

    def words(self, rows: QuerySet[Site], name: str, value: str) -> QuerySet[Site]:
        return rows.filter(Q(name__icontains=value) | Q(code__icontains=value) | Q(postcode__icontains=value))


class AssetFilter(filters.FilterSet):
    """Assets by words, kind, site, owner, feature and seats."""

    q = filters.CharFilter(label="Name or code", method="words")
    kind = filters.ChoiceFilter(choices=Kind.choices, empty_label="---------")
    site = filters.ModelChoiceFilter(queryset=Site.objects.none())
    owner = filters.ModelChoiceFilter(queryset=Organisation.objects.none())
    feature = filters.ModelChoiceFilter(field_name="features", queryset=Feature.objects.all(), label="Has")
    seats = filters.NumberFilter(field_name="capacity", lookup_expr="gte", label="Seats at least")

    class Meta:
        model = Asset
        fields = ["q", "kind", "site", "owner", "feature", "seats"]

    def __init__(self, *args, organisations: QuerySet[Organisation], sites: QuerySet[Site], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["owner"].queryset = organisations
        self.filters["site"].queryset = sites

    def words(self, rows: QuerySet[Asset], name: str, value: str) -> QuerySet[Asset]:
        return rows.filter(Q(name__icontains=value) | Q(code__icontains=value))


class AgreementFilter(filters.FilterSet):
    """Agreements by party and kind of asset."""

    owner = filters.ModelChoiceFilter(queryset=Organisation.objects.none())
    user = filters.ModelChoiceFilter(queryset=Organisation.objects.none())
    kind = filters.ChoiceFilter(choices=Kind.choices, method="covers_kind", label="Covers")

    class Meta:
        model = Agreement
        fields = ["owner", "user", "kind"]

    def __init__(self, *args, organisations: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "user"):
            self.filters[name].queryset = organisations

    def covers_kind(self, rows: QuerySet[Agreement], name: str, value: str) -> QuerySet[Agreement]:
        return rows.filter(Q(kinds_limited=False) | Q(kinds__kind=value)).distinct()


class RequestFilter(filters.FilterSet):
    """Requests by words, organisation, round and state."""

    q = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Words")
    organisation = filters.ModelChoiceFilter(queryset=Organisation.objects.none())
    round = filters.ModelChoiceFilter(queryset=Round.objects.none())
    status = filters.ChoiceFilter(choices=BookingRequest.Status.choices, label="State")

    class Meta:
        model = BookingRequest
        fields = ["q", "organisation", "round", "status"]

    def __init__(
        self, *args, organisations: QuerySet[Organisation], rounds: QuerySet[Round], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organisation"].queryset = organisations
        self.filters["round"].queryset = rounds
