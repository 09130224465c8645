"""What the organisations buy together: A leads, C and D take part; one procurement is solved, one is awarded."""

from procurement.actions.authorities import confirm_name, set_budget, set_up_authority
from procurement.actions.award_rules import add_award_rule
from procurement.actions.awards import award_scenario
from procurement.actions.bids import add_bid_line, create_bid, set_discounts
from procurement.actions.catalogue import create_item, create_supplier, set_commitment, set_delivery_charge
from procurement.actions.demand import add_demand_line, set_baseline
from procurement.actions.frameworks import create_framework, create_lot
from procurement.actions.participation import commit_participation, invite_authority
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from procurement.models import CallOff, JointProcurement
from procurement.results import scenario_result
from tests.matrix.people import PARTNERS, World
from tests.procurement.conftest import APRIL, month
from tests.procurement.solving import solve_now, split_now

# Pence of budgets; each is a figure that appears nowhere else.
BUDGETS = {"A": 7_654_321_11, "C": 6_543_217_22, "D": 5_432_176_33}
# Ten-thousandths of a pound paid without the others.
PRICES_PAID = {"A": 9_876_500, "C": 9_765_400, "D": 9_654_300}
QUANTITIES = {"A": 41, "C": 53, "D": 67}
CODES = {"A": "ALDER", "B": "BORROW", "C": "CALDER", "D": "DERWENT"}


def buy(world: World) -> None:
    """All of it, made as its people would make it."""
    _authorities(world)
    _catalogue(world)
    world.inviting = create_procurement(
        lead=world.org_a, title=world.say("Mugwort", PARTNERS), first_month=APRIL, months=6, by=world.by("A")
    )
    world.invited_c = invite_authority(
        procurement=world.inviting, authority=world.authority_c, by=world.by("A")
    )
    world.open = create_procurement(
        lead=world.org_a, title=world.say("Nettle", PARTNERS), first_month=APRIL, months=6, by=world.by("A")
    )
    create_procurement(
        lead=world.org_b, title=world.say("Oleander", "B"), first_month=APRIL, months=6, by=world.by("B")
    )
    _solved(world, "awarded", "Primrose", ("Ragwort", "Samphire", "Tansy"))
    world.award = award_scenario(scenario=world.awarded_scenario, by=world.by("A"))
    for letter in PARTNERS:
        call_off = CallOff.objects.filter(
            batch__award=world.award, authority=getattr(world, f"authority_{letter.lower()}")
        ).first()
        setattr(world, f"call_off_{letter.lower()}", call_off)
    _solved(world, "procurement", "Quince", ("Ursinia", "Violet", "Woodruff"))
    world.scenario = world.procurement_scenario
    for rule in ("proportional", "shapley"):
        split_now(world.scenario, rule, world.by("A"))
    _what_others_pay(world)


def _authorities(world: World) -> None:
    for letter, code in CODES.items():
        body = getattr(world, f"org_{letter.lower()}")
        authority = set_up_authority(
            organisation=body, code=code, vat_recoverable=letter == "C", by=world.by(letter)
        )
        setattr(world, f"authority_{letter.lower()}", authority)
        if letter in BUDGETS:
            set_budget(
                authority=authority, starts_in=2027, kind="revenue", amount_pence=BUDGETS[letter], by=world.by(letter)
            )  # fmt: skip
            # A participant's budget bounds the award, so the lead sees it.
            _say_pence(world, BUDGETS[letter], "A" if letter == "A" else f"A{letter}")
    world.mapping = confirm_name(
        owner=world.org_a, written=world.say("old coaching inn", "A"), authority=world.authority_d, by=world.by("A")
    )  # fmt: skip


