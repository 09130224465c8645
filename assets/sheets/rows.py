"""One row of a sheet becomes one row of the database, through the action that a form would use.

Each function takes the row by column name and returns CREATED, CHANGED or SAME; RowFault names the column at fault,
Refused comes from the action.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from assets.actions.agreements import save_agreement, sign_agreement
from assets.actions.catalogue import save_asset, save_feature, save_site
from assets.actions.requests import request_booking, save_request
from assets.hours import parse_hours
from assets.models import Agreement, Asset, BookingRequest, Feature, Round, Site
from assets.sheets.names import Names
from assets.sheets.wishes import read_needs, read_repeats, read_windows
from partners.audit import state_of
from partners.models import Organisation, User
from workbooks.faults import CannotRead

CREATED, CHANGED, SAME = "created", "changed", "same"
Row = dict[str, Any]


class RowFault(Exception):
    """A fault in one column of a row."""

    def __init__(self, column: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.column, self.message, self.remedy = column, message, remedy


@contextmanager
def column(name: str) -> Iterator[None]:
    """What cannot be read within belongs to this column."""
    try:
        yield
    except CannotRead as wrong:
        raise RowFault(name, wrong.message, wrong.remedy) from wrong
    except ValidationError as wrong:
        raise RowFault(name, wrong.messages[0]) from wrong


def site_row(row: Row, names: Names, by: User) -> str:
    """Add or change a site."""
    with column("organisation"):
        organisation = names.organisation(row["organisation"])
    site = Site.objects.filter(organisation=organisation, code=row["code"]).first()
    site = site or Site(organisation=organisation, code=row["code"])
    before = _state(site)
    for name in ("name", "address", "postcode"):
        setattr(site, name, row[name] or "")
    for name in ("easting", "northing"):
        setattr(site, name, row[name])
    for name in ("latitude", "longitude"):
        setattr(site, name, Decimal(str(row[name])).quantize(Decimal("0.000001")))
    with column("hours"):
        site.hours = parse_hours(row["hours"] or "")
    return _saved(site, before, lambda: save_site(site=site, by=by))


def asset_row(row: Row, names: Names, by: User) -> str:
    """Add or change an asset; features nobody has used before are added with it."""
    with column("owner"):
        owner = names.organisation(row["owner"])
    asset = Asset.objects.filter(owner=owner, code=row["code"]).first() or Asset(
        owner=owner, code=row["code"]
    )
    before = _state(asset)
    had = set(asset.features.values_list("pk", flat=True)) if before else set()
    for name in ("name", "kind", "capacity", "turnaround_minutes", "listed"):
        setattr(asset, name, row[name])
    asset.description = row["description"] or ""
    with column("site"):
        asset.site = names.site(row["site"], owner)
    with column("hours"):
        asset.hours = parse_hours(row["hours"] or "")
    with column("operator"):
        asset.operator = names.organisation(row["operator"]) if row["operator"] else None
    with column("part_of"):
        asset.part_of = names.asset(row["part_of"], owner) if row["part_of"] else None
    features = _features(row["features"], owner, names, by)
    if before and before == _state(asset) and had == {feature.pk for feature in features}:
        return SAME
    save_asset(asset=asset, by=by, features=features)
    names.forget()
    return CHANGED if before else CREATED


def _features(words: list[str], owner: Organisation, names: Names, by: User) -> list[Feature]:
    features = []
    with column("features"):
        for name in words:
            new = names.new_feature(name)
            if new is not None:
                names.learn(save_feature(feature=new, organisation=owner, by=by))
            features.append(names.feature(name))
    return features


def agreement_row(row: Row, names: Names, by: User) -> str:
    """Add an agreement, or change one that is not signed yet; a date under Signed on signs it."""
    with column("owner"):
        owner = names.organisation(row["owner"])
    with column("user"):
        user = names.organisation(row["user"])
    found = Agreement.objects.filter(owner=owner, reference=row["reference"]).first()
    agreement = found or Agreement(owner=owner, reference=row["reference"])
    before = _cover_state(agreement)
    agreement.user = user
    for name in ("title", "notice_hours", "rate_pence_per_hour", "rate_pence_per_mile"):
        setattr(agreement, name, row[name])
    for name in ("priority", "shares_details", "valid_from", "valid_to"):
        setattr(agreement, name, row[name])
    agreement.cap_minutes = _minutes(row["cap_hours"])
    agreement.cap_period = row["cap_period"] or ""
    with column("hours"):
        agreement.hours = parse_hours(row["hours"] or "")
    with column("assets"):
        assets = [names.asset(code, owner) for code in row["assets"]] or None
    kinds = row["kinds"] or None
    chosen = (sorted(kinds or ()), sorted(asset.pk for asset in assets or ()))
    if found and before == (_state(agreement), *chosen) and row["signed_on"] == found.signed_on:
        return SAME
    if not found or before != (_state(agreement), *chosen):
        agreement = save_agreement(agreement=agreement, kinds=kinds, assets=assets, by=by)
    if row["signed_on"]:
        sign_agreement(agreement=agreement, signed_on=row["signed_on"], by=by)
    return CHANGED if found else CREATED


def _cover_state(agreement: Agreement) -> tuple:
    if agreement.pk is None:
        return (None, [], [])
    kinds = sorted(agreement.kinds.values_list("kind", flat=True))
    return (_state(agreement), kinds, sorted(agreement.assets.values_list("pk", flat=True)))


def _minutes(hours: Decimal | None) -> int | None:
    """Hours with two decimals as the nearest whole minute."""
    return None if hours is None else int((hours * 60).to_integral_value())


def request_row(row: Row, names: Names, by: User, *, planned: Round, submit: bool) -> str:
    """Add or change a request of the round and, if asked to, submit it."""
    with column("organisation"):
        organisation = names.organisation(row["organisation"])
    known = {"organisation": organisation, "round": planned, "reference": row["reference"]}
    found = BookingRequest.objects.filter(**known).first()
    request = found or BookingRequest(**known)
    for name in ("title", "weight", "attendees", "duration_minutes", "preferred_start", "max_travel_minutes"):
        setattr(request, name, row[name])
    with column("near_site"):
        request.near_site = names.site(row["near_site"], organisation) if row["near_site"] else None
    with column("repeat_days"):
        request.repeat_days = read_repeats(row["repeat_days"])
    with column("needs"):
        needs = read_needs(row["needs"], names)
    with column("windows"):
        windows = read_windows(row["windows"])
    with column("preferred_assets"):
        preferred = [names.asset(code, organisation) for code in row["preferred_assets"]]
    store = request_booking if submit else save_request
    store(request=request, needs=needs, windows=windows, preferred_assets=preferred, by=by)
    return CHANGED if found else CREATED


def _state(row: Site | Asset | Agreement) -> dict[str, Any] | None:
    return state_of(row) if row.pk else None


def _saved(row: Site, before: dict[str, Any] | None, save) -> str:
    if before is not None and before == state_of(row):
        return SAME
    save()
    return CHANGED if before else CREATED
