"""Killing parts of the site: in storms of writes, and the worker in the middle of a run.

Killing(server, wire, world, purchase, turn).kill(number) -> Outcome        KINDS in turn
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Timer

from django.db import connection
from django.utils import timezone

from assets.actions.rounds import create_round
from benchmarks.races.judge import Fault
from benchmarks.races.planned import DAYS, found_plan
from benchmarks.races.server import Server
from benchmarks.races.storms import buying, calendar, rounds
from benchmarks.races.storms.aftermath import examined
from benchmarks.races.storms.storm import Storm
from benchmarks.races.wire import Reply, Script, Wire
from benchmarks.races.world import World, agree, at
from optimizer.runs.models import Run
from partners.models import AuditEntry

EVERYTHING = ("app", "worker", "database")
KINDS = {"app": ("app",), "everything": EVERYTHING}
ORDER = ("app", "everything", "app", "everything", "app", "worker")
# Weeks of the rounds; storms and races have others.
WEEK = 40
DRAFTS = 8
RUN_SECONDS = 30
PATIENCE_SECONDS = 180


@dataclass
class Outcome:
    """What came of one kill."""

    kind: str
    acknowledged: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    replayed: int = 0
    refused: int = 0
    faults: list[Fault] = field(default_factory=list)
    down_seconds: float = 0.0


class Killing:
    """The rounds and the purchase that storms write to, and the kills; `turn` tells their rounds from earlier ones."""

    def __init__(
        self, server: Server, wire: Wire, world: World, purchase: buying.Purchase, turn: int
    ) -> None:
        self.server, self.wire, self.world = server, wire, world
        wishes = [{"count": 2, "reference": "two"}, {"repeat_days": [0, 1], "reference": "series"}]
        self.plans = [found_plan(world, f"Stormy plan {turn}.{n}", WEEK + n, wishes) for n in range(2)]
        self.slow = found_plan(world, f"Killed plan {turn}", WEEK + 2, wishes)
        self.purchase = purchase
        self.browsers = [world.browser() for _ in range(8)]

    def kill(self, number: int) -> Outcome:
        """Kill what is due, start it again, and look."""
        kind = ORDER[number % len(ORDER)]
        return self._worker_killed() if kind == "worker" else self._stormed(kind, number)

    def _stormed(self, kind: str, number: int) -> Outcome:
        storm, scripts = self._prepared(number)
        connection.close()
        draw = random.Random(number)
        self._run_until_killed(scripts, draw.randrange(20, 160), draw.random() / 50, KINDS[kind])
        started = time.monotonic()
        self.server.start()
        down = time.monotonic() - started
        outcome = Outcome(kind, down_seconds=down, refused=storm.refused.total())
        for deed in storm.deeds:
            if deed.reply.granted:
                outcome.acknowledged[deed.becomes.strip("0123456789 ")] += 1
            outcome.unanswered += deed.reply.cut_off
            outcome.replayed += bool(deed.call.key)
        outcome.faults = examined(storm, self.wire)
        return outcome

    def _run_until_killed(
        self, scripts: list[Script], answers: int, delay: float, parts: tuple[str, ...]
    ) -> None:
        """Kill the parts a moment after so many answers."""
        killer = Timer(delay, self.server.kill, parts)
        count = iter(range(answers, -1, -1))

        def heed(reply: Reply) -> None:
            if next(count, None) == 0:
                killer.start()

        self.wire.run(*scripts, heed=heed)
        killer.join()
        self.wire.drop()

    def _prepared(self, number: int) -> tuple[Storm, list[Script]]:
        world, storm = self.world, Storm(self.world, number)
        for plan in self.plans:
            plan.take_back(world)
        self.purchase.reset(world)
        day = (WEEK + 3) * DAYS
        gathering = create_round(
            lead=world.bodies["police"],
            participants=[],
            name=f"Gathering {number}",
            starts_at=at(day, 0),
            ends_at=at(day + DAYS, 0),
            by=world.keeper,
        )
        parties = (world.bodies["council"], world.bodies["police"])
        drafts = [agree(*parties, f"D-{number}-{n}", world.keeper, signed=False) for n in range(DRAFTS)]
        browsers = self.browsers
        scripts = [
            *(calendar.books(storm, client) for client in range(4)),
            *(calendar.moves(storm, client) for client in (5, 7)),
            *(calendar.blocks(storm, client, browsers[0]) for client in (8, 9)),
            *(calendar.contends(storm, client, 10) for client in (10, 11)),
            *(rounds.publishes(storm, plan, browsers[1]) for plan in self.plans),
            rounds.requests(storm, gathering),
            rounds.imports(storm, gathering, browsers[2], 0),
            rounds.approves(storm, drafts, browsers[3]),
            buying.awards(storm, self.purchase, browsers[4]),
        ]
        return storm, scripts

    def _worker_killed(self) -> Outcome:
        """Kill the worker in the middle of a run; the run is taken up again and finished once."""
        outcome = Outcome("worker")
        self.slow.take_back(self.world)
        key = f"plan {time.monotonic()}"
        call = self.world.api(f"/rounds/{self.slow.pk}/plan", {"seconds": RUN_SECONDS}, Idempotency_Key=key)
        (first,) = self.wire.ask(call)
        outcome.acknowledged["queued"] += first.granted
        pk = first.document["id"]
        self._wait(pk, lambda run: run.status != Run.Status.QUEUED)
        time.sleep(random.random() * 2.5)
        self.server.kill("worker")
        run = Run.objects.get(pk=pk)
        # Its heart has stopped; the reaper believes it once enough time has passed.
        Run.objects.filter(pk=pk, status=Run.Status.RUNNING).update(
            heartbeat_at=timezone.now() - timedelta(hours=1)
        )
        was_running = run.status == Run.Status.RUNNING
        started = time.monotonic()
        self.server.start()
        outcome.down_seconds = time.monotonic() - started
        run = self._wait(pk, lambda run: run.is_finished)
        outcome.faults = _of_run(run, 1 + was_running)
        (again,) = self.wire.ask(call)
        outcome.replayed += 1
        if (again.status, again.content) != (first.status, first.content):
            outcome.faults.append(Fault("other replays", f"run {pk}: {again.status} {again.content!r}"))
        return outcome

    def _wait(self, pk: int, until: object) -> Run:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not until(run := Run.objects.get(pk=pk)) and time.monotonic() < deadline:  # type: ignore[operator]
            time.sleep(0.05)
        return run


def _of_run(run: Run, attempts: int) -> list[Fault]:
    said = Counter(
        AuditEntry.objects.filter(object_type="runs.run", object_id=str(run.pk)).values_list(
            "action", flat=True
        )
    )
    if not run.is_solved:
        return [Fault("lost", f"run {run.pk}: {run.status} {run.error}")]
    expected = {"run.queued": 1, "run.finished": 1} | ({"run.reaped": 1} if attempts == 2 else {})
    if said != expected or run.attempts != attempts:
        return [Fault("half", f"run {run.pk}: {dict(said)}, {run.attempts} attempts of {attempts}")]
    return []
