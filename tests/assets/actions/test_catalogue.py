"""Sites, assets, blockings and agreements: who may change them, and what must stay consistent."""

from datetime import date

import pytest

from assets.actions.agreements import end_agreement, save_agreement, sign_agreement
from assets.actions.bookings import create_booking
from assets.actions.catalogue import remove_blocking, save_asset, save_blocking, save_site
from assets.models import Agreement, Asset, Blocking, Site
from partners.models import AuditEntry
from partners.refusals import Refused
from tests.assets.county import at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def refuses(code: str, field: str, act) -> Refused:
    with pytest.raises(Refused) as refusal:
        act()
    assert (refusal.value.code, refusal.value.field) == (code, field)
    return refusal.value


def book(world, asset, start, end):
    return create_booking(
        asset=asset,
        organisation=world.fire,
        starts_at=at(start),
        ends_at=at(end),
        purpose="Drill",
        by=world.manager,
    )


def test_a_site_is_kept_by_its_organisations_managers(world):
    facts = {"code": "HQ", "name": "Headquarters", "latitude": "52.1", "longitude": "-0.4"}
    refuses(
        "not_allowed", "", lambda: save_site(site=Site(organisation=world.fire, **facts), by=world.constable)
    )
    site = save_site(site=Site(organisation=world.fire, **facts), by=world.manager)
    twin = Site(organisation=world.fire, **facts)
    refuses("invalid", "", lambda: save_site(site=twin, by=world.manager))
    site.organisation = world.police
    refuses("not_allowed", "", lambda: save_site(site=site, by=world.manager))


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": "90.1"},
        {"longitude": "-181"},
        {"easting": 500_000},
        {"easting": 700_000, "northing": 1},
        {"name": ""},
        {"hours": [[0, 60, 30]]},
    ],
)
def test_an_impossible_site_is_refused(world, wrong):
    facts = {"code": "HQ", "name": "Headquarters", "latitude": "52.1", "longitude": "-0.4"} | wrong
    with pytest.raises(Refused) as refusal:
        save_site(site=Site(organisation=world.fire, **facts), by=world.manager)
    assert (refusal.value.code, refusal.value.status) == ("invalid", 422)
    assert not Site.objects.filter(code="HQ").exists()


def test_an_asset_is_changed_with_its_features_and_rises_in_revision(world):
    lecture = Asset.objects.get(pk=world.lecture.pk)
    lecture.capacity = 30
    save_asset(asset=lecture, by=world.manager, features=[])
    lecture.refresh_from_db()
    assert (lecture.capacity, lecture.revision, lecture.features.count()) == (30, 1, 0)
    entry = AuditEntry.objects.get(action="asset.changed")
    assert (entry.before["capacity"], entry.after["capacity"]) == (20, 30)
    refuses("not_allowed", "", lambda: save_asset(asset=lecture, by=world.constable))
    lecture.owner = world.police
    refuses("invalid", "owner", lambda: save_asset(asset=lecture, by=world.manager))


def test_an_asset_lies_at_a_site_of_its_owner_operator_or_partners(world):
    far = Site.objects.create(
        organisation=world.stranger, code="FAR", name="Far", latitude="50", longitude="0"
    )
    asset = Asset(owner=world.fire, site=far, code="VAN", name="Van", kind="van")
    refuses("invalid", "site", lambda: save_asset(asset=asset, by=world.manager))
    asset.operator = world.stranger
    save_asset(asset=asset, by=world.manager)
    nearer = Site.objects.create(
        organisation=world.police, code="NEAR", name="Near", latitude="52", longitude="0"
    )
    save_asset(
        asset=Asset(owner=world.fire, site=nearer, code="CAR", name="Car", kind="car"), by=world.manager
    )


def test_a_turnaround_that_bookings_do_not_keep_is_refused_in_words(world):
    book(world, world.lecture, 9, 10)
    book(world, world.lecture, 10.5, 11)
    lecture = Asset.objects.select_related("site", "owner").get(pk=world.lecture.pk)
    lecture.turnaround_minutes = 31
    refuses("bookings_too_close", "", lambda: save_asset(asset=lecture, by=world.manager))
    lecture.turnaround_minutes = 30
    save_asset(asset=lecture, by=world.manager)


@pytest.mark.parametrize("other", ["site", "owner", "twice"])
def test_a_part_is_like_its_whole(world, other):
    facts = {"owner": world.fire, "site": world.bedford, "part_of": world.hall}
    if other == "site":
        facts["site"] = world.ampthill
    elif other == "twice":
        facts["part_of"] = world.halves[0]
    else:
        world.hall.owner = world.police
    asset = Asset(code="HALL-C", name="Hall C", kind="room", **facts)
    refuses("invalid", "part_of", lambda: save_asset(asset=asset, by=world.manager))


