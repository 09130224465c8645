"""The demo's organisations and people."""

from config.demo import check, sheet
from config.founding import load_organisations, load_people


def load_founders(password: str) -> int:
    """Found the partners, the fire services of England and the demo people; returns how many organisations."""
    count = 0
    for name in ("organisations.csv", "fire_services.csv"):
        reading = load_organisations(sheet(name))
        check(name, reading.faults)
        count += len(reading.rows["organisations"])
    check("people.csv", load_people(sheet("people.csv"), password=password).faults)
    return count
