"""Minutes of travel between sites."""

from math import asin, cos, radians, sin, sqrt

from optimizer.bookings.problem import Problem, Site

EARTH_RADIUS_KM = 6371.0088


def kilometres(origin: Site, target: Site) -> float:
    """Great-circle distance by the haversine formula."""
    lat1, lat2 = radians(origin.latitude), radians(target.latitude)
    half_lat, half_lon = (lat2 - lat1) / 2, radians(target.longitude - origin.longitude) / 2
    root = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(root)))


class TravelTimes:
    """Looks up minutes between sites of one problem and remembers what it worked out."""

    def __init__(self, problem: Problem) -> None:
        self._travel = problem.travel
        self._sites = {site.id: site for site in problem.sites}
        self._known: dict[tuple[str, str], int | None] = {}

    def minutes(self, origin: str, target: str) -> int | None:
        """Whole minutes from one site to another; 0 within a site, None where no way is known."""
        if origin == target:
            return 0
        if (origin, target) not in self._known:
            self._known[origin, target] = self._look_up(origin, target)
        return self._known[origin, target]

    def _look_up(self, origin: str, target: str) -> int | None:
        if self._travel.minutes is not None:
            return self._travel.minutes.get(origin, {}).get(target)
        distance = kilometres(self._sites[origin], self._sites[target])
        return round(distance * self._travel.detour / self._travel.speed_kmh * 60)
