"""What is sent to each address: the form as its page shows it, and in it what a person would write.

A form that is refused for a fault in it says nothing of who may send it, so each of these is carried out for those who may.
"""

from collections.abc import Callable
from typing import Any

from tests.matrix.filling import form_on
from tests.matrix.people import BODIES, Role, World
from tests.matrix.routes import EVERYBODY, Route, includes
from tests.matrix.visiting import Visitor, address_of

Fields = dict[str, Any]
ADMINISTRATOR = Role.PARTNERSHIP_ADMINISTRATOR
PASSWORD = "three blind mice and a cat"


class Bodies:
    """What is sent to each address, as the administrator of each organisation would who may."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._visitors = {letter: Visitor(world, letter, ADMINISTRATOR) for letter in BODIES}
        self._made: dict[tuple[Route, str], Fields] = {}

    def of(self, route: Route, letter: str) -> Fields:
        """What the organisation would send, or, where it may not, what another one would that may."""
        able = [one for one in (letter, *BODIES) if self.is_able(route, one)]
        if not able:
            return {}
        if (route, able[0]) not in self._made:
            self._made[route, able[0]] = composed(self._world, self._visitors[able[0]], route)
        return self._made[route, able[0]]

    @staticmethod
    def is_able(route: Route, letter: str) -> bool:
        """Whether the organisation has something to send that would be carried out."""
        who = route.write or ""
        return who != EVERYBODY and all(
            includes(one, letter, ADMINISTRATOR) for one in (who, route.able or who)
        )


def composed(world: World, visitor: Visitor, route: Route) -> Fields:
    """What this visitor, who may, would send to the address."""
    if route.is_call:
        return route.data(world)
    fields: Fields = {}
    if route.see:
        page = visitor.visit(route, "GET")
        form = form_on(page.text, address_of(world, route).partition("?")[0])
        assert form is not None, f"{route.name} {route.about} shows no form: {page.status}"
        fields = form.filled()
    written = WRITTEN.get(f"{route.name} {route.about}") or WRITTEN.get(route.name)
    return fields | (written(world, visitor.letter) if written else {})


def _of(world: World, letter: str, thing: str) -> str:
    return str(getattr(world, f"{thing}_{letter.lower()}").pk)


def _named(world: World, letter: str) -> str:
    return str(getattr(world, f"org_{letter.lower()}").short_name)


def _csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def _partner(letter: str) -> str:
    return "C" if letter == "A" else "A"


WRITTEN: dict[str, Callable[[World, str], Fields]] = {
    "account_change_password": lambda world, me: {
        "oldpassword": "kept from all",
        "password1": PASSWORD,
        "password2": PASSWORD,
    },
    "partners:member_add": lambda world, me: {"email": "new@example.org", "name": "New"},
    "partners:member_roles": lambda world, me: {"roles": ["booker"]},
    "partners:token_create": lambda world, me: {"name": "Till"},
    "assets:book_asset": lambda world, me: {"purpose": "Drill", "date": "2035-02-05"},
    "assets:booking_change": lambda world, me: {"purpose": "Changed"},
    "assets:request_new": lambda world, me: {
        "title": "Drill",
        "windows-0-day": "2035-01-09",
        "windows-0-start": "09:00",
        "windows-0-end": "12:00",
    },
    "assets:request_change": lambda world, me: {"title": "Changed"},
    "assets:round_plan": lambda world, me: {"seconds": "15"},
    "assets:round_publish": lambda world, me: {"run": world.run.pk},
    "assets:studies": lambda world, me: {"kind": "fairer", "times": "2", "seconds": "15"},
    "assets:round_import": lambda world, me: {
        "file": _csv(
            "Reference,Organisation,Title,Weight,Needs,Duration,Windows",
            f"X1,{_named(world, me)},Sent,1,room,60,2035-01-09 09:00 to 2035-01-09 12:00",
        )
    },
    "assets:asset_new": lambda world, me: {
        "name": "Cupboard",
        "code": "CUPBOARD",
        "kind": "room",
        "site": world.site.pk if me == "A" else _of(world, me, "site"),
    },
    "assets:asset_change": lambda world, me: {"description": "Changed"},
    "assets:blocking_new": lambda world, me: {"first_day": "2035-03-05", "last_day": "2035-03-06"},
    "assets:site_new": lambda world, me: {
        "name": "Depot",
        "code": "DEPOT",
        "latitude": "54.2",
        "longitude": "-2.8",
    },
    "assets:site_change": lambda world, me: {"address": "Changed"},
    "assets:workbook_import =sites": lambda world, me: {
        "file": _csv("Organisation,Code,Name,Latitude,Longitude", f"{_named(world, me)},SENT,Sent,54.1,-2.9")
    },
    "assets:workbook_import =agreements": lambda world, me: {
        "file": _csv(
            "Reference,Title,Owner,User,Kinds,Valid from",
            f"MOU-SENT,Rooms,{_named(world, me)},{_named(world, _partner(me))},Room,2030-04-01",
        )
    },
    "assets:agreement_new": lambda world, me: {
        "user": getattr(world, f"org_{_partner(me).lower()}").pk,
        "title": "Rooms",
        "reference": "MOU-NEW",
        "valid_from": "2030-04-01",
    },
    "assets:agreement_change": lambda world, me: {"title": "Changed"},
    "assets:agreement_end": lambda world, me: {"last_day": "2036-03-31"},
    "procurement:procurement_new": lambda world, me: {"title": "Another", "first_month": "2027-04"},
    "procurement:procurement_change": lambda world, me: {"note": "Changed"},
    "procurement:invite": lambda world, me: {"authority": world.authority_d.pk},
    "procurement:demand_new": lambda world, me: {
        "authority": _of(world, me, "authority"),
        "item": world.item.pk,
        "quantity": "3",
    },
    "procurement:demand_change": lambda world, me: {"quantity": "4"},
    "procurement:baseline_new": lambda world, me: {
        "authority": _of(world, me, "authority"),
        "item": world.item.pk,
        "price_e4": "12.50",
    },
    "procurement:import": lambda world, me: {
        "file": _csv(
            "Authority,Item,Quantity,Earliest month,Needed by month",
            f"{_named(world, me)} Service,ITEM-1,3,2027-05-01,2027-08-01",
        )
    },
    "procurement:bid_new": lambda world, me: {"supplier": world.supplier_2.pk},
    "procurement:bid_change": lambda world, me: {"valid_from": "2027-04"},
    "procurement:discounts": lambda world, me: {"discounts-0-permille": "1.4"},
    "procurement:bid_line_new": lambda world, me: {"item": world.item_2.pk, "tiers-0-price_e4": "12.50"},
    "procurement:bid_line_change": lambda world, me: {"lead_months": "2"},
    "procurement:award_rule_new": lambda world, me: {"kind": "max_suppliers", "value": "5"},
    "procurement:scenario_new": lambda world, me: {"name": "Another"},
    "procurement:scenario_change": lambda world, me: {"note": "Changed"},
    "procurement:scenario_solve": lambda world, me: {"seconds": "15"},
    "procurement:scenario_sharing": lambda world, me: {"rule": "nucleolus", "seconds": "15"},
    "procurement:item_new": lambda world, me: {
        "name": "Stretcher",
        "code": "ITEM-9",
        "cpv": "33192160-1",
        "reference_price_e4": "12.50",
    },
    "procurement:item_change": lambda world, me: {"unit": "box"},
    "procurement:supplier_new": lambda world, me: {"name": "Another", "code": "SUP-9"},
    "procurement:supplier_change": lambda world, me: {"order_cost_pence": "123.46"},
    "procurement:delivery_charge": lambda world, me: {"authority": world.authority_c.pk, "pence": "9.99"},
    "procurement:framework_new": lambda world, me: {"name": "Another", "code": "FW-9"},
    "procurement:lot_new": lambda world, me: {
        "supplier": world.supplier.pk,
        "code": "9",
        "term_from": "2027-04",
        "term_to": "2029-04",
    },
    "procurement:lot_change": lambda world, me: {"name": "Changed"},
    "procurement:authority": lambda world, me: {"code": f"CHANGED-{me}"},
    "procurement:budget": lambda world, me: {"amount_pence": "1234.00"},
    "procurement:commitment": lambda world, me: {
        "supplier": world.supplier.pk,
        "minimum_pence": "1234.00",
        "shortfall_permille": "10",
    },
}
