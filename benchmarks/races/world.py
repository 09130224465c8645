"""What is raced for: four services, their rooms, and the credentials of those who book.

found_world() -> World          by the ordinary actions, in the database of the settings; .furnish() adds the rooms
"""

import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.test import Client as Browser
from django.utils import timezone

from assets.actions.agreements import save_agreement, sign_agreement
from assets.actions.catalogue import save_asset, save_site
from assets.models import Agreement, Asset, Site
from benchmarks.races.wire import Call
from partners.actions.organisations import found_member, found_organisation
from partners.actions.tokens import create_token
from partners.models import Membership, Organisation, Scope, User

# A Monday in winter, when local time is UTC.
FIRST_DAY = datetime(2035, 1, 8, tzinfo=UTC)
ROOMS = 16
# A refusal names other assets of the kind that are free: the first four have few, so that their rounds are cheap.
KINDS = ("team", "drone", "boat", "generator") + ("room",) * (ROOMS - 4)
TURNAROUND_MINUTES = 15
CAP_MINUTES = 240
HOUR = 60
SERVICES = {
    "fire": ("Fire Service", "fire_service"),
    "police": ("County Police", "police_force"),
    "trust": ("Ambulance Trust", "ambulance_trust"),
    "council": ("County Council", "council"),
}
ROLES = [
    Membership.Role.PARTNERSHIP_ADMINISTRATOR,
    Membership.Role.STATION_MANAGER,
    Membership.Role.BOOKER,
    Membership.Role.PROCUREMENT_LEAD,
]
CSRF = secrets.token_hex(16)


def at(day: int, minutes: int) -> datetime:
    """A moment so many minutes into a day counted from FIRST_DAY."""
    return FIRST_DAY + timedelta(days=day, minutes=minutes)


@dataclass
class World:
    """The fire service owns all rooms. The police book freely, the trust under a cap, the council what it is lent."""

    bodies: dict[str, Organisation]
    keeper: User
    site: Site
    tokens: dict[str, str]
    rooms: list[Asset] = field(default_factory=list)
    hall: Asset = field(default_factory=Asset)
    halves: list[Asset] = field(default_factory=list)
    assets: dict[int, Asset] = field(default_factory=dict)

    def furnish(self) -> None:
        """Take the rooms there are out of the catalogue and found new ones, whose calendars are empty.

        Bookings are possible until 2100 only, so that a long measure runs out of days.
        """
        Asset.objects.filter(pk__in=self.assets).update(active=False, listed=False)
        self.assets.clear()
        self.rooms = [self.found_room(f"Room {n}", kind=kind) for n, kind in enumerate(KINDS)]
        self.hall = self.found_room("Hall")
        self.halves = [self.found_room(f"Hall {half}", part_of=self.hall) for half in "AB"]

    def found_room(self, name: str, *, kind: str = "room", **facts: Any) -> Asset:
        """A room of the fire service, or what serves as one."""
        asset = Asset(
            owner=self.site.organisation,
            site=self.site,
            name=name,
            code=secrets.token_hex(4),
            kind=kind,
            capacity=20,
            turnaround_minutes=TURNAROUND_MINUTES,
            **facts,
        )
        self.assets[save_asset(asset=asset, by=self.keeper).pk] = asset
        return asset

    def api(
        self, path: str, body: Any = None, *, method: str = "POST", who: str = "police", **headers: str
    ) -> Call:
        """A call of the API by a program of that service. headers: with _ for -."""
        given = {name.replace("_", "-"): value for name, value in headers.items() if value}
        given |= {"Authorization": f"Bearer {self.tokens[who]}", "Content-Type": "application/json"}
        content = b"" if body is None else json.dumps(body).encode()
        return Call(f"/api/v1{path}", content, method, given)

    def form(self, browser: str, path: str, **fields: Any) -> Call:
        """A form that the keeper sends from a browser; browser: its cookie."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()
        return Call(path, body, headers=_headers(browser, "application/x-www-form-urlencoded"))

    def upload(self, browser: str, path: str, name: str, content: bytes) -> Call:
        """A file that the keeper sends from a browser."""
        edge = secrets.token_hex(8)
        parts = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{CSRF}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode()
        body = parts + content + f"\r\n--{edge}--\r\n".encode()
        return Call(path, body, headers=_headers(browser, f"multipart/form-data; boundary={edge}"))

    def browser(self) -> str:
        """The cookie of a new session of the keeper."""
        browser = Browser()
        browser.force_login(self.keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser.cookies["sessionid"].value


def _headers(browser: str, content_type: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={browser}; csrftoken={CSRF}", "Content-Type": content_type}


def found_world() -> World:
    """Found the services with one administrator who acts for all, their agreements and tokens."""
    bodies = {
        short: found_organisation(
            name=name, short_name=short.upper(), kind=kind, partnerships=["County"], by=None
        )
        for short, (name, kind) in SERVICES.items()
    }
    for body in bodies.values():
        keeper = found_member(
            organisation=body, email="keeper@example.org", name="Keeper", roles=ROLES, password=None, by=None
        )
    site = Site(
        organisation=bodies["fire"],
        name="Bedford",
        code="BED",
        latitude=Decimal("52.13357"),
        longitude=Decimal("-0.44308"),
    )
    save_site(site=site, by=keeper)
    agree(bodies["fire"], bodies["police"], "MOU-1", keeper)
    agree(bodies["fire"], bodies["trust"], "MOU-2", keeper, cap_minutes=CAP_MINUTES, cap_period="week")
    tokens = {short: _token(body, keeper) for short, body in bodies.items()}
    return World(bodies, keeper, site, tokens)


def _token(body: Organisation, by: User) -> str:
    expires_at = timezone.now() + timedelta(days=300)
    _, secret = create_token(
        organisation=body, name="Racer", scopes=Scope.values, roles=ROLES, expires_at=expires_at, by=by
    )
    return secret


def agree(
    owner: Organisation,
    user: Organisation,
    reference: str,
    by: User,
    *,
    assets: list[Asset] | None = None,
    signed: bool = True,
    **terms: Any,
) -> Agreement:
    """An agreement about all rooms or some, signed or not."""
    agreement = Agreement(
        owner=owner,
        user=user,
        reference=reference,
        title="Rooms",
        valid_from=date(2020, 4, 1),
        rate_pence_per_hour=1200,
        **terms,
    )
    save_agreement(agreement=agreement, by=by, assets=assets)
    return sign_agreement(agreement=agreement, signed_on=date(2020, 3, 1), by=by) if signed else agreement
