"""Every address of the site, one line each: what it is about, who knows of that, who may open it, who may send to it.

Who: letters of organisations, each with a group of roles after a dot where not every member is meant ("A.keep"),
"*" for all four alike ("*.buy"), EVERYBODY with or without an account, NOBODY. Those who do not know of a thing get 404,
those who know of it and may not are refused. `write` is None where nothing can be sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.people import ROLES, Role, World

EVERYBODY = "everybody"
NOBODY = "nobody"
KEEP = {Role.STATION_MANAGER, Role.PARTNERSHIP_ADMINISTRATOR}
BUY = {Role.PROCUREMENT_LEAD, Role.PARTNERSHIP_ADMINISTRATOR}
GROUPS = {
    "admin": {Role.PARTNERSHIP_ADMINISTRATOR},
    "audit": {Role.PARTNERSHIP_ADMINISTRATOR, Role.FINANCE},
    "book": KEEP | {Role.BOOKER},
    "keep": KEEP,
    "buy": BUY,
    "money": BUY | {Role.FINANCE},
    "plan": KEEP | BUY,
    "run": KEEP | BUY | {Role.FINANCE},
}


def includes(who: str, letter: str, role: str) -> bool:
    """Whether a member of the organisation in the role is meant."""
    if who == EVERYBODY:
        return True
    for term in who.split():
        organisation, _, group = term.partition(".")
        if organisation in ("*", letter) and role in GROUPS.get(group, ROLES):
            return True
    return False


@dataclass(frozen=True)
class Route:
    """One address about one thing.

    name: of the address, or for the API its method and path as the OpenAPI document writes it.
    about: names of rows of the world whose keys stand in the address, or the text itself after "=".
    able: who of those who may send has something to send; all of them unless told otherwise.
    stores: whether what is sent changes a row.
    told: a refusal is said on the page that follows, instead of with a status of its own.
    """

    name: str
    about: str
    knows: str
    see: str
    write: str | None = None
    query: str = ""
    data: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    able: str = ""
    stores: bool = True
    told: bool = False

    @property
    def is_call(self) -> bool:
        """Whether it is one of the API."""
        return " " in self.name

    @property
    def method(self) -> str:
        """The method of a call of the API."""
        return self.name.partition(" ")[0]


def _page(name: str, about: str, knows: str, see: str, write: str | None = None, **more: Any) -> Route:
    return Route(name, about, knows, see, write, **more)


def _list(name: str, **more: Any) -> Route:
    """A list, open to all who are signed in, of what each may see."""
    return Route(name, "", "*", "*", **more)


def _form(name: str, about: str, knows: str, who: str, **more: Any) -> Route:
    """A form or question that only those open who may send it."""
    return Route(name, about, knows, who, who, **more)


DAY = "date=2035-01-08"
WHEN = "from=2035-01-08T00:00:00Z&to=2035-01-23T00:00:00Z"

PARTNERS = [
    _list("home"),
    _list("partners:organisations"),
    _page("partners:organisation", "org_a", "A C D", "A C D"),
    _page("partners:organisation", "org_b", "B", "B"),
    _page("partners:members", "org_a", "A", "A"),
    _page("partners:members", "org_b", "B", "B"),
    _page("partners:members", "org_c", "C", "C"),
    _page("partners:members", "org_d", "D", "D"),
    _form("partners:member_add", "org_a", "A", "A.admin"),
    _form("partners:member_roles", "org_a viewer_a", "A", "A.admin"),
    _form("partners:member_remove", "org_a viewer_a", "A", "A.admin"),
    _form("partners:member_reset_factor", "org_a secured", "A", "A.admin"),
    _form("partners:member_erase", "org_a former", "A", "A.admin"),
    _page("partners:tokens", "org_a", "A", "A.admin"),
    _form("partners:token_create", "org_a", "A", "A.admin"),
    _form("partners:token_revoke", "org_a token", "A", "A.admin"),
    _page("partners:audit", "org_a", "A", "A.audit"),
    _page("partners:audit", "org_c", "C", "C.audit"),
]
ACCOUNT = [
    _form("account_login", "", EVERYBODY, EVERYBODY),
    _form("account_logout", "", "*", "*", stores=False),
    _page("account_inactive", "", EVERYBODY, EVERYBODY),
    _form("account_reauthenticate", "", "*", "*", able=NOBODY),
    _form("account_change_password", "", "*", "*"),
    # Those who have a password are led to where it is changed.
    _form("account_set_password", "", "*", "*", able=NOBODY),
    _form("account_reset_password", "", EVERYBODY, EVERYBODY, able=NOBODY),
    _page("account_reset_password_done", "", EVERYBODY, EVERYBODY),
    _form("account_reset_password_from_key", "=abc =set-password", EVERYBODY, EVERYBODY),
    _page("account_reset_password_from_key_done", "", EVERYBODY, EVERYBODY),
    _page("mfa_index", "", "*", "*"),
    _form("mfa_authenticate", "", EVERYBODY, EVERYBODY, able=NOBODY),
    _form("mfa_reauthenticate", "", "*", "*", able=NOBODY),
    _form("mfa_activate_totp", "", "*", "*", able=NOBODY),
    _form("mfa_deactivate_totp", "", "*", "*", able=NOBODY),
    _form("mfa_view_recovery_codes", "", "*", "*", able=NOBODY),
    _form("mfa_generate_recovery_codes", "", "*", "*", able=NOBODY),
    _form("mfa_download_recovery_codes", "", "*", "*", able=NOBODY),
    _form("openid_connect_login", "=sso", EVERYBODY, EVERYBODY),
    _form("openid_connect_callback", "=sso", EVERYBODY, EVERYBODY),
]
ASSETS = [
    _list("assets:book", query=f"kind=room&{DAY}&start=18:00&end=19:00"),
    _form("assets:book_asset", "room", "A C D", "A.book C.book D.book"),
    _form("assets:book_asset", "drone", "A", "A.book"),
    _list("assets:bookings"),
    _page("assets:booking", "booking", "A C D", "A C D"),
    _page("assets:booking", "booking_cancelled", "A C D", "A C D"),
    _page("assets:booking", "booking_d", "A C D", "A C D"),
    _page("assets:booking", "booking_round_d", "A C D", "A C D"),
    _page("assets:booking", "booking_private", "C D", "C D"),
    _form("assets:booking_change", "booking", "A C D", "A.book"),
    _form("assets:booking_change", "booking_c", "A C D", "A.keep C.book"),
    _form("assets:booking_change", "booking_d", "A C D", "A.keep D.book"),
    _form("assets:booking_cancel", "booking", "A C D", "A.book"),
    _form("assets:booking_cancel", "booking_private", "C D", "C.book"),
    _page("assets:booking_rebook", "booking_cancelled", "A C D", "", "A.book", told=True),
    _page("assets:booking_file", "booking", "A C D", "A C D"),
    _page("assets:booking_file", "booking_d", "A C D", "A C D"),
    _page("assets:booking_file", "booking_private", "C D", "C D"),
    _list("assets:calendars"),
    _form("assets:calendar_new", "", "*", "*"),
    _form("assets:asset_calendar_new", "room", "A C D", "A C D"),
    _form("assets:asset_calendar_new", "drone", "A", "A"),
    _form("assets:calendar_revoke", "feed", "A.admin", "A.admin"),
    # What a right secret opens: tests/matrix/test_calendars.py.
    _page("assets:calendar_feed", "=cal_guessed", EVERYBODY, NOBODY),
    _list("assets:schedule", query=DAY),
    _list("assets:schedule_feed", query="from=2035-01-08&to=2035-01-23"),
    _list("assets:requests"),
    _form("assets:request_new", "", "*", "*.book"),
    _page("assets:request", "request", "A", "A"),
    _page("assets:request", "request_c", "A C", "A C"),
    _page("assets:request", "request_d", "A D", "A D"),
    _page("assets:request", "request_draft_c", "C", "C"),
    _page("assets:request", "request_declined", "A", "A"),
    _page("assets:request_why", "request_declined", "A", "A"),
    _page("assets:request_why", "request_c", NOBODY, NOBODY),
    _form("assets:request_change", "request", "A", "A.book"),
    _form("assets:request_change", "request_c", "A C", "C.book"),
    _page("assets:request_submit", "request", "A", "", "A.book", told=True),
    _page("assets:request_submit", "request_draft_c", "C", "", "C.book", told=True),
    _page("assets:request_withdraw", "request_c", "A C", "C.book", "C.book"),
    _page("assets:request_book", "request_declined =0", "A", "", "A.book", told=True),
    _list("assets:rounds"),
    _form("assets:round_new", "", "*", "*.keep"),
    _page("assets:round", "gathering", "A C D", "A C D"),
    _page("assets:round", "reviewed", "A C D", "A C D"),
    _page("assets:round", "published", "A C D", "A C D"),
    _page("assets:round_plan", "gathering", "A C D", "", "A.keep"),
    _form("assets:round_publish", "reviewed", "A C D", "A.keep"),
    _form("assets:round_unpublish", "published", "A C D", "A.keep"),
    _page("assets:round_reopen", "reviewed", "A C D", "", "A.keep"),
    _page("assets:studies", "reviewed", "A", "A", "A.keep"),
    _page("assets:studies", "published", "A", "A", "A.keep"),
    _page("assets:studies_fairness", "published", "A", "", "A.keep"),
    _page("assets:study", "study", "A", "A"),
    _form("assets:study_adopt", "study", "A", "A.keep"),
    _page("assets:round_workbook", "reviewed", "A C D", "A C D"),
    _page("assets:round_workbook", "published", "A C D", "A C D"),
    _page("assets:round_requests", "gathering", "A C D", "A C D"),
    _page("assets:round_requests", "reviewed", "A C D", "A C D"),
    _form("assets:round_import", "gathering", "A C D", "A.book C.book D.book"),
    _list("assets:assets"),
    _form("assets:asset_new", "", "*", "*.keep"),
    _page("assets:asset", "room", "A C D", "A C D", query=DAY),
    _page("assets:asset", "drone", "A", "A", query=DAY),
    _form("assets:asset_change", "room", "A C D", "A.keep"),
    _form("assets:blocking_new", "room", "A C D", "A.keep"),
    _form("assets:blocking_remove", "blocking", "A.keep", "A.keep"),
    _list("assets:sites"),
    _form("assets:site_new", "", "*", "*.keep"),
    _page("assets:site", "site", "A C D", "A C D"),
    _page("assets:site", "site_private", "A", "A"),
    _page("assets:site", "site_c", "C D", "C D"),
    _form("assets:site_change", "site", "A C D", "A.keep"),
    _list("assets:workbooks"),
    _page("assets:workbook_template", "=requests", "*", "*"),
    _page("assets:workbook", "=sites", "*", "*"),
    _page("assets:workbook", "=assets", "*", "*"),
    _page("assets:workbook", "=agreements", "*", "*"),
    _form("assets:workbook_import", "=sites", "*", "*.keep"),
    _form("assets:workbook_import", "=agreements", "*", "*.admin", able="A C D"),
    _list("assets:agreements"),
    _form("assets:agreement_new", "", "*", "*.admin", able="A C D"),
    _page("assets:agreement", "agreement", "A C", "A C"),
    _page("assets:agreement", "agreement_d", "A D", "A D"),
    _page("assets:agreement", "agreement_cd", "C D", "C D"),
    _form("assets:agreement_change", "agreement_draft", "A C", "A.admin"),
    _form("assets:agreement_sign", "agreement_draft", "A C", "A.admin"),
    _form("assets:agreement_end", "agreement", "A C", "A.admin"),
]
PROCUREMENT = [
    _list("procurement:procurements"),
    _form("procurement:procurement_new", "", "*", "*.buy"),
    _page("procurement:procurement", "procurement", "A C D", "A C D"),
    _page("procurement:procurement", "awarded", "A C D", "A C D"),
    _page("procurement:procurement", "open", "A", "A"),
    _form("procurement:procurement_change", "procurement", "A C D", "A.buy"),
    _form("procurement:procurement_cancel", "procurement", "A C D", "A.buy"),
    _form("procurement:join", "open", "C D", "C.buy D.buy"),
    _page("procurement:participants", "procurement", "A C D", "A C D"),
    _form("procurement:invite", "procurement", "A C D", "A.buy", able=NOBODY),
    _form("procurement:invite", "inviting", "A C", "A.buy"),
    _form("procurement:commit", "invited_c", "A C", "C.buy"),
    _form("procurement:withdraw", "procurement_participation_c", "A C D", "C.buy"),
    _form("procurement:withdraw", "procurement_participation_d", "A C D", "D.buy"),
    _page("procurement:demand", "procurement", "A C D", "A C D"),
    _form("procurement:demand_new", "procurement", "A C D", "A.buy C.buy D.buy"),
    _form("procurement:demand_change", "procurement_need_c", "A C", "A.buy C.buy"),
    _form("procurement:demand_change", "procurement_need_d", "A D", "A.buy D.buy"),
    _form("procurement:demand_remove", "procurement_need_a", "A", "A.buy"),
    _form("procurement:demand_remove", "procurement_need_c", "A C", "A.buy C.buy"),
    _page("procurement:baselines", "procurement", "A C D", "A C D"),
    _page("procurement:baselines", "awarded", "A C D", "A C D"),
    _page("procurement:demand_export", "procurement", "A C D", "A C D"),
    _form("procurement:baseline_new", "procurement", "A C D", "A.buy C.buy D.buy"),
    _form("procurement:import", "procurement", "A C D", "A.buy C.buy D.buy"),
    _form("procurement:import_review", "procurement", "A C D", "A.buy C.buy D.buy", able=NOBODY),
    _page("procurement:import_names", "procurement", "A C D", "", "A.buy C.buy D.buy", able=NOBODY),
    _page("procurement:import_marked", "procurement", "A C D", "A.buy C.buy D.buy"),
    _page("procurement:import_template", "procurement", "A C D", "A C D"),
    _page("procurement:bids", "procurement", "A C D", "A C D"),
    _form("procurement:bid_new", "procurement", "A C D", "A.buy"),
    _page("procurement:bid", "procurement_bid", "A C D", "A C D"),
    _form("procurement:bid_change", "procurement_bid", "A C D", "A.buy"),
    _form("procurement:bid_remove", "procurement_bid", "A C D", "A.buy"),
    _form("procurement:discounts", "procurement_bid", "A C D", "A.buy"),
    _form("procurement:bid_line_new", "procurement_bid", "A C D", "A.buy"),
    _form("procurement:bid_line_change", "procurement_bid_line", "A C D", "A.buy"),
    _form("procurement:bid_line_remove", "procurement_bid_line", "A C D", "A.buy"),
    _page("procurement:award_rules", "procurement", "A C D", "A C D"),
    _form("procurement:award_rule_new", "procurement", "A C D", "A.buy"),
    _form("procurement:award_rule_remove", "procurement_rule", "A C D", "A.buy"),
    _page("procurement:scenarios", "procurement", "A C D", "A C D"),
    _form("procurement:scenario_new", "procurement", "A C D", "A.buy"),
    _page("procurement:scenario", "scenario", "A C D", "A C D"),
    _form("procurement:scenario_change", "scenario", "A C D", "A.buy"),
    _form("procurement:scenario_copy", "scenario", "A C D", "A.buy"),
    _page("procurement:scenario_solve", "scenario", "A C D", "", "A.buy"),
    _form("procurement:scenario_remove", "scenario", "A C D", "A.buy"),
    _page("procurement:scenario_buyers", "scenario", "A C D", "A C D"),
    _page("procurement:scenario_sharing", "scenario", "A C D", "A C D", "A.buy"),
    _page("procurement:scenario_buyer", "scenario =ALDER", "A", "A"),
    _page("procurement:scenario_buyer", "scenario =CALDER", "A C", "A C"),
    _page("procurement:scenario_buyer", "scenario =DERWENT", "A D", "A D"),
    _page("procurement:scenario_batches", "scenario", "A C D", "A C D"),
    _page("procurement:scenario_batch", "scenario =1", "A C D", "A C D"),
    _page("procurement:scenario_need", "scenario procurement_need_c", "A C", "A C"),
    _page("procurement:scenario_need", "scenario procurement_need_d", "A D", "A D"),
    _page("procurement:scenario_limits", "scenario", "A C D", "A C D"),
    _page("procurement:scenario_workbook", "scenario", "A C D", "A C D"),
    _form("procurement:scenario_award", "scenario", "A C D", "A.buy"),
    _page("procurement:award", "award", "A C D", "A C D"),
    _form("procurement:award_undo", "award", "A C D", "A.buy"),
    _form("procurement:call_off_issue", "call_off_a", "A", "A.buy"),
    _form("procurement:call_off_issue", "call_off_c", "A C", "C.buy"),
    _form("procurement:call_off_issue", "call_off_d", "A D", "D.buy"),
    _list("procurement:items"),
    _form("procurement:item_new", "", "*", "*.buy"),
    _page("procurement:item_change", "item", "A C D", "A C D", "A.buy"),
    _list("procurement:suppliers"),
    _form("procurement:supplier_new", "", "*", "*.buy"),
    _page("procurement:supplier", "supplier", "A C D", "A C D"),
    _form("procurement:supplier_change", "supplier", "A C D", "A.buy"),
    _form("procurement:delivery_charge", "supplier", "A C D", "A.buy"),
    _list("procurement:frameworks"),
    _form("procurement:framework_new", "", "*", "*.buy"),
    _form("procurement:lot_new", "framework", "A C D", "A.buy"),
    _form("procurement:lot_change", "lot", "A C D", "A.buy"),
    _list("procurement:funding"),
    _form("procurement:authority", "", "*", "*.buy"),
    _form("procurement:budget", "", "*", "*.money"),
    _form("procurement:commitment", "", "*", "*.money", able="A C D"),
    _form("procurement:name_forget", "mapping", "A.buy", "A.buy"),
]
RUNS = [
    _list("runs:runs"),
    _page("runs:run", "run", "A.run", "A.run"),
    _page("runs:progress", "run", "A.run", "A.run"),
    _page("runs:cancel", "queued", "A.run", "", "A.plan"),
    _page("runs:problem", "run", "A.run", "A.run"),
    _page("runs:solution", "run", "A.run", "A.run"),
]
HOUR = {"starts_at": "2035-01-10T09:00:00Z", "ends_at": "2035-01-10T10:00:00Z"}
PRICE = {"amount": "12.50", "currency": "GBP"}


def _booking(world: World) -> dict[str, Any]:
    return {"asset": world.room.pk, "organisation": world.org_a.pk, "purpose": "Briefing", **HOUR}


API = [
    _page("GET /", "", EVERYBODY, ""),
    _page("GET /openapi.json", "", EVERYBODY, EVERYBODY),
    _page("GET /docs", "", EVERYBODY, EVERYBODY),
    _list("GET /organisations"),
    _list("GET /sites"),
    _list("GET /assets"),
    _page("GET /assets/{asset_id}", "room", "A C D", "A C D"),
    _page("GET /assets/{asset_id}", "drone", "A", "A"),
    _page("GET /assets/{asset_id}/availability", "room", "A C D", "A C D", query=WHEN),
    _page("GET /assets/{asset_id}/availability", "drone", "A", "A", query=WHEN),
    _list("GET /agreements"),
    _list("GET /bookings", query=WHEN),
    _page("POST /bookings", "", "A C", "", "A.book", data=_booking),
    _page("GET /bookings/{booking_id}", "booking", "A C D", "A C D"),
    _page("GET /bookings/{booking_id}", "booking_d", "A C D", "A C D"),
    _page("GET /bookings/{booking_id}", "booking_private", "C D", "C D"),
    _page("PATCH /bookings/{booking_id}", "booking", "A C D", "", "A.book", data=lambda world: {"purpose": "Moved"}),
    _page("PATCH /bookings/{booking_id}", "booking_private", "C D", "", "C.book", data=lambda world: {"purpose": "Moved"}),
    _page("POST /bookings/{booking_id}/cancel", "booking", "A C D", "", "A.book", data=lambda world: {}),
    _page("POST /bookings/{booking_id}/cancel", "booking_private", "C D", "", "C.book", data=lambda world: {}),
    _page("POST /series", "", "A C", "", "A.book", data=lambda world: {
        **_booking(world), "starts_at": "2035-02-07T09:00:00Z", "ends_at": "2035-02-07T10:00:00Z", "repeat_days": [0, 7],
    }),
    _list("GET /requests"),
    _page("POST /requests", "", "A C", "", "A.book", data=lambda world: {
        "organisation": world.org_a.pk, "round": world.gathering.pk, "title": "Drill", "duration_minutes": 60,
        "needs": [{"kind": "room"}], "windows": [HOUR],
    }),
    _page("GET /requests/{request_id}", "request_c", "A C", "A C"),
    _page("GET /requests/{request_id}", "request_d", "A D", "A D"),
    _page("GET /requests/{request_id}", "request_draft_c", "C", "C"),
    _list("GET /rounds"),
    _page("POST /rounds", "", "A C", "", "A.keep", data=lambda world: {
        "lead": world.org_a.pk, "participants": [world.org_c.pk], "name": "Another",
        "starts_at": "2035-03-05T00:00:00Z", "ends_at": "2035-03-12T00:00:00Z",
    }),
    _page("GET /rounds/{round_id}", "reviewed", "A C D", "A C D"),
    _page("POST /rounds/{round_id}/plan", "gathering", "A C D", "", "A.keep", data=lambda world: {}),
    _page("POST /rounds/{round_id}/publish", "reviewed", "A C D", "", "A.keep", data=lambda world: {}),
    _page("GET /rounds/{round_id}/workbook.xlsx", "published", "A C D", "A C D"),
    _page("GET /rounds/{round_id}/workbook.xlsx", "reviewed", "A C D", "A C D"),
    _page("GET /runs/{run_id}", "run", "A.run", "A.run"),
    _page("POST /runs/{run_id}/cancel", "queued", "A.run", "", "A.plan", data=lambda world: {}),
    _page("GET /runs/{run_id}/problem", "run", "A.run", "A.run"),
    _page("GET /runs/{run_id}/solution", "run", "A.run", "A.run"),
    _list("GET /items"),
    _page("POST /items", "", "A C", "", "A.buy", data=lambda world: {
        "owner": world.org_a.pk, "code": "ITEM-9", "name": "Stretcher", "cpv": "33192160-1", "reference_price": PRICE,
    }),
    _list("GET /suppliers"),
    _page("POST /suppliers", "", "A C", "", "A.buy", data=lambda world: {
        "owner": world.org_a.pk, "code": "SUP-9", "name": "Another",
    }),
    _list("GET /frameworks"),
    _page("POST /frameworks", "", "A C", "", "A.buy", data=lambda world: {
        "owner": world.org_a.pk, "code": "FW-9", "name": "Another",
    }),
    _list("GET /procurements"),
    _page("POST /procurements", "", "A C", "", "A.buy", data=lambda world: {
        "lead": world.org_a.pk, "title": "Another", "first_month": "2027-04", "months": 6,
    }),
    _page("GET /procurements/{procurement_id}", "procurement", "A C D", "A C D"),
    _page("GET /procurements/{procurement_id}", "open", "A", "A"),
    _page("GET /procurements/{procurement_id}/split", "awarded", "A C D", "A C D"),
    _list("GET /demand-lines"),
    _page("POST /demand-lines", "", "A C", "", "A.buy C.buy", data=lambda world: {
        "procurement": world.procurement.pk, "buyer": world.org_c.pk, "item": world.item.pk, "quantity": 3,
        "earliest": "2027-05", "need_by": "2027-08",
    }),
    _list("GET /bids"),
    _page("POST /bids", "", "A C", "", "A.buy", data=lambda world: {
        "procurement": world.procurement.pk, "supplier": world.supplier.pk,
        "lines": [{"item": world.item.pk, "tiers": [{"from_quantity": 1, "price": PRICE}]}],
    }),
    _list("GET /scenarios"),
    _page("POST /scenarios", "", "A C", "", "A.buy", data=lambda world: {
        "procurement": world.procurement.pk, "name": "Another",
    }),
    _page("GET /scenarios/{scenario_id}", "scenario", "A C D", "A C D"),
    _page("POST /scenarios/{scenario_id}/solve", "scenario", "A C D", "", "A.buy", data=lambda world: {}),
    _page("POST /scenarios/{scenario_id}/award", "scenario", "A C D", "", "A.buy", data=lambda world: {}),
    _page("GET /scenarios/{scenario_id}/workbook.xlsx", "scenario", "A C D", "A C D"),
]  # fmt: skip
# What monitors ask: nothing about anybody, and the figures only with a token of their own.
SERVICE = [_page(f"health_{name}", "", EVERYBODY, EVERYBODY) for name in ("live", "ready", "queue")] + [
    _page("metrics", "", "", "")  # nobody's, until a token for it is set
]
PAGES = [*PARTNERS, *ACCOUNT, *ASSETS, *PROCUREMENT, *RUNS, *SERVICE]
