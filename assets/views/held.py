"""An upload kept in the session: until its sender has confirmed it, or has fetched the copy with the faults marked."""

import base64
import zlib
from dataclasses import dataclass

from django.http import HttpRequest

KEY = "assets_upload"
HELD_BYTES_MAX = 3_000_000


@dataclass(frozen=True)
class Held:
    """A file on its way in. subject: what it is about, such as "sites" or "round 3"."""

    subject: str
    name: str
    data: bytes


def hold(request: HttpRequest, held: Held) -> bool:
    """Keep the file until the next one. False when it is too large to be kept."""
    packed = base64.b64encode(zlib.compress(held.data)).decode()
    if len(packed) > HELD_BYTES_MAX:
        release(request)
        return False
    request.session[KEY] = {"subject": held.subject, "name": held.name, "data": packed}
    return True


def held_for(request: HttpRequest, subject: str) -> Held | None:
    """The file kept for this subject, if there is one."""
    kept = request.session.get(KEY)
    if kept is None or kept["subject"] != subject:
        return None
    return Held(subject, kept["name"], zlib.decompress(base64.b64decode(kept["data"])))


def release(request: HttpRequest) -> None:
    """Forget the file."""
    request.session.pop(KEY, None)
