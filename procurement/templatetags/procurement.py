"""Figures and months of the procurement pages in words, and the bar that shows how far a limit is used."""

from datetime import date

from django import template
from django.forms import BaseForm
from django.utils.html import format_html
from django.utils.safestring import SafeString

from partners.templatetags.nhsuk import error_summary
from partners.wording import pounds
from procurement.models import BuyerCost, JointProcurement
from procurement.money import round_half_up, unit_price
from procurement.months import month_label, months_after, year_label
from procurement.results import BatchRow, BuyerRow
from procurement.views.words import permille_words, share_of

register = template.Library()

NEARLY_FULL = 90


@register.filter
def month(day: date | None) -> str:
    """The month of a day, such as April 2027."""
    return month_label(day) if day else ""


@register.filter
def months_of(procurement: JointProcurement) -> str:
    """The months that are planned, such as April 2027 to March 2029."""
    first, last = procurement.first_month, months_after(procurement.first_month, procurement.months - 1)
    return month_label(first) if first == last else f"{month_label(first)} to {month_label(last)}"


@register.filter
def year(starts_in: int) -> str:
    """A financial year by its first year: 2027/28."""
    return year_label(starts_in)


@register.filter
def price(price_e4: int | None) -> str:
    """A unit price in pounds."""
    return "" if price_e4 is None else unit_price(price_e4)


@register.filter
def permille(share: int | None) -> str:
    """Thousandths as a percentage."""
    return "" if share is None else permille_words(share)


@register.filter
def commas(number: int | None) -> str:
    """A whole number with thousands separators."""
    return "" if number is None else f"{number:,}"


@register.filter
def pounds_short(pence: int | None) -> str:
    """An amount for a key figure: whole pounds from £1,000 on."""
    if pence is None:
        return ""
    if abs(pence) < 100_000:
        return pounds(pence)
    return pounds(round_half_up(pence, 100) * 100).removesuffix(".00")


@register.filter
def signed(pence: int) -> str:
    """A difference with its sign, such as +£12.00."""
    return f"+{pounds(pence)}" if pence > 0 else pounds(pence)


@register.filter
def negated(pence: int) -> int:
    """The amount with the other sign."""
    return -pence


@register.filter
def parts_of(buyer: BuyerRow) -> list[tuple[str, int]]:
    """What a buyer pays, part by part; rebates are negative."""
    return [
        ("Goods", buyer.goods_pence),
        ("Cost of ordering", buyer.order_pence),
        ("Delivery", buyer.delivery_pence),
        ("VAT not recovered", buyer.vat_pence),
        ("Holding stock", buyer.holding_pence),
        ("Shortfall on commitments", buyer.shortfall_pence),
        ("Supplier rebates", -buyer.rebates_pence),
        ("Price of broken rules", buyer.broken_rules_pence),
    ]


@register.filter
def batch_title(batch: BatchRow) -> str:
    """A batch in words."""
    return f"Batch {batch.number}: {batch.supplier_name}, {month_label(batch.month)}"


@register.filter
def charges_of(batch: BatchRow) -> int:
    """What ordering and delivering a batch costs, in pence."""
    return batch.order_pence + batch.delivery_pence


@register.filter
def better_off(cost: BuyerCost) -> int:
    """By how much a buyer is better off together than alone, in pence."""
    return cost.alone_pence - cost.pays_pence


@register.simple_tag
def use_bar(used: int, limit: int) -> SafeString:
    """A bar of how far a limit is used; the words beside it say the same."""
    share = share_of(used, limit)
    colour = "#b3261e" if share >= NEARLY_FULL else "#0c4a5e"
    return format_html(
        '<svg class="bp-use__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="100" height="10" fill="#d8dde0"/><rect width="{}" height="10" fill="{}"/></svg>'
        '<span class="bp-use__share">{}%</span> ',
        share,
        colour,
        share,
    )


@register.simple_tag
def summary_of(*forms: BaseForm | list[BaseForm]) -> SafeString:
    """The error summary of forms and lists of forms; empty while none was sent."""
    flat = [form for part in forms for form in (part if isinstance(part, list) else [part])]
    return error_summary(*(form for form in flat if form.is_bound))


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: str | None) -> str:
    """The page's address with some parameters changed; None takes one out."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    return f"?{parameters.urlencode()}"