def _catalogue(world: World) -> None:
    by, owner = world.by("A"), world.org_a
    world.item = create_item(
        owner=owner, code="ITEM-1", name=world.say("Xerophyte", PARTNERS), cpv="33182100-0", kind="revenue",
        reference_price_e4=9_999_900, by=by,
    )  # fmt: skip
    world.item_2 = create_item(
        owner=owner, code="ITEM-2", name=world.say("Wormwood", PARTNERS), cpv="33182100-0", kind="revenue",
        reference_price_e4=9_999_800, by=by,
    )  # fmt: skip
    world.supplier_2 = create_supplier(
        owner=owner,
        code="SUP-2",
        name=world.say("Valerian", PARTNERS),
        order_cost_pence=0,
        delivery_pence=0,
        by=by,
    )
    world.supplier = create_supplier(
        owner=owner, code="SUP-1", name=world.say("Yucca", PARTNERS), order_cost_pence=12_345, delivery_pence=4_321,
        by=by,
    )  # fmt: skip
    world.framework = create_framework(owner=owner, code="FW-1", name=world.say("Zedoary", PARTNERS), by=by)
    world.lot = create_lot(
        framework=world.framework, code="1", supplier=world.supplier, term_from=APRIL, term_to=month(24),
        ceiling_pence=900_000_000, entitled=[world.authority_a, world.authority_c, world.authority_d], by=by,
    )  # fmt: skip
    set_delivery_charge(supplier=world.supplier, authority=world.authority_d, pence=4_444, by=by)
    set_commitment(
        authority=world.authority_a, supplier=world.supplier, starts_in=2027, minimum_pence=8_765_432,
        shortfall_permille=100, by=by,
    )  # fmt: skip
    _say_pence(world, 8_765_432, "A")


def _solved(world: World, name: str, title: str, centres: tuple[str, str, str]) -> None:
    """A procurement with needs, prices paid, a bid, a rule and a solved scenario, kept on the world under `name`."""
    by = world.by("A")
    procurement = create_procurement(
        lead=world.org_a, title=world.say(title, PARTNERS), first_month=APRIL, months=9, by=by
    )
    setattr(world, name, procurement)
    for letter, centre in zip(PARTNERS, centres, strict=True):
        _take_part(world, name, procurement, letter, centre)
    bid = create_bid(procurement=procurement, supplier=world.supplier, lot=world.lot, by=by)
    line = add_bid_line(
        bid=bid, item=world.item, tiers=[(1, 8_612_300), (100, 8_023_100)], lead_months=1, by=by
    )
    set_discounts(
        bid=bid, discounts=[{"scope": "supplier", "basis": "spend", "threshold": 100_000, "permille": 13}], by=by
    )  # fmt: skip
    rule = add_award_rule(procurement=procurement, kind="max_suppliers", value=3, by=by)
    scenario = create_scenario(procurement=procurement, name=f"{title} as it is", by=by)
    solve_now(scenario, by)
    for suffix, row in (("bid", bid), ("bid_line", line), ("rule", rule), ("scenario", scenario)):
        setattr(world, f"{name}_{suffix}", row)


def _take_part(world: World, name: str, procurement: JointProcurement, letter: str, centre: str) -> None:
    authority, by = getattr(world, f"authority_{letter.lower()}"), world.by(letter)
    if letter != "A":
        invited = invite_authority(procurement=procurement, authority=authority, by=world.by("A"))
        taking_part = commit_participation(participation=invited, by=by)
        setattr(world, f"{name}_participation_{letter.lower()}", taking_part)
    readers = "A" if letter == "A" else f"A{letter}"
    need = add_demand_line(
        procurement=procurement,
        authority=authority,
        item=world.item,
        quantity=QUANTITIES[letter],
        earliest=month(1),
        need_by=month(4),
        cost_centre=world.say(centre, readers),
        note=world.say(f"{centre} note", readers),
        by=by,
    )
    setattr(world, f"{name}_need_{letter.lower()}", need)
    set_baseline(
        procurement=procurement,
        authority=authority,
        item=world.item,
        price_e4=PRICES_PAID[letter],
        source=world.say(f"{centre} ledger", readers),
        by=by,
    )


def _what_others_pay(world: World) -> None:
    """Note what each buyer pays as words that only it and the lead may read."""
    for scenario in (world.scenario, world.awarded_scenario):
        result = scenario_result(scenario, world.by("A"))
        assert len(result.buyers) == len(PARTNERS)
        for buyer in result.buyers:
            letter = next(key for key, code in CODES.items() if code == buyer.authority_code)
            _say_pence(world, buyer.pays_pence, "A" if letter == "A" else f"A{letter}")


def _say_pence(world: World, pence: int, readers: str) -> None:
    """A sum of money as pages, workbooks and documents write it."""
    assert pence % 10, "the last figure would be dropped in a workbook"
    world.say(f"{pence // 100:,}.{pence % 100:02d}", readers)
    world.say(f"{pence // 100}.{pence % 100:02d}", readers)
