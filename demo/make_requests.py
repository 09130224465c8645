"""Writes demo/requests.csv: about 300 plausible wishes of the Bedfordshire partners for one week.

Run as `python -m demo.make_requests`; the same seed gives the same file. When people ask for the search drone, the
4x4s and the lighting follows the weekday and hour of real special-service calls
(lfb_special_service_calls_by_weekday_hour.csv: London Fire Brigade open data, Open Government Licence v3.0).
Meetings crowd into mid-morning, training into the evening, events into the weekend: the contention is meant.
"""

import csv
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

HERE = Path(__file__).parent
MONDAY = date(2026, 12, 7)  # the loader moves the week; local times stay
FIRE, POLICE, AMBULANCE = "BFRS", "BEDS-POLICE", "EEAST"
HEADINGS = [
    "Reference", "Organisation", "Title", "Weight", "Attendees", "Needs", "Duration", "Windows",
    "Preferred start", "Preferred assets", "Near site", "Most travel", "Repeat days",
]  # fmt: skip
TOWNS = ["AMP", "BED", "LEI", "HAR", "KEM", "LUT", "DUN", "BIG", "SHE"]


class Wishes:
    """Collects the rows and knows the dice."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.rows: list[dict[str, str]] = []

    def add(
        self, who: str, title: str, needs: str, minutes: int, windows: list[tuple[datetime, datetime]], **more
    ):
        """One wish; `windows` are local times in which the whole of it must lie."""
        self.rows.append(
            {
                "Reference": f"W{len(self.rows) + 1:03}",
                "Organisation": who,
                "Title": title,
                "Weight": str(more.get("weight", 1)),
                "Attendees": str(more.get("attendees", "")),
                "Needs": needs,
                "Duration": str(minutes),
                "Windows": "; ".join(f"{a:%Y-%m-%d %H:%M} to {b:%Y-%m-%d %H:%M}" for a, b in windows),
                "Preferred start": f"{more['start']:%Y-%m-%d %H:%M}" if "start" in more else "",
                "Preferred assets": more.get("assets", ""),
                "Near site": more.get("near", ""),
                "Most travel": str(more.get("travel", "")),
                "Repeat days": more.get("repeat", ""),
            }
        )


def at(day: int, hour: float) -> datetime:
    """Local time on day 0 (Monday) to 6 of the week."""
    return datetime.combine(MONDAY, time()) + timedelta(days=day, minutes=round(hour * 60))


def around(start: datetime, minutes: int, slack: float) -> list[tuple[datetime, datetime]]:
    """One window that lets the wish slide by `slack` hours either way, within its day."""
    day = datetime.combine(start.date(), time())
    earliest = max(start - timedelta(hours=slack), day + timedelta(hours=7))
    latest = min(start + timedelta(minutes=minutes) + timedelta(hours=slack), day + timedelta(hours=22))
    return [(min(earliest, start), max(latest, start + timedelta(minutes=minutes)))]


MEETINGS = {
    FIRE: ["Watch managers' meeting", "Home fire safety review", "Union consultation", "Recruit interviews"],
    POLICE: ["Neighbourhood briefing", "Road safety group", "Victim support panel", "Custody review"],
    AMBULANCE: ["CPD morning", "Clinical supervision", "Falls pathway review", "Community responder meeting"],
}


def meetings(wishes: Wishes) -> None:
    """Meetings and courses in rooms: most between nine and twelve."""
    dice = wishes.dice
    for _ in range(104):
        who = dice.choices([FIRE, POLICE, AMBULANCE], [3, 4, 5])[0]
        size = dice.choice([6, 8, 8, 10, 12, 12, 16, 20, 24])
        minutes = dice.choice([60, 60, 90, 120, 120, 180, 240])
        start = at(
            dice.choice([0, 1, 1, 2, 2, 3, 3, 4]), dice.choice([9, 9, 9.5, 10, 10, 10.5, 11, 13, 14, 15])
        )
        windows = around(start, minutes, dice.choice([0, 0.5, 1, 2, 3]))
        if dice.random() < 0.3:
            other = start + timedelta(days=1 if start.weekday() < 4 else -1)
            windows += around(other, minutes, 2)
        features = dice.choice(["", "", "projector", "projector", "video conferencing", "step-free access"])
        wishes.add(
            who, dice.choice(MEETINGS[who]), f"room, {size} seats{', ' + features if features else ''}", minutes, windows,
            start=start, attendees=size, weight=dice.choices([1, 2, 4, 8], [55, 25, 15, 5])[0],
            near=dice.choice(TOWNS), travel=dice.choice([20, 25, 30, 40]),
        )  # fmt: skip


def training_evenings(wishes: Wishes) -> None:
    """On-call drill nights and cadets: every evening, most want half past six to nine."""
    dice = wishes.dice
    for town in TOWNS:
        for title, weight in (
            ("On-call drill night lecture", 4),
            ("Cadets", 4),
            ("Community first responders", 2),
        ):
            who = {"Cadets": dice.choice([FIRE, POLICE]), "Community first responders": AMBULANCE}.get(
                title, FIRE
            )
            start = at(dice.randrange(5), dice.choice([18.5, 18.5, 19, 19.25]))
            repeat = "0; 2" if title == "Cadets" and start.weekday() < 3 else ""
            wishes.add(
                who, f"{title}, {town.title()}", f"room, {dice.choice([12, 16, 18, 20])} seats", 120,
                around(start, 120, 0.75), start=start, weight=weight, near=town, travel=20, repeat=repeat,
            )  # fmt: skip


def incident_driven(wishes: Wishes) -> None:
    """Searches, rescues and floods rehearsed or planned for when calls come: weighted by weekday and hour."""
    dice = wishes.dice
    with (HERE / "lfb_special_service_calls_by_weekday_hour.csv").open() as file:
        counts = [[int(row[f"h{hour:02}"]) for hour in range(24)] for row in csv.DictReader(file)]
    cells = [(day, hour) for day in range(7) for hour in range(7, 21)]
    weights = [counts[day][hour] for day, hour in cells]
    kinds = [
        (POLICE, "Missing person search exercise", "drone, thermal camera; pilot, night flying", 120, 4),
        (FIRE, "Thermal survey of a high-risk building", "drone, thermal camera; pilot", 90, 2),
        (FIRE, "Large animal rescue stand-by", "4x4", 180, 2),
        (AMBULANCE, "Bariatric transfer", "bariatric", 150, 4),
        (POLICE, "Forced entry support", "entry kit", 120, 2),
        (AMBULANCE, "Off-road response cover", "4x4", 240, 2),
        (POLICE, "Night-time scene lighting", "lighting; generator", 240, 2),
        (FIRE, "Flood reconnaissance", "boat; 4x4", 240, 4),
    ]
    for _ in range(64):
        day, hour = dice.choices(cells, weights)[0]
        who, title, needs, minutes, weight = dice.choice(kinds)
        start = at(day, hour)
        wishes.add(
            who, title, needs, minutes, around(start, minutes, dice.choice([0.5, 1, 2])), start=start,
            weight=weight, near=dice.choice(["BED", "BED", "LUT", "DUN", "AMP"]), travel=dice.choice([30, 40]),
        )  # fmt: skip


def visits_and_vehicles(wishes: Wishes) -> None:
    """Pool cars, vans, minibuses and the community team's rounds."""
    dice = wishes.dice
    trips = [
        ("Safe and well visits", "team", 240, 4), ("Falls visits with the community team", "team", 180, 4),
        ("School visit", "van", 180, 1), ("Court attendance", "car", 240, 1), ("Hydrant inspections", "van", 240, 1),
        ("Station audit", "car", 180, 1), ("Recruit transport", "minibus", 240, 2), ("Equipment run", "van", 120, 1),
    ]  # fmt: skip
    for _ in range(84):
        title, needs, minutes, weight = dice.choice(trips)
        who = dice.choices([FIRE, POLICE, AMBULANCE], [4, 3, 4])[0]
        start = at(dice.randrange(5), dice.choice([8, 8.5, 9, 9, 9.5, 10, 13, 13.5]))
        windows = around(start, minutes, dice.choice([0.5, 1, 2]))
        if dice.random() < 0.4 and start.weekday() < 4:
            windows += around(start + timedelta(days=1), minutes, 2)
        wishes.add(
            who,
            title,
            needs,
            minutes,
            windows,
            start=start,
            weight=weight,
            near=dice.choice(TOWNS),
            travel=40,
        )


