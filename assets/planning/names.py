"""The ids that rows have in documents. Agreements are padded: documents order them as text, we by number."""

from assets.models import Agreement, Booking

HELD = "booking-"


def held_id(booking: Booking) -> str:
    """The id of the held request that stands for an existing booking."""
    return f"{HELD}{booking.pk}"


def is_held(request_id: str) -> bool:
    """Whether the id is one of `held_id`."""
    return request_id.startswith(HELD)


def twin_id(asset_id: str) -> str:
    """The id of an asset that does not exist: one more like this."""
    return f"{asset_id}/twin"


def asset_pk(document_id: str) -> int:
    """The key of the asset that an id stands for, or that it is a twin of."""
    return int(document_id.split("/")[0])


def booking_pk(request_id: str) -> int:
    """The key of the booking that an id of `held_id` stands for."""
    return int(request_id.removeprefix(HELD))


def agreement_id(agreement: Agreement, part: str = "") -> str:
    """The id of an agreement, or of its part for one period of its cap."""
    padded = f"{agreement.pk:010d}"
    return f"{padded}/{part}" if part else padded


def agreement_pk(document_id: str) -> int:
    """The key of the agreement that an id of `agreement_id` stands for."""
    return int(document_id.split("/")[0])
