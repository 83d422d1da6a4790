"""The way between two points: how far, how long, and whether roads are known. Points are (lon, lat) in degrees. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.domain.geo import Point, distance_m

ROAD_FACTOR = 1.3
AVERAGE_KMH = 60.0


class Profile(StrEnum):
    """For which vehicle a router finds its way."""

    TRUCK = "truck"
    CAR = "car"


@dataclass(frozen=True, slots=True)
class Way:
    """One way in km and minutes of driving; `by_road` where a router has found it, else it is an estimate."""

    km: float
    minutes: float
    by_road: bool = False


FindWay = Callable[[Point, Point], Way]
"""Return the way from the first point to the second, at once: from what is known already, else the estimate."""


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
