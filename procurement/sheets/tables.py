"""The sheets that can be filled in and uploaded, and those written in the same form."""

from procurement.models import BidLine, Budget, Discount
from workbooks.table import Column, Table

CODE = r"[A-Za-z0-9][A-Za-z0-9._/-]*"
CODE_HELP = "Letters, digits, hyphens, dots and slashes, without spaces."
AUTHORITY = Column(
    "authority",
    "Authority",
    "text",
    required=True,
    max_length=160,
    help="The name, short name or code of the organisation.",
    example="RYE",
    aliases=("frs", "Organisation", "Buyer", "Service"),
)
ITEM = Column(
    "item",
    "Item",
    "text",
    required=True,
    max_length=160,
    help="The item's code or name in the catalogue.",
    example="AED-1",
    aliases=("Item code",),
)
SUPPLIER = Column(
    "supplier", "Supplier code", "code", required=True, pattern=CODE, help=CODE_HELP, example="NORTH"
)
YEAR = Column(
    "starts_in",
    "Financial year starts in",
    "integer",
    required=True,
    minimum=2000,
    maximum=2100,
    help="The calendar year of its April, such as 2027 for 2027/28.",
    example=2027,
)

ITEMS = Table(
    "items",
    (
        Column("code", "Item code", "code", required=True, pattern=CODE, help=CODE_HELP, example="AED-1"),
        Column("name", "Name", required=True, max_length=160, example="Automated external defibrillator"),
        Column("cpv", "CPV code", "code", required=True, example="33182100-0", help="With its check digit."),
        Column("unit", "Unit", default="each", max_length=20, example="each"),
        Column("specification_version", "Specification version", "code", default="1", example="2"),
        Column("kind", "Funded from", "choice", required=True, choices=Budget.Kind.choices, example="Revenue"),
        Column("reference_price_e4", "Reference price", "price_e4", required=True, example="841.75",
               help="In pounds without VAT.", maximum=10**12),
        Column("vat_permille", "VAT", "percentage", default=200, example="20%"),
        Column("vat_contracted_out", "NHS recovers VAT", "yes_no", default=False, example="No",
               help="Yes for contracted-out services on which NHS bodies recover VAT."),
        Column("holding_permille", "Holding cost a year", "percentage", default=35, example="3.5%"),
        Column("critical", "Critical", "yes_no", default=False, example="Yes"),
    ),
    required=False,
    unique=("code",),
    help="What can be bought.",
)  # fmt: skip
SUPPLIERS = Table(
    "suppliers",
    (
        SUPPLIER,
        Column("name", "Supplier", required=True, max_length=160, example="Northern Medical Ltd"),
        Column("sme", "Small or medium-sized", "yes_no", default=False, example="No"),
        Column("order_cost_pence", "Cost of an order", "money", default=0, example="120.00",
               help="What one month's order costs to raise."),
        Column("delivery_pence", "Delivery charge", "money", default=0, example="45.00",
               help="For each authority and month of order."),
    ),
    required=False,
    unique=("supplier",),
)  # fmt: skip
LOTS = Table(
    "lots",
    (
        Column("framework", "Framework code", "code", required=True, pattern=CODE, example="AED"),
        Column("framework_name", "Framework", required=True, max_length=160, example="Defibrillators 2026"),
        Column("lot", "Lot code", "code", required=True, pattern=CODE, example="AED-1"),
        Column("name", "Lot", max_length=160, example="Devices"),
        SUPPLIER,
        Column("ceiling_pence", "Ceiling", "money", example="2500000.00", help="Empty: no ceiling."),
        Column("spent_pence", "Spent so far", "money", default=0, example="0.00"),
        Column("term_from", "Term starts", "date", required=True, example="1 April 2026"),
        Column("term_to", "Term ends before", "date", required=True, example="1 April 2030"),
        Column("entitled", "Entitled authorities", "list", help="Empty: all.", example="RYE; RRU"),
    ),
    required=False,
    unique=("framework", "lot"),
)
BIDS = Table(
    "bids",
    (
        SUPPLIER,
        Column("framework", "Framework code", "code", help="Empty: a direct bid.", example="AED"),
        Column("lot", "Lot code", "code", example="AED-1"),
        ITEM,
        Column("from_quantity", "From quantity", "integer", required=True, minimum=1, maximum=10**8, example=1,
               help="One row for each price tier; the first is from 1."),
        Column("price_e4", "Unit price", "price_e4", required=True, maximum=10**12, example="860.00",
               help="In pounds without VAT."),
        Column("tier_kind", "Price applies to", "choice", choices=BidLine.TierKind.choices,
               default=BidLine.TierKind.ALL_UNITS.value, width=40),
        Column("minimum", "Minimum order", "integer", default=0, minimum=0, maximum=10**8, example=10),
        Column("multiple", "Order multiple", "integer", default=1, minimum=1, maximum=10**8, example=1),
        Column("capacity_per_month", "Capacity a month", "integer", minimum=0, maximum=10**8,
               help="Empty: no limit."),
        Column("lead_months", "Lead time in months", "integer", default=0, minimum=0, maximum=60, example=1),
        Column("valid_from", "Valid from", "date"),
        Column("valid_to", "Valid until before", "date"),
        Column("valid_for", "Valid for", "list", help="Authorities; empty: all."),
    ),
    required=False,
    unique=("supplier", "framework", "lot", "item", "from_quantity"),
    help="One row for each price tier of each item. Terms of a line stand in its first row.",
)  # fmt: skip
DISCOUNTS = Table(
    "discounts",
    (
        SUPPLIER,
        Column("framework", "Framework code", "code", help="Empty: a direct bid."),
        Column("lot", "Lot code", "code"),
        Column("scope", "Counts the goods of", "choice", choices=Discount.Scope.choices,
               default=Discount.Scope.SUPPLIER.value),
        Column("basis", "Counted by", "choice", choices=Discount.Basis.choices, default=Discount.Basis.SPEND.value),
        Column("threshold_pence", "From spend", "money", example="50000.00"),
        Column("threshold_units", "From quantity", "integer", minimum=0),
        Column("permille", "Discount", "percentage", required=True, example="1.5%"),
    ),
    required=False,
    help="Discounts across items, paid back on a financial year's goods.",
)  # fmt: skip
NEEDS = Table(
    "needs",
    (
        AUTHORITY,
        ITEM,
        Column("quantity", "Quantity", "integer", required=True, minimum=1, maximum=10**8, example=40),
        Column("earliest", "Earliest month", "date", required=True, example="1 May 2027",
               help="Any day of the first month in which it may arrive."),
        Column("need_by", "Needed by month", "date", required=True, example="1 August 2027",
               help="Any day of the last month in which it may arrive."),
        Column("cost_centre", "Cost centre", "code", default="", max_length=40, example="C-1042"),
        Column("note", "Note", default="", max_length=200),
    ),
    required=False,
)  # fmt: skip
PRICES = Table(
    "prices",
    (
        AUTHORITY,
        ITEM,
        Column("unit", "Unit", default="", max_length=20),
        Column("price_e4", "Unit price", "price_e4", aliases=("unit_price_gbp", "Price paid"), maximum=10**12,
               help="In pounds without VAT.", example="841.75"),
        Column("quantity", "Quantity", "integer", minimum=1, maximum=10**8, example=25),
    ),
    title="Prices paid",
    required=False,
    help="What each authority pays alone.",
)  # fmt: skip
BUDGETS = Table(
    "budgets",
    (
        AUTHORITY,
        YEAR,
        Column("kind", "Kind", "choice", required=True, choices=Budget.Kind.choices, example="Capital"),
        Column("amount_pence", "Budget", "money", required=True, example="1400000.00"),
    ),
    required=False,
    unique=("authority", "starts_in", "kind"),
)
COMMITMENTS = Table(
    "commitments",
    (
        AUTHORITY,
        SUPPLIER,
        YEAR,
        Column("minimum_pence", "Minimum spend", "money", required=True, example="15000.00"),
        Column(
            "shortfall_permille", "Share of the shortfall paid", "percentage", required=True, example="15%"
        ),
    ),
    required=False,
    unique=("authority", "supplier", "starts_in"),
)
TABLES = [ITEMS, SUPPLIERS, LOTS, BIDS, DISCOUNTS, NEEDS, PRICES, BUDGETS, COMMITMENTS]
