"""What one lane of races has for itself.

arenas(world, lanes) -> list[Arena]
"""

from dataclasses import dataclass
from datetime import timedelta

from assets.models import Agreement, Asset
from benchmarks.races.attempts import Span
from benchmarks.races.planned import DAYS, NINE, Planned, Studied, found_plan, found_study
from benchmarks.races.world import HOUR, World, agree, at

# Weeks of the rounds with plans; races lie in the weeks after them.
PLANNED_WEEKS = 60
# Then the rooms' days are used up; storms have those that are left.
ROUNDS_MAX = 2_600
WISHES = [{"count": 2, "reference": "two"}, {"repeat_days": [0, 1], "reference": "series"}]


@dataclass(frozen=True)
class Arena:
    """Rounds in review, a room that only one agreement lends to the council, a browser of the keeper."""

    world: World
    open_plan: Planned
    capped_plan: Planned
    study: Studied
    lent: Asset
    agreement: Agreement
    browser: str

    def span(self, room: Asset, number: int, minutes: int, day: int = 0) -> Span:
        """An hour of a room in the week of that round."""
        return hour_of(room, number, minutes, day)


def hour_of(room: Asset, number: int, minutes: int, day: int = 0) -> Span:
    """An hour of a room in the week of that round, so many minutes into the day."""
    start = at((PLANNED_WEEKS + number % ROUNDS_MAX) * DAYS + day, minutes)
    return Span(room, start, start + timedelta(hours=1))


def arenas(world: World, lanes: int) -> list[Arena]:
    """An arena for each lane; the plans of each lie in weeks of their own."""
    return [_arena(world, lane) for lane in range(lanes)]


def _arena(world: World, lane: int) -> Arena:
    room = world.found_room(f"Lent room {lane}")
    parties = (world.bodies["fire"], world.bodies["council"])
    agreement = agree(*parties, f"LOAN-{room.pk}", world.keeper, assets=[room])
    capped = [{"duration_minutes": 2 * HOUR}]
    plan = found_plan(world, f"Plan {lane}", 2 * lane, WISHES)
    return Arena(
        world,
        plan,
        found_plan(world, f"Capped plan {lane}", 2 * lane + 1, capped, lead="trust"),
        found_study(world, plan),
        room,
        agreement,
        world.browser(),
    )


__all__ = ["NINE", "ROUNDS_MAX", "Arena", "arenas", "hour_of"]
