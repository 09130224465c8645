"""The demo partnership: loaded through the same imports and actions as anybody's data.

load_founders(password)         organisations and people                              (founders)
load_sharing()                  sites, assets, agreements, two rounds of requests     (sharing)
load_buying()                   two joint procurements with their scenarios           (buying)
run_demo_job(folder, say)       plans and publishes, solves, writes the workbooks     (job)
"""

from pathlib import Path

from partners.models import User

FOLDER = Path(__file__).resolve().parent.parent.parent / "demo"

ADMINISTRATOR = "tom.whitlock@partnership.example"
FIRE_BUYER = "joan.pereira@bfrs.example"
AMBULANCE_BUYER = "helen.marsh@scas.example"
SECOND_AMBULANCE_BUYER = "ruth.adeyemi@las.example"


class DemoFault(Exception):
    """A file under demo/ does not load; the message lists its faults."""


def sheet(name: str) -> bytes:
    """The bytes of a file under demo/."""
    return (FOLDER / name).read_bytes()


def person(email: str) -> User:
    """The demo person with this address, as freshly signed in."""
    return User.objects.get(email=email)


def check(name: str, faults: list) -> None:
    """Stop with every fault of the file that was read."""
    if faults:
        lines = "\n".join(str(fault) for fault in faults)
        raise DemoFault(f"demo/{name} does not load:\n{lines}")