def weekend_events(wishes: Wishes) -> None:
    """Open days and charity events that want several things at once."""
    dice = wishes.dice
    events = [
        ("Station open day", "room, 30 seats; generator; lighting", 360, 4),
        ("Christmas road safety stand", "van; generator", 300, 2),
        ("Charity car wash", "generator", 300, 1),
        ("Cadet first aid day", "room, 20 seats, projector", 360, 4),
        ("River safety demonstration", "boat; 4x4", 240, 2),
        ("Carol concert medical cover", "team; 4x4", 240, 4),
    ]
    for number in range(24):
        title, needs, minutes, weight = events[number % len(events)]
        start = at(5 + dice.randrange(2), dice.choice([9, 10, 10, 11]))
        wishes.add(
            dice.choice([FIRE, POLICE, AMBULANCE]), title, needs, minutes, around(start, minutes, 1), start=start,
            weight=weight, near=dice.choice(TOWNS), travel=40,
        )  # fmt: skip


def main() -> None:
    wishes = Wishes(seed=1207)
    for part in (meetings, training_evenings, incident_driven, visits_and_vehicles, weekend_events):
        part(wishes)
    wishes.add(
        AMBULANCE, "Regional conference", "room, 120 seats, projector", 360, around(at(3, 9), 360, 1),
        start=at(3, 9), attendees=120, weight=2,
    )  # fmt: skip
    with (HERE / "requests.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows(wishes.rows)
    print(f"{len(wishes.rows)} requests written")


if __name__ == "__main__":
    main()
