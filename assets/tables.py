"""Lists of assets, bookings, requests and rounds, sortable by their columns."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from assets.hours import hours_in_words
from assets.models import Agreement, Asset, BookingRequest, Round, Site
from assets.planning.plans import PlacedLine
from assets.queries.bookings import BookingLine
from partners.templatetags.nhsuk import status_tag
from partners.wording import duration, period, pounds

NUMBER = {"td": {"class": "bp-number"}, "th": {"class": "bp-number"}}


class SiteTable(tables.Table):
    """Stations and other buildings."""

    name = tables.Column("Site", linkify=("assets:site", {"pk": tables.A("pk")}))
    organisation = tables.Column(accessor="organisation__short_name", order_by="organisation__short_name")
    postcode = tables.Column()
    hours = tables.Column("Open", orderable=False, empty_values=())
    assets = tables.Column("Assets", accessor="asset_count", attrs=NUMBER)

    class Meta:
        model = Site
        fields = ()
        sequence = ("name", "organisation", "postcode", "hours", "assets")

    def render_hours(self, record: Site) -> str:
        return hours_in_words(record.hours) or "Always open"


class AssetTable(tables.Table):
    """What can be booked."""

    name = tables.Column("Asset", linkify=("assets:asset", {"pk": tables.A("pk")}))
    kind = tables.Column()
    site = tables.Column(accessor="site__name", order_by="site__name")
    owner = tables.Column(accessor="owner__short_name", order_by="owner__short_name")
    capacity = tables.Column("Seats", attrs=NUMBER)
    features = tables.Column(orderable=False, empty_values=())
    state = tables.Column("State", accessor="active", empty_values=())

    class Meta:
        model = Asset
        fields = ()
        sequence = ("name", "kind", "site", "owner", "capacity", "features", "state")

    def render_features(self, record: Asset) -> str:
        return ", ".join(str(feature) for feature in record.features.all()) or "None"

    def render_state(self, record: Asset) -> SafeString:
        return status_tag("active", "In use") if record.active else status_tag("inactive", "Not in use")


class AgreementTable(tables.Table):
    """Who may use whose assets, and how much of the cap is used."""

    title = tables.Column("Agreement", linkify=("assets:agreement", {"pk": tables.A("pk")}))
    owner = tables.Column("Owner", accessor="owner__short_name", order_by="owner__short_name")
    user = tables.Column("User", accessor="user__short_name", order_by="user__short_name")
    rate = tables.Column(
        "Rate per hour", accessor="rate_pence_per_hour", attrs=NUMBER, order_by="rate_pence_per_hour"
    )
    cap = tables.Column("Cap used", accessor="cap_minutes", attrs=NUMBER, empty_values=(), orderable=False)
    valid_to = tables.DateColumn(verbose_name="Last day", format="j M Y", default="Open")
    state = tables.Column("State", accessor="signed_on", empty_values=(), order_by="signed_on")

    class Meta:
        model = Agreement
        fields = ()
        sequence = ("title", "owner", "user", "rate", "cap", "valid_to", "state")

    def __init__(self, *args, caps: dict[int, tuple[int, int]], **kwargs) -> None:
        self.caps = caps
        super().__init__(*args, **kwargs)

    def render_rate(self, value: int) -> str:
        return pounds(value) if value else "Free"

    def render_cap(self, record: Agreement) -> str:
        if record.pk not in self.caps:
            return "No cap"
        used, cap = self.caps[record.pk]
        return f"{used / 60:g} of {cap / 60:g} hours"

    def render_state(self, record: Agreement) -> SafeString:
        return status_tag("active", "Signed") if record.signed_on else status_tag("draft", "Not signed")


class BookingTable(tables.Table):
    """Bookings of one's organisations; each row is a `BookingLine`."""

    when = tables.Column("When", accessor="starts_at", order_by="starts_at")
    asset = tables.Column(accessor="asset__name", linkify=("assets:booking", {"pk": tables.A("id")}))
    site = tables.Column(accessor="asset__site__name", order_by="asset__site__name")
    purpose = tables.Column("For")
    organisation = tables.Column(
        "Booked by", accessor="organisation__short_name", order_by="organisation__short_name"
    )
    charge = tables.Column("Charge", accessor="charge_pence", attrs=NUMBER)
    status = tables.Column("State")

    class Meta:
        sequence = ("when", "asset", "site", "purpose", "organisation", "charge", "status")

    def render_when(self, record: BookingLine) -> str:
        return period(record.starts_at, record.ends_at)

    def render_charge(self, value: int) -> str:
        return pounds(value) if value else "Free"

    def render_status(self, record: BookingLine) -> SafeString:
        return status_tag(record.status)


class RequestTable(tables.Table):
    """Flexible requests."""

    title = tables.Column("Request", linkify=("assets:request", {"pk": tables.A("pk")}))
    organisation = tables.Column(accessor="organisation__short_name", order_by="organisation__short_name")
    needs = tables.Column("Needs", orderable=False, empty_values=())
    duration = tables.Column("Takes", accessor="duration_minutes", attrs=NUMBER)
    round = tables.Column(accessor="round__name", default="Not yet", order_by="round__name")
    status = tables.Column("State")

    class Meta:
        model = BookingRequest
        fields = ()
        sequence = ("title", "organisation", "needs", "duration", "round", "status")

    def render_needs(self, record: BookingRequest) -> str:
        return ", ".join(str(need) for need in record.needs.all())

    def render_duration(self, value: int) -> str:
        return duration(value)

    def render_status(self, record: BookingRequest) -> SafeString:
        return status_tag(record.status)


class RoundTable(tables.Table):
    """Planning periods."""

    name = tables.Column("Round", linkify=("assets:round", {"pk": tables.A("pk")}))
    lead = tables.Column("Led by", accessor="lead__short_name", order_by="lead__short_name")
    first_day = tables.DateTimeColumn(verbose_name="First day", accessor="starts_at", format="D j M Y")
    requests = tables.Column("Requests", accessor="request_count", attrs=NUMBER)
    state = tables.Column("State")

    class Meta:
        model = Round
        fields = ()
        sequence = ("name", "lead", "first_day", "requests", "state")

    def render_state(self, record: Round) -> SafeString:
        return status_tag(record.state_now, record.state_words)


class PlacementTable(tables.Table):
    """Where a plan puts the requests; each row is a `PlacedLine`."""

    title = tables.Column(
        "Request",
        accessor="request__title",
        linkify=("assets:request", {"pk": tables.A("request__pk")}),
        order_by="request__title",
    )
    organisation = tables.Column("For", accessor="request__organisation__short_name")
    starts_at = tables.Column("When")
    assets = tables.Column("Assets", orderable=False)
    agreements = tables.Column("Allowed by", orderable=False)
    charge_pence = tables.Column("Charge", attrs=NUMBER)

    def render_starts_at(self, record: PlacedLine) -> str:
        count = len(record.occurrences)
        more = f", and {count - 1} more time{'' if count == 2 else 's'}" if count > 1 else ""
        return period(record.starts_at, record.ends_at) + more

    def render_assets(self, record: PlacedLine) -> str:
        return "; ".join(f"{asset.name}, {asset.site.name}" for asset in record.assets)

    def render_agreements(self, record: PlacedLine) -> str:
        cited = [agreement.reference if agreement else "Ownership" for agreement in record.agreements]
        return ", ".join(dict.fromkeys(cited))

    def render_charge_pence(self, value: int) -> str:
        return pounds(value) if value else "Free"
