"""What the home page says of bookings and rounds."""

from django.urls import reverse
from django.utils import timezone

from assets.models import Booking, BookingRequest, Round
from assets.permissions import BOOKING_ROLES
from assets.queries.rounds import visible_rounds
from partners.home import Section, Todo, register
from partners.models import User
from partners.permissions import organisation_ids_of
from partners.wording import period

SHOWN = 5


@register(order=10)
def next_bookings(user: User) -> Section | None:
    """The next bookings of the user's organisations, and the way to make one."""
    own = organisation_ids_of(user)
    if not own:
        return None
    coming = (
        Booking.objects.filter(organisation__in=own, status__in=Booking.ACTIVE, ends_at__gt=timezone.now())
        .select_related("asset")
        .order_by("starts_at", "id")[:SHOWN]
    )
    todos = [
        Todo(
            f"{booking.purpose}: {booking.asset}",
            reverse("assets:booking", args=[booking.pk]),
            remark=period(booking.starts_at, booking.ends_at),
        )
        for booking in coming
    ]
    links = [("Our bookings", reverse("assets:bookings")), ("Schedule", reverse("assets:schedule"))]
    if organisation_ids_of(user, *BOOKING_ROLES):
        links.insert(0, ("Book something", reverse("assets:book")))
    return Section("Next bookings", todos, links, empty="Nothing is booked yet.")


@register(order=20)
def rounds_that_wait(user: User) -> Section | None:
    """Rounds to review for those who lead them, rounds that gather requests for everybody in them."""
    waiting = visible_rounds(user).exclude(state=Round.State.PUBLISHED).order_by("starts_at")[:SHOWN]
    todos = [_round_todo(planned, user) for planned in waiting]
    drafts = BookingRequest.objects.filter(
        organisation__in=organisation_ids_of(user), status=BookingRequest.Status.DRAFT
    ).count()
    if drafts:
        words = "1 request is still a draft" if drafts == 1 else f"{drafts} requests are still drafts"
        todos.append(Todo(words, reverse("assets:requests")))
    if not todos and not visible_rounds(user).exists():
        return None
    return Section("Booking rounds", todos, [("All rounds", reverse("assets:rounds"))])


def _round_todo(planned: Round, user: User) -> Todo:
    leads = user.has_perm("assets.plan_round", planned)
    words = {
        Round.State.GATHERING: "gathers requests",
        Round.State.PLANNING: "is being planned",
        Round.State.REVIEW: "waits for your review" if leads else "is being reviewed",
    }
    return Todo(f"{planned} {words[planned.state_now]}", reverse("assets:round", args=[planned.pk]))
