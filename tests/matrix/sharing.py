"""What the organisations share: sites, rooms, agreements, bookings, requests and rounds in every state."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from assets.actions.agreements import save_agreement, sign_agreement
from assets.actions.bookings import cancel_booking, create_booking
from assets.actions.catalogue import save_asset, save_blocking, save_site
from assets.actions.feeds import create_feed
from assets.actions.requests import Need, save_request
from assets.actions.rounds import create_round, plan_round, publish_round
from assets.actions.studies import order_study
from assets.models import Agreement, Asset, Blocking, Booking, BookingRequest, Round, Site
from optimizer.bookings.solution import Alternative, Declined
from optimizer.runs.models import Run
from partners.actions.members import add_member, remove_member
from partners.actions.tokens import create_token
from partners.models import Organisation, Scope
from tests.assets.county import at
from tests.assets.planning.rounds import placement, planned_by_hand, wish
from tests.matrix.people import PARTNERS, World


def share(world: World) -> None:
    """All of it, made as its people would make it."""
    _places(world)
    _agreements(world)
    _bookings(world)
    _requests(world)
    _published(world)
    _reviewed(world)
    world.former = add_member(
        organisation=world.org_a,
        email="left@alder.example",
        name=world.say("Quillwort", "A"),
        by=world.by("A"),
    )
    remove_member(organisation=world.org_a, member=world.former, by=world.by("A"))
    world.feed, _ = create_feed(asset=world.room, by=world.by("A"))
    world.token, _ = create_token(
        organisation=world.org_a,
        name=world.say("Zephyr", "A"),
        scopes=[Scope.ASSETS_READ],
        roles=["partnership_administrator"],
        expires_at=timezone.now() + timedelta(days=30),
        by=world.by("A"),
    )


def _places(world: World) -> None:
    world.site = _site(world, "A", world.say("Fellside", PARTNERS))
    world.site_private = _site(world, "A", world.say("Ghyllbank", "A"))
    world.site_c = _site(world, "C", world.say("Highgate", "CD"))
    world.site_d = _site(world, "D", world.say("Jackdaw", "D"))
    world.site_b = _site(world, "B", world.say("Ingleside", "B"))
    world.room = _asset(world, "A", world.site, world.say("Juniper", PARTNERS), "room")
    world.room_2 = _asset(world, "A", world.site, world.say("Kingfisher", PARTNERS), "room")
    world.drone = _asset(world, "A", world.site_private, world.say("Lapwing", "A"), "drone", listed=False)
    world.room_c = _asset(world, "C", world.site_c, world.say("Merlin", "CD"), "room", listed=False)
    _asset(world, "B", world.site_b, world.say("Nuthatch", "B"), "room")
    world.blocking = save_blocking(
        blocking=Blocking(
            asset=world.room, starts_at=at(20), ends_at=at(22), kind="maintenance", reason=world.say("Osprey", "A")
        ),
        by=world.by("A"),
    )  # fmt: skip


def _site(world: World, letter: str, name: str) -> Site:
    owner = getattr(world, f"org_{letter.lower()}")
    site = Site(
        organisation=owner, name=name, code=name.upper(), latitude=Decimal("54.1"), longitude=Decimal("-2.9")
    )
    return save_site(site=site, by=world.by(letter))


def _asset(world: World, letter: str, site: Site, name: str, kind: str, **facts) -> Asset:
    asset = Asset(owner=site.organisation, site=site, name=name, code=name.upper(), kind=kind, capacity=20)
    for fact, value in facts.items():
        setattr(asset, fact, value)
    return save_asset(asset=asset, by=world.by(letter))


def _agreements(world: World) -> None:
    world.agreement = _agreement(
        world, "A", world.org_c, world.say("MOU-PLOVER", "AC"), rate_pence_per_hour=700
    )
    world.agreement_d = _agreement(world, "A", world.org_d, world.say("MOU-QUAIL", "AD"))
    world.agreement_cd = _agreement(world, "C", world.org_d, world.say("MOU-ROWAN", "CD"))
    world.agreement_draft = _agreement(
        world, "A", world.org_c, world.say("MOU-SORREL", "AC"), signed=False
    )  # fmt: skip


def _agreement(
    world: World, letter: str, user: Organisation, reference: str, signed: bool = True, **terms
) -> Agreement:
    made = save_agreement(
        agreement=Agreement(
            owner=getattr(world, f"org_{letter.lower()}"),
            user=user,
            reference=reference,
            title=f"Rooms under {reference}",
            valid_from=date(2020, 4, 1),
            **terms,
        ),
        kinds=["room"],
        by=world.by(letter),
    )
    return sign_agreement(agreement=made, signed_on=date(2020, 4, 1), by=world.by(letter)) if signed else made


def _bookings(world: World) -> None:
    world.booking = _booking(world, "A", world.room, 9, world.say("Teasel", "A"))
    world.booking_c = _booking(world, "C", world.room, 11, world.say("Umbel", "AC"))
    world.booking_d = _booking(world, "D", world.room, 13, world.say("Vetch", "AD"))
    world.booking_private = _booking(world, "C", world.room_c, 9, world.say("Wagtail", "C"))
    _booking(world, "A", world.drone, 9, world.say("Xylem", "A"))
    made = _booking(world, "A", world.room, 15, world.say("Yarrow", "A"))
    world.booking_cancelled = cancel_booking(booking=made, by=world.by("A"), reason="Not needed")


def _booking(world: World, letter: str, asset: Asset, hour: int, purpose: str) -> Booking:
    return create_booking(
        asset=asset,
        organisation=getattr(world, f"org_{letter.lower()}"),
        starts_at=at(hour),
        ends_at=at(hour + 1),
        purpose=purpose,
        by=world.by(letter),
    )


def _round(world: World, name: str, week: int) -> Round:
    return create_round(
        lead=world.org_a,
        participants=[world.org_c, world.org_d],
        name=world.say(name, PARTNERS),
        starts_at=at(0, 7 * week),
        ends_at=at(0, 7 * week + 7),
        by=world.by("A"),
    )


def _asked(world: World, letter: str, planned: Round, title: str, readers: str) -> BookingRequest:
    """A submitted request for a room in the first morning of a round."""
    return wish(
        planned,
        getattr(world, f"org_{letter.lower()}"),
        world.by(letter),
        title=world.say(title, readers),
        windows=[(planned.starts_at + timedelta(hours=9), planned.starts_at + timedelta(hours=12))],
    )


def _draft(world: World, letter: str, title: str) -> BookingRequest:
    organisation = getattr(world, f"org_{letter.lower()}")
    return save_request(
        request=BookingRequest(
            organisation=organisation, round=world.gathering, title=world.say(title, letter), duration_minutes=60
        ),
        needs=[Need("room")],
        windows=[(at(9), at(12))],
        by=world.by(letter),
    )  # fmt: skip


def _requests(world: World) -> None:
    world.gathering = _round(world, "Avocet", 0)
    world.request = _draft(world, "A", "Bittern")
    world.request_draft_c = _draft(world, "C", "Chaffinch")
    world.request_c = _asked(world, "C", world.gathering, "Dunlin", "AC")
    world.request_d = _asked(world, "D", world.gathering, "Egret", "AD")


def _answered(
    world: World, name: str, week: int, words: tuple[str, str, str]
) -> tuple[Round, BookingRequest]:
    """A round with a plan made by hand: C and D placed, A declined. words: titles for A, C and D."""
    planned = _round(world, name, week)
    mine = _asked(world, "A", planned, words[0], "A")
    theirs = [_asked(world, "C", planned, words[1], "AC"), _asked(world, "D", planned, words[2], "AD")]
    cited = [f"{world.agreement.pk:010d}", f"{world.agreement_d.pk:010d}"]
    planned_by_hand(
        planned,
        [
            placement(asked, 9 * 60, asset, agreements=[agreement])
            for asked, asset, agreement in zip(theirs, (world.room, world.room_2), cited, strict=True)
        ],
        [
            Declined(
                request=str(mine.pk),
                reason="taken_by_higher_value",
                text="Every room is taken.",
                blockers=tuple(str(asked.pk) for asked in theirs),
                alternatives=(Alternative(start=13 * 60, assets=((str(world.room.pk),),)),),
            )
        ],
        by=world.by("A"),
    )
    planned.refresh_from_db()
    return planned, mine


def _published(world: World) -> None:
    planned, mine = _answered(world, "Fulmar", 1, ("Gannet", "Heron", "Ibis"))
    world.published = publish_round(planned=planned, by=world.by("A"))
    mine.refresh_from_db()
    world.request_declined = mine
    world.booking_round_d = Booking.objects.get(round=planned, organisation=world.org_d)


def _reviewed(world: World) -> None:
    waiting = _round(world, "Nightjar", 3)
    _asked(world, "A", waiting, "Oriole", "A")
    world.queued = plan_round(planned=waiting, by=world.by("A"), seconds=5)
    # Nobody takes it up here, and the health of the queue is not what is looked at.
    Run.objects.filter(pk=world.queued.pk).update(created_at=timezone.now() + timedelta(days=1))
    world.reviewed, _ = _answered(world, "Jacana", 2, ("Kestrel", "Linnet", "Mallard"))
    world.run = world.reviewed.run
    world.study = order_study(planned=world.reviewed, kind="fairer", times=2, by=world.by("A"), seconds=5)
    Run.objects.filter(pk=world.study.run_id).update(
        status=Run.Status.FEASIBLE, solution=world.run.solution, finished_at=timezone.now()
    )
