"""Sites and assets a user may see, and which of them are free.

visible_assets(user) -> QuerySet[Asset]     own, operated, listed by a partner, or covered by an agreement
is_visible(user, asset) -> bool
visible_sites(user) -> QuerySet[Site]       own, and those of visible assets
kept_assets(user) / kept_sites(user)        those the user may change
free_assets(user, *, organisation, kind, starts_at, ends_at, features=(), capacity_min=1, near=None,
            max_travel_minutes=None, at_site=None) -> list[FreeAsset]   nearest, cheapest, smallest first
travel_minutes(origin, target) -> int       between two sites, as in the planning documents
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assets.cover import agreement_that_allows, charge_of, minutes_of
from assets.hours import Instants
from assets.local_time import LOCAL
from assets.models import Agreement, AgreementKind, Asset, Site
from assets.permissions import KEEPING_ROLES
from assets.queries.agreements import CapsUsed, agreements_between
from assets.queries.calendars import Calendars
from optimizer.bookings.problem import Travel
from optimizer.bookings.travel import kilometres
from partners.models import Organisation, User
from partners.permissions import organisation_ids_of, partner_ids_of
from partners.refusals import Refused


def visible_assets(user: User) -> QuerySet[Asset]:
    """Assets of the user's organisations, those partners list, and those an agreement gives them a use of."""
    own = organisation_ids_of(user)
    seen = Q(owner__in=own) | Q(operator__in=own) | Q(listed=True, owner__in=partner_ids_of(user))
    return with_facts(Asset.objects.filter(seen | Exists(_covering(own))))


def is_visible(user: User, asset: Asset) -> bool:
    """Whether the asset is one of `visible_assets`, asking the database only where its row does not tell."""
    own = organisation_ids_of(user)
    if own & {asset.owner_id, asset.operator_id} or (asset.listed and asset.owner_id in partner_ids_of(user)):
        return True
    return Asset.objects.filter(Exists(_covering(own)), pk=asset.pk).order_by().exists()


def _covering(own: set[int]) -> QuerySet[Agreement]:
    """Signed agreements, not yet over, by which an organisation of `own` may use the outer asset."""
    today = timezone.now().astimezone(LOCAL).date()
    kinds = AgreementKind.objects.filter(agreement=OuterRef("pk"), kind=OuterRef(OuterRef("kind")))
    chosen = Agreement.assets.through.objects.filter(
        agreement_id=OuterRef("pk"), asset_id=OuterRef(OuterRef("pk"))
    )
    return Agreement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(kinds_limited=False) | Exists(kinds),
        Q(assets_limited=False) | Exists(chosen),
        owner=OuterRef("owner"),
        user__in=own,
        signed_on__isnull=False,
    )


def with_facts(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """The assets with what a list shows of each, in a constant number of queries."""
    return assets.select_related("owner", "operator", "site", "part_of").prefetch_related("features")


def kept_assets(user: User) -> QuerySet[Asset]:
    """Assets whose owner or operator the user manages assets for."""
    own = organisation_ids_of(user, *KEEPING_ROLES)
    return with_facts(Asset.objects.filter(Q(owner__in=own) | Q(operator__in=own)))


def visible_sites(user: User) -> QuerySet[Site]:
    """The sites of the user's organisations and those where visible assets are."""
    own = organisation_ids_of(user)
    with_assets = visible_assets(user).order_by().values("site")
    return Site.objects.filter(Q(organisation__in=own) | Q(pk__in=with_assets)).select_related("organisation")


def kept_sites(user: User) -> QuerySet[Site]:
    """Sites of the organisations the user manages assets for."""
    own = organisation_ids_of(user, *KEEPING_ROLES)
    return Site.objects.filter(organisation__in=own).select_related("organisation")


@dataclass(frozen=True)
class FreeAsset:
    """An asset that could be booked at once.

    agreement: the one that allows it, None for one's own. minutes: of travel, None if no site was named.
    """

    asset: Asset
    agreement: Agreement | None
    charge_pence: int
    minutes: int | None


def fitting_assets(
    user: User,
    *,
    kind: str,
    features: Iterable[str] = (),
    capacity_min: int = 1,
    at_site: Site | None = None,
) -> QuerySet[Asset]:
    """Visible assets in use of the kind, with all features (codes) and at least the capacity."""
    assets = visible_assets(user).filter(active=True, kind=kind, capacity__gte=capacity_min)
    for code in set(features):
        assets = assets.filter(features__code=code)
    return assets.filter(site=at_site) if at_site else assets


def free_assets(
    user: User,
    *,
    organisation: Organisation,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    features: Iterable[str] = (),
    capacity_min: int = 1,
    near: Site | None = None,
    max_travel_minutes: int | None = None,
    at_site: Site | None = None,
) -> list[FreeAsset]:
    """Assets the organisation could book for [starts_at, ends_at): nearest first, then cheapest, then smallest.

    Parameters:
        features: codes, all of which the asset has.
        near: site from which travel counts; max_travel_minutes: no further than this from it.
    """
    fitting = fitting_assets(user, kind=kind, features=features, capacity_min=capacity_min, at_site=at_site)
    reachable = []
    for asset in fitting:
        minutes = travel_minutes(near, asset.site) if near else None
        if minutes is None or max_travel_minutes is None or minutes <= max_travel_minutes:
            reachable.append((asset, minutes))
    found = _bookable(reachable, organisation, (starts_at, ends_at))
    return sorted(
        found, key=lambda free: (free.minutes or 0, free.charge_pence, free.asset.capacity, free.asset.pk)
    )


def _bookable(
    assets: list[tuple[Asset, int | None]], organisation: Organisation, interval: Instants
) -> Iterator[FreeAsset]:
    """Those of the assets (with their travel) that are free in the interval and may be used then."""
    calendars = Calendars.of([asset for asset, _ in assets], *interval)
    agreements = list(agreements_between(*interval, user_ids=[organisation.pk]))
    caps, now = CapsUsed(), timezone.now()
    for asset, minutes in assets:
        if calendars.clash(asset, *interval):
            continue
        try:
            agreement = agreement_that_allows(
                asset=asset,
                organisation=organisation,
                intervals=[interval],
                now=now,
                agreements=agreements,
                caps=caps,
            )
        except Refused:
            continue
        yield FreeAsset(asset, agreement, charge_of(agreement, minutes_of([interval])), minutes)


def travel_minutes(origin: Site, target: Site) -> int:
    """Minutes between two sites: great-circle km × detour / speed, as the planning documents count them."""
    if origin.pk == target.pk:
        return 0
    travel = Travel()
    return round(kilometres(origin, target) * travel.detour / travel.speed_kmh * 60)
