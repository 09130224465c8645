"""Bookings as fast as the site answers, by programs that wait while it is away and then go on.

found() -> Rooms         a service with rooms and a token
Storm(port, rooms)       start, stop, and what became of every booking
"""

import http.client
import json
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from assets.actions.catalogue import save_asset, save_site
from assets.models import Asset, Site
from partners.actions.organisations import found_member, found_organisation
from partners.actions.tokens import create_token
from partners.models import Membership, Scope

CLIENTS = 16
FIRST = datetime(2035, 1, 8, tzinfo=UTC)
PAUSE_SECONDS = 0.02


@dataclass(frozen=True)
class Rooms:
    """The service, a room for each client, and the secret of the token."""

    organisation: int
    rooms: list[int]
    secret: str


def found() -> Rooms:
    """Found it all by the ordinary actions."""
    body = found_organisation(
        name="Fire Service", short_name="FIRE", kind="fire_service", partnerships=[], by=None
    )
    roles = [
        Membership.Role.PARTNERSHIP_ADMINISTRATOR,
        Membership.Role.STATION_MANAGER,
        Membership.Role.BOOKER,
    ]
    keeper = found_member(
        organisation=body, email="keeper@example.org", name="Keeper", roles=roles, password=None, by=None
    )
    site = Site(
        organisation=body, name="Bedford", code="BED", latitude=Decimal("52.1"), longitude=Decimal("-0.4")
    )
    save_site(site=site, by=keeper)
    rooms = [
        save_asset(
            asset=Asset(owner=body, site=site, name=f"Room {n}", code=f"room-{n}", kind="room", capacity=9),
            by=keeper,
        ).pk
        for n in range(CLIENTS)
    ]
    _, secret = create_token(
        organisation=body, name="Storm", scopes=Scope.values, roles=roles,
        expires_at=timezone.now() + timedelta(days=9), by=keeper,
    )  # fmt: skip
    return Rooms(body.pk, rooms, secret)


def booking(rooms: Rooms, client: int, turn: int) -> dict:
    """The body of one booking: an hour of the client's own room, each turn a later one."""
    start = FIRST + timedelta(hours=turn)
    return {
        "asset": rooms.rooms[client],
        "organisation": rooms.organisation,
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
        "purpose": f"Storm {client} {turn}",
    }


class Storm:
    """CLIENTS threads that book one hour after the other.

    answered: purposes of bookings answered with 201. unanswered: those whose connection ended before an answer, which
    are not sent again. refused: attempts to connect while the server was away. others: other answers. waits: (moment,
    seconds) of every answer.
    """

    def __init__(self, port: int, rooms: Rooms) -> None:
        self.answered: list[str] = []
        self.unanswered: list[str] = []
        self.refused = 0
        self.others: list[tuple[int, bytes]] = []
        self.waits: list[tuple[float, float]] = []
        self._port, self._rooms = port, rooms
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._book, args=(client,)) for client in range(CLIENTS)]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, each client after the answer it waits for."""
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _book(self, client: int) -> None:
        connection, turn = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60), 0
        headers = {"Authorization": f"Bearer {self._rooms.secret}", "Content-Type": "application/json"}
        while not self._ended.is_set():
            if connection.sock is None and not self._connected(connection):
                continue
            body = booking(self._rooms, client, turn)
            turn += 1
            started = time.monotonic()
            try:
                connection.request("POST", "/api/v1/bookings", json.dumps(body), headers)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                self.unanswered.append(body["purpose"])
                connection.close()
                continue
            self.waits.append((started, time.monotonic() - started))
            if answer.status == 201:
                self.answered.append(body["purpose"])
            else:
                self.others.append((answer.status, content))
        connection.close()

    def _connected(self, connection: http.client.HTTPConnection) -> bool:
        try:
            connection.connect()
        except OSError:
            self.refused += 1
            time.sleep(PAUSE_SECONDS)
            return False
        return True
