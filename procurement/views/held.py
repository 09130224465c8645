"""An upload kept in the session while its sender is asked what it means, so that it need not be sent twice."""

import base64
import zlib
from dataclasses import dataclass

from django.http import HttpRequest

from procurement.models import JointProcurement

KEY = "procurement_upload"
HELD_BYTES_MAX = 3_000_000


@dataclass(frozen=True)
class Held:
    """A file on its way in: `kind` as in WorkbookForm.KINDS; `marked`: the copy with its faults marked."""

    name: str
    kind: str
    data: bytes
    marked: bytes
    leave_out: bool


def hold(request: HttpRequest, procurement: JointProcurement, held: Held) -> bool:
    """Keep the upload until the next one or its success. False when it is too large to be kept."""
    packed = {"data": _packed(held.data), "marked": _packed(held.marked)}
    if sum(map(len, packed.values())) > HELD_BYTES_MAX:
        release(request)
        return False
    request.session[KEY] = {
        "procurement": procurement.pk,
        "name": held.name,
        "kind": held.kind,
        "leave_out": held.leave_out,
        **packed,
    }
    return True


def held_for(request: HttpRequest, procurement: JointProcurement) -> Held | None:
    """The upload kept for this procurement, if there is one."""
    kept = request.session.get(KEY)
    if kept is None or kept["procurement"] != procurement.pk:
        return None
    return Held(
        kept["name"], kept["kind"], _unpacked(kept["data"]), _unpacked(kept["marked"]), kept["leave_out"]
    )


def release(request: HttpRequest) -> None:
    """Forget the upload."""
    request.session.pop(KEY, None)


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))
