"""Names of rows in documents: codes where people know them, prefixed keys elsewhere."""

from procurement.models import Bid, BidLine, DemandLine


def demand_id(line: DemandLine) -> str:
    """ "D12"."""
    return f"D{line.pk}"


def offer_id(line: BidLine) -> str:
    """ "O12"."""
    return f"O{line.pk}"


def lot_id(bid: Bid) -> str:
    """ "L12": a document's lot is a bid, so that its validity can narrow the lot's term."""
    return f"L{bid.pk}"


def key_of(identifier: str) -> int:
    """The primary key behind "D12", "O12" or "L12"."""
    return int(identifier[1:])
