"""A stretch of road with a speed profile: where a vehicle is, and how fast, after so many seconds on it."""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

METRES_PER_DEGREE = 111_320.0

Point = tuple[float, float]


class Motion(NamedTuple):
    """Longitude and latitude in degrees, heading in whole degrees, speed in m/s, and metres driven so far."""

    lon: float
    lat: float
    heading: int
    speed: float
    metres: float


def span_m(a: Point, b: Point) -> float:
    """Return the metres between two (lat, lon) points; flat-earth arithmetic, good for short spans."""
    dy = (b[0] - a[0]) * METRES_PER_DEGREE
    dx = (b[1] - a[1]) * METRES_PER_DEGREE * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(dx, dy)


def bearing(a: Point, b: Point) -> int:
    """Return the heading from a to b, both (lat, lon), in whole degrees 0..359."""
    dy = b[0] - a[0]
    dx = (b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return round(math.degrees(math.atan2(dx, dy))) % 360


class Course:
    """A polyline of (lat, lon) points and stretches of (metres, cruising m/s) that add up to its length.

    The points are asked for when the first place is wanted: planning a day needs lengths and times only.
    """

    __slots__ = (
        "_acc",
        "_along",
        "_ask",
        "_at",
        "_headings",
        "_points",
        "_speeds",
        "_starts",
        "length",
        "seconds",
        "top",
    )

    def __init__(
        self,
        points: Callable[[], list[Point]],
        cruise: Sequence[tuple[float, float]],
        first: float,
        last: float,
        pull: float,
    ) -> None:
        """Take speeds at both ends in m/s and the acceleration `pull` in m/s2."""
        self._ask = points
        self._points: list[Point] = []
        self._along = [0.0]
        self._headings: list[int] = []
        self.length = sum(metres for metres, _ in cruise)
        self._starts: list[float] = []
        self._at: list[float] = []
        self._speeds: list[float] = []
        self._acc: list[float] = []
        self.seconds = self._profile(cruise, first, last, pull)
        self.top = max(self._speeds, default=0.0)

    def _profile(self, cruise: Sequence[tuple[float, float]], first: float, last: float, pull: float) -> float:
        clock = metres = 0.0
        for i, (length, wanted) in enumerate(cruise):
            enter = min(cruise[i - 1][1], wanted) if i else first
            leave = min(cruise[i + 1][1], wanted) if i + 1 < len(cruise) else last
            peak = min(wanted, math.sqrt((2 * pull * length + enter**2 + leave**2) / 2))
            up = max(0.0, peak - enter) / pull
            down = max(0.0, peak - leave) / pull
            rise, fall = (enter + peak) / 2 * up, (peak + leave) / 2 * down
            flat = max(0.0, length - rise - fall) / peak
            for seconds, speed, acc in ((up, enter, pull), (flat, peak, 0.0), (down, peak, -pull)):
                if seconds > 1e-9:
                    self._starts.append(clock)
                    self._at.append(metres)
                    self._speeds.append(speed)
                    self._acc.append(acc)
                    clock += seconds
                    metres += speed * seconds + acc * seconds * seconds / 2
        return clock

    def motion(self, seconds: float) -> Motion:
        """Return the motion after so many seconds on this course."""
        i = max(0, bisect_right(self._starts, seconds) - 1)
        x = min(seconds, self.seconds) - self._starts[i]
        metres = self._at[i] + self._speeds[i] * x + self._acc[i] * x * x / 2
        speed = max(0.0, self._speeds[i] + self._acc[i] * x)
        lon, lat, heading = self._place(metres)
        return Motion(lon, lat, heading, speed, metres)

    def _draw(self) -> None:
        points = self._ask()
        along = [0.0]
        for a, b in pairwise(points):
            along.append(along[-1] + span_m(a, b))
        self._headings = [bearing(a, b) for a, b in pairwise(points)]
        self._along = along
        self._points = points

    def _place(self, metres: float) -> tuple[float, float, int]:
        if not self._points:
            self._draw()
        along = self._along
        j = min(max(0, bisect_right(along, metres) - 1), len(self._headings) - 1)
        share = min(1.0, max(0.0, (metres - along[j]) / ((along[j + 1] - along[j]) or 1.0)))
        a, b = self._points[j], self._points[j + 1]
        return a[1] + (b[1] - a[1]) * share, a[0] + (b[0] - a[0]) * share, self._headings[j]
