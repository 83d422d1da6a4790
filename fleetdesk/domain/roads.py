"""The way between two points: how far, how long, and whether roads are known. No Qt.

Points are (lon, lat) in degrees.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Point, distance_m

ROAD_FACTOR = 1.3
AVERAGE_KMH = 60.0
FASTEST_KMH = 130.0  # no way is driven faster than its straight line at this
ESTIMATE = _("estimate: straight line × {factor} at {speed} km/h").format(
    factor=number(ROAD_FACTOR, 1), speed=number(AVERAGE_KMH)
)


class Profile(StrEnum):
    """For which vehicle a router finds its way."""

    TRUCK = "truck"
    CAR = "car"


BY_ROAD = {Profile.TRUCK: _("by road, truck"), Profile.CAR: _("by road, car")}
"""What is said of a figure that a router has found."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in km and minutes of driving; `by_road` where a router has found it, else it is an estimate.

    `basis` says to people where both come from; `spread` is the least and the most minutes of half of such ways.
    """

    km: float
    minutes: float
    by_road: bool = False
    basis: str = ESTIMATE
    spread: tuple[float, float] | None = None


FindWay = Callable[[Point, Point], Way]
"""Return the way from the first point to the second, at once: from what is known already, else the estimate."""


@dataclass(frozen=True, slots=True)
class RoadLine:
    """A way along the roads as a line to draw."""

    points: tuple[Point, ...]
    km: float
    minutes: float


def joined_lines(lines: Sequence[RoadLine]) -> RoadLine:
    """Return lines, of which each begins where the one before ends, as one."""
    points = tuple(point for each in lines for point in each.points)
    return RoadLine(points, sum(each.km for each in lines), sum(each.minutes for each in lines))


class Router(Protocol):
    """What finds ways by road. Each call waits for a server; FleetError where it fails or takes too long."""

    @property
    def profile(self) -> Profile:
        """Return for which vehicle it finds them."""

    @property
    def attribution(self) -> str:
        """Return whose roads they are, to be shown beside the figures."""

    @property
    def most(self) -> int:
        """Return for how many sources it can be asked at once."""

    async def matrix(self, sources: Sequence[Point], target: Point) -> list[Way | None]:
        """Return the way from each source to the target; None where the router knows none."""

    async def line(self, points: Sequence[Point]) -> RoadLine | None:
        """Return the way through all points; None where there is none."""

    async def close(self) -> None:
        """Break off what is under way and let go of the connections."""


def straight_way(from_point: Point, to_point: Point) -> Way:
    """Estimate the way by the straight line; asks nobody."""
    km = road_km(from_point, to_point)
    return Way(km, drive_minutes(km))


def road_km(one: Point, other: Point) -> float:
    """Estimate the way between two points in km: the straight line times ROAD_FACTOR."""
    return distance_m(one, other) / 1000 * ROAD_FACTOR


def drive_minutes(km: float) -> float:
    """Estimate how many minutes such a way takes."""
    return km / AVERAGE_KMH * 60
