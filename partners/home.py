"""The home page: each room says what needs doing, without the home page knowing the rooms.

A Django app that has something to say puts it into its module `home`, which is found at start-up:

    @register(order=20)
    def rounds_to_review(user: User) -> Section | None:
        …
        return Section("Booking rounds", todos=[Todo("Review the plan for June", url)])
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from partners.models import ApiToken, Membership, User
from partners.permissions import organisation_ids_of
from partners.wording import local_day


class Todo(NamedTuple):
    """One thing that waits: a sentence with a link, and optionally a status and a remark."""

    text: str
    href: str
    status: str = ""
    remark: str = ""


class Section(NamedTuple):
    """A part of the home page: a heading with things that wait, and optionally a template of its own.

    Parameters:
        links: (text, address) of where the work is done, shown whether or not something waits.
        empty: what is said when nothing waits.
        template: drawn below the list with `context` as its `section_context`.
    """

    title: str
    todos: Sequence[Todo] = ()
    links: Sequence[tuple[str, str]] = ()
    empty: str = "Nothing is waiting for you."
    template: str = ""
    context: dict[str, Any] = {}


Provider = Callable[[User], Section | None]
_providers: list[tuple[int, str, Provider]] = []


def register(order: int) -> Callable[[Provider], Provider]:
    """Put a provider on the home page; lower orders come first. It returns None when it has nothing to say."""

    def add(provider: Provider) -> Provider:
        _providers.append((order, f"{provider.__module__}.{provider.__name__}", provider))
        return provider

    return add


def sections_for(user: User) -> list[Section]:
    """What the home page shows to `user`, in order."""
    ordered = sorted(_providers, key=lambda entry: entry[:2])
    sections = (provider(user) for _, _, provider in ordered)
    return [section for section in sections if section is not None]


ENDS_SOON = timedelta(days=30)


@register(order=90)
def tokens_that_end_soon(user: User) -> Section | None:
    """Tells administrators which API tokens need a successor."""
    organisations = organisation_ids_of(user, Membership.Role.PARTNERSHIP_ADMINISTRATOR)
    if not organisations:
        return None
    now = timezone.now()
    ending = ApiToken.objects.filter(
        organisation__in=organisations, revoked_at=None, expires_at__gt=now, expires_at__lt=now + ENDS_SOON
    ).select_related("organisation")
    todos = [
        Todo(
            f"Replace the API token “{token.name}” of {token.organisation.short_name}",
            reverse("partners:tokens", args=[token.organisation_id]),
            remark=f"It ends on {local_day(token.expires_at)}.",
        )
        for token in ending.order_by("expires_at")
    ]
    return Section("People and programs", todos, [("Your organisations", reverse("partners:organisations"))])
