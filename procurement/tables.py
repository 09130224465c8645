"""Lists of the procurement pages, sortable by their columns."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from partners.templatetags.nhsuk import status_tag
from procurement.models import Baseline, Bid, Budget, Commitment, DemandLine, Item, JointProcurement, Supplier
from procurement.money import pounds, unit_price
from procurement.months import month_label, year_label

NUMBER = {"td": {"class": "bp-number"}, "th": {"class": "bp-number"}, "tf": {"class": "bp-number"}}
MONTH = "M Y"


class ProcurementTable(tables.Table):
    """Joint procurements."""

    title = tables.Column("Procurement", linkify=("procurement:procurement", {"pk": tables.A("pk")}))
    lead = tables.Column("Led by", accessor="lead__short_name", order_by="lead__short_name")
    first_month = tables.DateColumn(verbose_name="From", format=MONTH)
    buyers = tables.Column(attrs=NUMBER)
    lines = tables.Column("Needs", attrs=NUMBER)
    scenario_count = tables.Column("Scenarios", attrs=NUMBER)
    state = tables.Column("Stage")

    class Meta:
        model = JointProcurement
        fields = ()
        sequence = ("title", "lead", "first_month", "buyers", "lines", "scenario_count", "state")

    def render_state(self, record: JointProcurement) -> SafeString:
        return status_tag(record.state, record.get_state_display())


class DemandTable(tables.Table):
    """Needs; each leads to its own page for those who may change it."""

    item = tables.Column(order_by="item__name")
    authority = tables.Column(order_by="authority__organisation__name")
    quantity = tables.Column(attrs=NUMBER)
    earliest = tables.DateColumn(verbose_name="Not before", format=MONTH)
    need_by = tables.DateColumn(verbose_name="Needed by", format=MONTH)
    cost_centre = tables.Column(default="")

    class Meta:
        model = DemandLine
        fields = ()
        sequence = ("authority", "item", "quantity", "earliest", "need_by", "cost_centre")

    def __init__(self, *args, linked: bool, **kwargs) -> None:
        self.linked = linked
        super().__init__(*args, **kwargs)

    def render_item(self, record: DemandLine) -> str:
        if not self.linked:
            return str(record.item)
        href = reverse("procurement:demand_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', href, record.item)

    def render_quantity(self, value: int) -> str:
        return f"{value:,}"


class BaselineTable(tables.Table):
    """What authorities pay alone."""

    authority = tables.Column(order_by="authority__organisation__name")
    item = tables.Column(order_by="item__name")
    price = tables.Column("Price paid", accessor="price_e4", attrs=NUMBER)
    quantity = tables.Column(attrs=NUMBER)
    source = tables.Column(default="")

    class Meta:
        model = Baseline
        fields = ()
        sequence = ("authority", "item", "price", "quantity", "source")

    def render_price(self, value: int) -> str:
        return unit_price(value)

    def render_quantity(self, value: int) -> str:
        return f"{value:,}"


class BidTable(tables.Table):
    """Bids with the number of their lines."""

    supplier = tables.Column(
        linkify=("procurement:bid", {"pk": tables.A("pk")}), order_by=("supplier__name", "pk")
    )
    lot = tables.Column("Lot", default="Direct", order_by="lot__code")
    line_count = tables.Column("Lines", attrs=NUMBER)
    validity = tables.Column("Orders", empty_values=(), orderable=False)

    class Meta:
        model = Bid
        fields = ()
        sequence = ("supplier", "lot", "line_count", "validity")

    def render_validity(self, record: Bid) -> str:
        return validity_words(record)


def validity_words(bid: Bid) -> str:
    """When may be ordered from a bid."""
    if bid.valid_from and bid.valid_to:
        return f"{month_label(bid.valid_from)} until before {month_label(bid.valid_to)}"
    if bid.valid_from:
        return f"From {month_label(bid.valid_from)}"
    return f"Until before {month_label(bid.valid_to)}" if bid.valid_to else "At any time"


class ItemTable(tables.Table):
    """The catalogue of what can be bought."""

    name = tables.Column("Item", linkify=("procurement:item_change", {"pk": tables.A("pk")}))
    code = tables.Column()
    cpv = tables.Column("CPV code")
    kind = tables.Column("Funded from")
    price = tables.Column("Reference price", accessor="reference_price_e4", attrs=NUMBER)
    owner = tables.Column("Catalogue of", accessor="owner__short_name", order_by="owner__short_name")

    class Meta:
        model = Item
        fields = ()
        sequence = ("name", "code", "cpv", "kind", "price", "owner")

    def render_price(self, record: Item, value: int) -> str:
        return f"{unit_price(value)} {record.unit}"


class SupplierTable(tables.Table):
    """Who sells."""

    name = tables.Column("Supplier", linkify=("procurement:supplier", {"pk": tables.A("pk")}))
    code = tables.Column()
    sme = tables.Column("Size")
    order_cost = tables.Column("Cost of an order", accessor="order_cost_pence", attrs=NUMBER)
    delivery = tables.Column("Delivery", accessor="delivery_pence", attrs=NUMBER)
    owner = tables.Column("Catalogue of", accessor="owner__short_name", order_by="owner__short_name")

    class Meta:
        model = Supplier
        fields = ()
        sequence = ("name", "code", "sme", "order_cost", "delivery", "owner")

    def render_sme(self, value: bool) -> str:
        return "Small or medium" if value else "Large"

    def render_order_cost(self, value: int) -> str:
        return pounds(value)

    def render_delivery(self, value: int) -> str:
        return pounds(value)


class BudgetTable(tables.Table):
    """Budgets of the user's organisations."""

    authority = tables.Column(order_by="authority__organisation__name")
    starts_in = tables.Column("Financial year")
    kind = tables.Column()
    amount = tables.Column("Budget", accessor="amount_pence", attrs=NUMBER)

    class Meta:
        model = Budget
        fields = ()
        sequence = ("authority", "starts_in", "kind", "amount")

    def render_starts_in(self, value: int) -> str:
        return year_label(value)

    def render_amount(self, value: int) -> str:
        return pounds(value)


class CommitmentTable(tables.Table):
    """Existing contracts with a minimum spend."""

    authority = tables.Column(order_by="authority__organisation__name")
    supplier = tables.Column(order_by="supplier__name")
    starts_in = tables.Column("Financial year")
    minimum = tables.Column("Minimum spend", accessor="minimum_pence", attrs=NUMBER)
    shortfall = tables.Column("Shortfall paid", accessor="shortfall_permille", attrs=NUMBER)

    class Meta:
        model = Commitment
        fields = ()
        sequence = ("authority", "supplier", "starts_in", "minimum", "shortfall")

    def render_starts_in(self, value: int) -> str:
        return year_label(value)

    def render_minimum(self, value: int) -> str:
        return pounds(value)

    def render_shortfall(self, value: int) -> str:
        return f"{value / 10:g}%"