def test_a_blocking_waits_for_the_bookings_in_its_time(world):
    book(world, world.halves[0], 9, 10)
    facts = {"asset": world.hall, "kind": "maintenance"}
    refusal = refuses(
        "bookings_stand",
        "",
        lambda: save_blocking(blocking=Blocking(starts_at=at(9), ends_at=at(12), **facts), by=world.manager),
    )
    assert "Mon 8 Jan 2035, 09:00 to 10:00" in refusal.message
    blocking = save_blocking(
        blocking=Blocking(starts_at=at(10), ends_at=at(12), **facts),
        by=world.manager,
        may_override=[world.keeper],
    )
    assert list(blocking.may_override.all()) == [world.keeper]
    refuses("not_allowed", "", lambda: remove_blocking(blocking=blocking, by=world.constable))
    backwards = Blocking(starts_at=at(15), ends_at=at(14), **facts)
    refuses("invalid", "", lambda: save_blocking(blocking=backwards, by=world.manager))
    remove_blocking(blocking=blocking, by=world.manager)
    book(world, world.halves[0], 10, 11)
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"blocking.created", "blocking.removed"} <= actions


def terms(world, **facts) -> Agreement:
    facts = {"reference": "NEW", "title": "New", "valid_from": date(2026, 4, 1), "user": world.trust} | facts
    return Agreement(owner=world.fire, **facts)


def test_an_agreement_is_drafted_signed_and_then_stands_until_it_is_ended(world):
    made = save_agreement(agreement=terms(world), kinds=["room"], assets=[world.lecture], by=world.keeper)
    assert (made.kinds_limited, made.assets_limited) == (True, True)
    made = save_agreement(agreement=made, kinds=None, assets=None, by=world.keeper)
    assert (made.kinds_limited, made.assets_limited, made.kinds.count()) == (False, False, 0)
    refuses(
        "agreement_not_signed",
        "",
        lambda: end_agreement(agreement=made, last_day=date(2035, 1, 8), by=world.keeper),
    )
    signed = sign_agreement(agreement=made, signed_on=date(2026, 3, 1), by=world.keeper)
    refuses("agreement_signed", "", lambda: save_agreement(agreement=signed, by=world.keeper))
    refuses(
        "agreement_signed",
        "",
        lambda: sign_agreement(agreement=made, signed_on=date(2026, 3, 1), by=world.keeper),
    )
    create_booking(
        asset=world.lecture,
        organisation=world.trust,
        starts_at=at(9),
        ends_at=at(10),
        purpose="Clinic",
        by=world.medic,
    )
    refuses(
        "bookings_stand",
        "last_day",
        lambda: end_agreement(agreement=signed, last_day=date(2035, 1, 7), by=world.keeper),
    )
    ended = end_agreement(agreement=signed, last_day=date(2035, 1, 8), by=world.keeper)
    assert ended.valid_to == date(2035, 1, 8)
    seen_by = set(AuditEntry.objects.filter(action="agreement.ended").values_list("organisation", flat=True))
    assert seen_by == {world.fire.pk, world.trust.pk}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"user": "fire"}, ""),
        ({"valid_to": date(2026, 3, 31)}, ""),
        ({"cap_minutes": 60}, ""),
        ({"cap_minutes": 0, "cap_period": "week"}, ""),
        ({"cap_period": "week"}, ""),
        ({"priority": 0}, ""),
        ({"rate_pence_per_hour": -1}, "rate_pence_per_hour"),
        ({"notice_hours": 9000}, ""),
        ({"hours": [[9, 0, 60]]}, "hours"),
    ],
)
def test_impossible_terms_are_refused(world, wrong, field):
    if wrong.get("user") == "fire":
        wrong = {"user": world.fire}
    refuses("invalid", field, lambda: save_agreement(agreement=terms(world, **wrong), by=world.keeper))


def test_an_agreement_covers_assets_of_its_owner_only(world):
    world.drone.owner = world.police
    world.drone.save()
    for cover, field in (
        ({"assets": [world.drone]}, "assets"),
        ({"assets": []}, "assets"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["tank"]}, "kinds"),
    ):
        refuses(
            "invalid",
            field,
            lambda cover=cover: save_agreement(agreement=terms(world), by=world.keeper, **cover),
        )
    refuses("not_allowed", "", lambda: save_agreement(agreement=terms(world), by=world.manager))
