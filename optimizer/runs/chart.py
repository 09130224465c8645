"""How score and bound moved towards each other, as points of a small line chart."""

from typing import Any, NamedTuple

WIDTH, HEIGHT = 600, 160


class Chart(NamedTuple):
    """Points of two polylines in a box of WIDTH × HEIGHT, "x,y x,y …"; y grows downwards."""

    score: str
    bound: str
    seconds: float
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(history: list[dict[str, Any]]) -> Chart | None:
    """The chart of a run's progress, or None while there are fewer than two reports to join."""
    values = [report[key] for report in history for key in ("score", "bound") if report.get(key) is not None]
    if len(history) < 2 or not values:
        return None
    seconds = max(report["seconds"] for report in history) or 1
    low, high = min(values), max(values)
    span = (high - low) or 1

    def points(key: str) -> str:
        return " ".join(
            f"{report['seconds'] / seconds * WIDTH:.1f},{(high - report[key]) / span * HEIGHT:.1f}"
            for report in history
            if report.get(key) is not None
        )

    return Chart(points("score"), points("bound"), seconds)
