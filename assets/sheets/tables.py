"""The sheets that are read and written, column by column. Column names are those of the models' fields."""

from assets.models import Agreement, Kind
from workbooks.table import Column, Table

HOURS_HELP = "Weekly, UK clock time, such as Mon-Fri 07:00-22:00; Sat 08:00-18:00."
CODE_HELP = "The code; write ORGANISATION/CODE where two organisations use the same."

SITES = Table(
    name="sites",
    title="Sites",
    help="One row for each station or other building.",
    unique=("organisation", "code"),
    columns=(
        Column("organisation", "Organisation", required=True, example="BFRS", help="Short name or ODS code."),
        Column("code", "Code", "code", required=True, max_length=30, example="AMP"),
        Column("name", "Name", required=True, max_length=120, example="Ampthill Fire Station"),
        Column("address", "Address", max_length=300),
        Column("postcode", "Postcode", "code", max_length=10, example="MK45 2SA"),
        Column("easting", "Easting", "integer", minimum=0, maximum=699_999, help="OS grid, in metres."),
        Column("northing", "Northing", "integer", minimum=0, maximum=1_299_999, help="OS grid, in metres."),
        Column("latitude", "Latitude", "latitude", required=True, example="52.02666"),
        Column("longitude", "Longitude", "longitude", required=True, example="-0.49185"),
        Column("hours", "Opening hours", help=f"{HOURS_HELP} Blank: always open."),
    ),
)

ASSETS = Table(
    name="assets",
    title="Assets",
    help="One row for each thing that serves one booking at a time.",
    unique=("owner", "code"),
    columns=(
        Column("owner", "Owner", required=True, example="BFRS", help="Short name or ODS code."),
        Column("code", "Code", "code", required=True, max_length=30, example="AMP-LECTURE"),
        Column("name", "Name", required=True, max_length=120, example="Ampthill lecture room"),
        Column("kind", "Kind", "choice", required=True, choices=Kind.choices, example="Room"),
        Column("site", "Site", "code", required=True, example="AMP", help=CODE_HELP),
        Column("features", "Features", "list", example="projector; step-free access"),
        Column("capacity", "Capacity", "integer", minimum=1, default=1, example=24, help="People it seats."),
        Column(
            "turnaround_minutes",
            "Turnaround",
            "duration_minutes",
            default=0,
            maximum=10_080,
            example=15,
            help="Minutes it needs after a booking before the next.",
        ),
        Column("hours", "Opening hours", help=f"{HOURS_HELP} Blank: as its site."),
        Column("part_of", "Part of", "code", help="Code of the divisible room it is a part of."),
        Column("listed", "Listed", "yes_no", default=True, help="Whether partners see it in the catalogue."),
        Column("operator", "Operator", help="Organisation that runs it, if another than the owner."),
        Column("description", "Description", max_length=300),
    ),
)

AGREEMENTS = Table(
    name="agreements",
    title="Agreements",
    help="One row for each agreement; blank Signed on: a draft that allows nothing yet.",
    unique=("owner", "reference"),
    columns=(
        Column("reference", "Reference", "code", required=True, max_length=40, example="MOU-01"),
        Column("title", "Title", required=True, max_length=160, example="Rooms for the ambulance service"),
        Column("owner", "Owner", required=True, example="BFRS", help="Who owns the assets."),
        Column("user", "User", required=True, example="EEAST", help="Who may use them."),
        Column("kinds", "Kinds", "list", choices=Kind.choices, help="Blank: all kinds."),
        Column("assets", "Assets", "list", help="Codes of the owner's assets. Blank: all."),
        Column("hours", "Hours", help=f"{HOURS_HELP} Blank: at any time."),
        Column("cap_hours", "Cap hours", "decimal", minimum=0, places=2, help="Asset hours in a period."),
        Column("cap_period", "Cap period", "choice", choices=Agreement.Period.choices),
        Column("notice_hours", "Notice hours", "integer", minimum=0, default=0),
        Column("rate_pence_per_hour", "Rate per hour", "money", default=0, help="In pounds."),
        Column("rate_pence_per_mile", "Rate per mile", "money", default=0, help="In pounds."),
        Column("priority", "Priority", "integer", minimum=1, maximum=9, default=1, help="1 goes first."),
        Column("shares_details", "Shares details", "yes_no", default=False),
        Column("valid_from", "Valid from", "date", required=True, example="2026-04-01"),
        Column("valid_to", "Valid to", "date", help="The last day. Blank: no end."),
        Column("signed_on", "Signed on", "date"),
    ),
)

REQUESTS = Table(
    name="requests",
    title="Requests",
    help="One row for each wish of the round.",
    unique=("organisation", "reference"),
    columns=(
        Column("reference", "Reference", "code", required=True, max_length=40, example="W001"),
        Column("organisation", "Organisation", required=True, example="EEAST"),
        Column("title", "Title", required=True, max_length=160, example="Falls pathway review"),
        Column("weight", "Weight", "integer", minimum=1, maximum=1000, default=1, help="1 is ordinary."),
        Column("attendees", "Attendees", "integer", minimum=1),
        Column(
            "needs",
            "Needs",
            required=True,
            example="room, 12 seats, projector; 2 x drone, thermal camera",
            help="Kinds separated by semicolons; after each, the seats and features it must have.",
        ),
        Column("duration_minutes", "Duration", "duration_minutes", required=True, minimum=1, example=90),
        Column(
            "windows",
            "Windows",
            required=True,
            max_length=4000,
            example="2026-12-08 09:00 to 2026-12-08 12:00",
            help="From when to when it may lie, separated by semicolons.",
        ),
        Column("preferred_start", "Preferred start", "date_time"),
        Column("preferred_assets", "Preferred assets", "list", help=CODE_HELP),
        Column("near_site", "Near site", "code", help=f"{CODE_HELP} Travel counts from here."),
        Column("max_travel_minutes", "Most travel", "integer", minimum=0, help="Minutes."),
        Column("repeat_days", "Repeat days", "list", help="Days after the first, such as 0; 7; 14."),
    ),
)

TABLES = {table.name: table for table in (SITES, ASSETS, AGREEMENTS, REQUESTS)}
