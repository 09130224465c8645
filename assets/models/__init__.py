from assets.models.agreements import Agreement, AgreementKind
from assets.models.assets import Asset, Blocking, Feature
from assets.models.bookings import Booking, Hold
from assets.models.feeds import CalendarFeed
from assets.models.kinds import Kind
from assets.models.requests import BookingRequest, RequestNeed, RequestWindow
from assets.models.rounds import Round
from assets.models.sites import Site
from assets.models.studies import Study

__all__ = [
    "Agreement",
    "AgreementKind",
    "Asset",
    "Blocking",
    "Booking",
    "BookingRequest",
    "CalendarFeed",
    "Feature",
    "Hold",
    "Kind",
    "RequestNeed",
    "RequestWindow",
    "Round",
    "Site",
    "Study",
]
