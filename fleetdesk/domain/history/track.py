"""A track as it can be believed: in order, without what cannot be, broken where nobody knows the way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.geo import METRES_A_DEGREE, distance_m
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.motion import FUTURE_TOLERANCE
from fleetdesk.domain.readings import sensors_heard

HOLE_S = 300.0
"""Over a longer time without a point nobody knows the way; a unit that is where it was has stood there."""
SAME_PLACE_M = 150.0
STANDING_S = 86_400.0
"""A unit that is heard of at the same place within so long has stood there."""
MOST_KMH, JUMP_M = 250.0, 1000.0
"""What is farther than JUMP_M and was faster than MOST_KMH cannot be."""
AGREEING = 3
"""So many points that agree with each other, and not with those before, are believed: the unit was carried there."""
Floats = npt.NDArray[np.float64]


class Aside(StrEnum):
    """Why a point does not count where it stood. Those that came late are put where they belong, others left out."""

    LATE = "late"
    DOUBLED = "doubled"
    NOWHERE = "nowhere"
    FUTURE = "future"
    JUMP = "jump"


@dataclass(frozen=True)
class Track:
    """Points in the order of their times (seconds since 1970), all with a place; metres along it from the start.

    `hole[i]` says that nobody knows the way from point i - 1 to point i; no metres are counted over it.
    """

    points: tuple[TrackPoint, ...] = ()
    at: Floats = field(default_factory=lambda: np.empty(0))
    lat: Floats = field(default_factory=lambda: np.empty(0))
    lon: Floats = field(default_factory=lambda: np.empty(0))
    metres: Floats = field(default_factory=lambda: np.empty(0))
    hole: npt.NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))
    aside: Mapping[Aside, int] = field(default_factory=dict)

    def metres_between(self, begins: float, ends: float) -> float | None:
        """Return the metres driven between two moments; None where the points do not reach from one to the other."""
        if len(self.at) < 2 or begins < self.at[0] - HOLE_S or ends > self.at[-1] + HOLE_S:
            return None
        first, last = np.interp((begins, ends), self.at, self.metres)
        return float(last - first)

    def within(self, begins: float, ends: float) -> "Track":
        """Return the points from one moment to another."""
        part = slice(int(np.searchsorted(self.at, begins)), int(np.searchsorted(self.at, ends, "right")))
        at, lat, lon, metres = (each[part] for each in (self.at, self.lat, self.lon, self.metres))
        return Track(self.points[part], at, lat, lon, metres, self.hole[part], self.aside)

    def nearest(self, moment: float) -> int | None:
        """Return the number of the point nearest to a moment; None where none is within HOLE_S."""
        if not len(self.at):
            return None
        after = int(np.clip(np.searchsorted(self.at, moment), 0, len(self.at) - 1))
        near = min((max(after - 1, 0), after), key=lambda i: abs(self.at[i] - moment))
        return near if abs(self.at[near] - moment) <= HOLE_S else None

    def place_at(self, moment: float) -> tuple[float, float] | None:
        """Return latitude and longitude of the point nearest to a moment; None where none is within HOLE_S."""
        near = self.nearest(moment)
        return None if near is None else (float(self.lat[near]), float(self.lon[near]))


def clean(points: Iterable[TrackPoint], now: datetime) -> Track:
    """Return the track of these points; what of them does not count is counted by its reason.

    A point without a time is left out by the reader already. 100,000 points take some tenths of a second.
    """
    aside: Counter[Aside] = Counter()
    placed = _without_doubled(_in_order(_placed(points, now, aside), aside), aside)
    return _measured(_possible(placed, aside), aside)


def quick(at: Floats, lat: Floats, lon: Floats, now: datetime) -> Track | None:
    """Return the track of these points, without the points themselves, as clean() does; None where some do not count.

    It takes a tenth of the time. What is missing of a point is NaN.
    """
    if not len(at):
        return Track()
    seconds, steps = np.diff(at), steps_m(lat, lon)[1:] * 1.02  # flat steps are at most so much too short
    ordered = bool(np.all(seconds > 0)) and at[-1] <= (now + FUTURE_TOLERANCE).timestamp()
    placed = bool(np.all(np.isfinite(lat) & np.isfinite(lon) & ((lat != 0) | (lon != 0))))
    reachable = (steps <= JUMP_M) | (steps * 3.6 <= MOST_KMH * np.maximum(seconds, 1.0))
    return _joined((), at, lat, lon, {}) if ordered and placed and bool(np.all(reachable)) else None


def _placed(points: Iterable[TrackPoint], now: datetime, aside: Counter[Aside]) -> list[TrackPoint]:
    kept, latest = [], now + FUTURE_TOLERANCE
    for point in points:
        if point.at is not None and point.at > latest:
            aside[Aside.FUTURE] += 1
        elif point.at is None or point.lat is None or point.lon is None or point.lat == point.lon == 0:
            aside[Aside.NOWHERE] += 1
        else:
            kept.append(point)
    return kept


def _in_order(points: list[TrackPoint], aside: Counter[Aside]) -> list[TrackPoint]:
    latest = 0.0
    for point in points:
        at = _at(point)
        aside[Aside.LATE] += at < latest
        latest = max(latest, at)
    return sorted(points, key=_at)


def _without_doubled(points: Sequence[TrackPoint], aside: Counter[Aside]) -> list[TrackPoint]:
    kept: list[TrackPoint] = []
    for point in points:
        if kept and kept[-1].at == point.at:
            aside[Aside.DOUBLED] += 1
        else:
            kept.append(point)
    return kept


def _possible(points: Sequence[TrackPoint], aside: Counter[Aside]) -> list[TrackPoint]:
    """Leave out jumps; points behind one that agree with each other are believed, and begin anew there."""
    kept: list[TrackPoint] = []
    doubted: list[TrackPoint] = []
    for point in points:
        if not kept or _reachable(kept[-1], point):
            aside[Aside.JUMP] += len(doubted)
            doubted = []
            kept.append(point)
        elif doubted and _reachable(doubted[-1], point):
            doubted.append(point)
        else:
            aside[Aside.JUMP] += len(doubted)
            doubted = [point]
        if len(doubted) == AGREEING:
            kept.extend(doubted)
            doubted = []
    aside[Aside.JUMP] += len(doubted)
    return kept


def _reachable(one: TrackPoint, other: TrackPoint) -> bool:
    metres, seconds = _metres(one, other), _at(other) - _at(one)
    return metres <= JUMP_M or metres * 3.6 <= MOST_KMH * max(seconds, 1.0)


def _measured(points: Sequence[TrackPoint], aside: Counter[Aside]) -> Track:
    at = np.array([_at(each) for each in points], dtype=float)
    lat = np.array([each.lat for each in points], dtype=float)
    lon = np.array([each.lon for each in points], dtype=float)
    return _joined(tuple(points), at, lat, lon, {reason: count for reason, count in aside.items() if count})


def _joined(points: tuple[TrackPoint, ...], at: Floats, lat: Floats, lon: Floats, aside: Mapping[Aside, int]) -> Track:
    """Return the track of points that all count, broken where nobody knows the way."""
    steps, seconds = steps_m(lat, lon), np.diff(at, prepend=at[:1])
    jump = (steps > JUMP_M) & (steps * 3.6 > MOST_KMH * np.maximum(seconds, 1.0))
    hole = ((seconds > HOLE_S) & (steps > SAME_PLACE_M)) | jump
    return Track(points, at, lat, lon, np.cumsum(np.where(hole, 0.0, steps)), hole, aside)


def steps_m(lat: Floats, lon: Floats) -> Floats:
    """Return the metres from the point before to each point, 0 for the first; good for short ways."""
    dy = np.diff(lat, prepend=lat[:1]) * METRES_A_DEGREE
    dx = np.diff(lon, prepend=lon[:1]) * METRES_A_DEGREE * np.cos(np.radians(lat))
    return np.hypot(dx, dy)


def _at(point: TrackPoint) -> float:
    return point.at.timestamp() if point.at else 0.0


def _metres(one: TrackPoint, other: TrackPoint) -> float:
    return distance_m((one.lon or 0.0, one.lat or 0.0), (other.lon or 0.0, other.lat or 0.0))


def sensors_of(points: Iterable[TrackPoint], known: Iterable[int] = ()) -> frozenset[int]:
    """Return the numbers (from 1) of the temperature sensors: those `known`, and those heard at some point."""
    return frozenset(known).union(*map(sensors_heard, points))
