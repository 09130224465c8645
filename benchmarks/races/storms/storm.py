"""A storm: what its clients do, to what, and what they were told.

Subject(name, observe, state)      something that changes as a whole or not at all
Storm(world, wire, number)         .do(subject, becomes, call): one deed of a client's script
ended                              wraps a script so that it ends with the first call that gets no answer
"""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import wraps

from benchmarks.races.wire import Call, Reply, Script
from benchmarks.races.world import World

HALF = "half"
Step = Generator[list[Call], list[Reply], Reply]


@dataclass
class Subject:
    """Something whose states follow each other.

    Parameters:
        observe: reads its state from the database, audit entries included: a name, or HALF and what was found.
        state: the one last acknowledged.
        pending: the one an unanswered call would bring, if there was such a call.
    """

    name: str
    observe: Callable[[], str]
    state: str = "absent"
    pending: str = ""


@dataclass
class Deed:
    """A call, what it was to bring, and the answer."""

    subject: Subject
    becomes: str
    call: Call
    reply: Reply


class Unanswered(Exception):
    """The server is gone."""


@dataclass
class Storm:
    """What happened in one storm."""

    world: World
    number: int
    subjects: list[Subject] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    unforeseen: list[str] = field(default_factory=list)

    def subject(self, name: str, observe: Callable[[], str], state: str = "absent") -> Subject:
        """Something new that is going to be changed."""
        found = Subject(name, observe, state)
        self.subjects.append(found)
        return found

    def do(self, subject: Subject, becomes: str, call: Call, *, may_be_refused: bool = False) -> Step:
        """Send the call; `becomes` is the subject's state if it is granted."""
        (reply,) = yield [call]
        self.deeds.append(Deed(subject, becomes, call, reply))
        if reply.cut_off:
            subject.pending = becomes
            raise Unanswered
        if reply.granted:
            subject.state = becomes
        elif reply.status < 500:
            self.refused[reply.code] += 1
        if not reply.granted and not (may_be_refused and reply.status < 500):
            said = reply.content.decode()[:300]
            self.unforeseen.append(f"{subject.name}, {becomes}: {reply.status} {said}")
        return reply


def ended(script: Callable[..., Script]) -> Callable[..., Script]:
    """A script that ends when the server is gone."""

    @wraps(script)
    def until_killed(*args: object) -> Script:
        try:
            yield from script(*args)
        except Unanswered:
            return

    return until_killed
