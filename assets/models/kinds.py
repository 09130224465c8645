"""What an asset can be. A kind is what a request asks for and what an agreement covers."""

from django.db import models


class Kind(models.TextChoices):
    """Kinds of assets. A closed list: two services that spell a kind differently could not share it."""

    ROOM = "room", "Room"
    CAR = "car", "Car"
    VAN = "van", "Van"
    FOUR_BY_FOUR = "4x4", "4x4 vehicle"
    MINIBUS = "minibus", "Minibus"
    BARIATRIC = "bariatric", "Bariatric vehicle"
    BOAT = "boat", "Boat"
    DRONE = "drone", "Drone"
    PILOT = "pilot", "Drone pilot"
    TEAM = "team", "Team"
    GENERATOR = "generator", "Generator"
    LIGHTING = "lighting", "Lighting set"
    ENTRY_KIT = "entry_kit", "Entry kit"
    EQUIPMENT = "equipment", "Other equipment"


# Kinds whose capacity is seats: everybody who comes to a booking of one must fit in.
SEATING = (Kind.ROOM, Kind.MINIBUS)
