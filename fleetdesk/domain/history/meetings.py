"""When units were near each other: the spans in which two of them were within 200 m, by what is known of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.geo import METRES_A_DEGREE
from fleetdesk.domain.history.legs import BEGINS, ENDS, LAT, LON, TO_LAT, TO_LON
from fleetdesk.domain.history.replay import NEAR_M, Replay
from fleetdesk.domain.history.track import Floats

BIN_S = 300.0
"""Only in such stretches of time whose boxes touch are two units compared leg by leg."""
TOUCH_S = 1e-3
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A span (seconds since 1970) in which two units, by their places in the order of the units, were near each other.

    `nearest_m` is the least distance.
    """

    one: int
    other: int
    begins: float
    ends: float
    nearest_m: float


def meetings(replay: Replay, within_m: float = NEAR_M) -> list[Meeting]:
    """Return the meetings of a period, in order of time; those of a month of 30 units take some seconds.

    Only moments count at which the places of both are known: over a hole, or during a private trip, nobody meets.
    Between two points a unit is on the straight line at one speed, so that the edges are exact to a second or so.
    """
    begins, ends = replay.period.begins, replay.period.ends
    edges = np.linspace(begins, ends, max(int((ends - begins) / BIN_S), 1) + 1)
    binned = [_Binned.of(legs, edges) for legs in replay.legs]
    found = [
        Meeting(one, other, *span)
        for (one, its), (other, others) in combinations(enumerate(binned), 2)
        for span in _met(its, others, within_m)
    ]
    return sorted(found, key=lambda each: (each.begins, each.one, each.other))


@dataclass(frozen=True, eq=False)
class _Binned:
    """The legs of a unit, the stretches of time that each lies in, and the box around the unit in each of these."""

    legs: Floats
    first: Places
    last: Places
    boxes: Floats

    @classmethod
    def of(cls, legs: Floats, edges: Floats) -> "_Binned":
        """Sort legs into the stretches between edges."""
        most = len(edges) - 2
        first = np.clip(np.searchsorted(edges, legs[:, BEGINS], "right") - 1, 0, most)
        last = np.maximum(np.clip(np.searchsorted(edges, legs[:, ENDS], "left") - 1, 0, most), first)
        return cls(legs, first, last, _boxes(legs, first, last, most + 1))

    def within(self, wanted: Flags) -> Floats:
        """Return the legs that lie in one of the wanted stretches of time."""
        before = np.concatenate(([0], np.cumsum(wanted)))
        return self.legs[before[self.last + 1] > before[self.first]]


def _boxes(legs: Floats, first: Places, last: Places, count: int) -> Floats:
    """Return for each stretch of time the box around a unit: south, west, north, east; NaN where nobody knows."""
    boxes = np.full((count, 4), np.nan)
    counts = last - first + 1
    places = np.repeat(np.arange(len(legs)), counts)
    bins = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts) + first[places]
    low = np.minimum(legs[:, [LAT, LON]], legs[:, [TO_LAT, TO_LON]])[places]
    high = np.maximum(legs[:, [LAT, LON]], legs[:, [TO_LAT, TO_LON]])[places]
    for column in (0, 1):
        np.fmin.at(boxes[:, column], bins, low[:, column])
        np.fmax.at(boxes[:, column + 2], bins, high[:, column])
    return boxes


def _touch(one: Floats, other: Floats, within_m: float) -> Flags:
    """Return in which stretches of time two boxes are within so many metres of each other."""
    lat = within_m / METRES_A_DEGREE
    lon = lat / np.maximum(np.cos(np.radians(np.abs(one[:, 2]) + lat)), 0.01)
    found: Flags = (
        (one[:, 0] - lat <= other[:, 2])
        & (other[:, 0] <= one[:, 2] + lat)
        & (one[:, 1] - lon <= other[:, 3])
        & (other[:, 1] <= one[:, 3] + lon)
    )
    return found


def _met(one: _Binned, other: _Binned, within_m: float) -> Iterator[tuple[float, float, float]]:
    """Yield (begins, ends, least distance) of the spans in which two units are near each other."""
    wanted = _touch(one.boxes, other.boxes, within_m)
    if not wanted.any():
        return
    legs, theirs = one.within(wanted), other.within(wanted)
    times = np.unique(np.concatenate([each[:, column] for each in (legs, theirs) for column in (BEGINS, ENDS)]))
    begins, long = times[:-1], np.diff(times)
    leg, other_leg = (_leg_at(each, begins + long / 2) for each in (legs, theirs))
    both = (leg >= 0) & (other_leg >= 0)
    begins, long, legs, theirs = begins[both], long[both], legs[leg[both]], theirs[other_leg[both]]
    low, high, least = _under(_between(legs, theirs, begins), _between(legs, theirs, begins + long), within_m)
    near = low <= high
    yield from _joined((begins + low * long)[near], (begins + high * long)[near], least[near])


def _joined(begins: Floats, ends: Floats, least: Floats) -> Iterator[tuple[float, float, float]]:
    """Yield the spans that touch as one."""
    if len(begins):
        first = np.flatnonzero(np.concatenate(([True], begins[1:] - ends[:-1] > TOUCH_S)))
        last = np.append(first[1:] - 1, len(begins) - 1)
        nearest = np.minimum.reduceat(least, first)
        yield from zip(begins[first].tolist(), ends[last].tolist(), nearest.tolist(), strict=True)


def _leg_at(legs: Floats, moments: Floats) -> npt.NDArray[np.int64]:
    """Return the place of the leg at each moment, -1 where there is none."""
    place = np.searchsorted(legs[:, BEGINS], moments, "right") - 1
    return np.where((place >= 0) & (legs[np.maximum(place, 0), ENDS] >= moments), place, -1)


def _between(one: Floats, other: Floats, at: Floats) -> Floats:
    """Return the way from one unit to the other at each moment: metres to the east and to the north."""
    (lat, lon), (to_lat, to_lon) = _places(one, at), _places(other, at)
    east = (to_lon - lon) * METRES_A_DEGREE * np.cos(np.radians(lat))
    return np.column_stack((east, (to_lat - lat) * METRES_A_DEGREE))


def _places(legs: Floats, at: Floats) -> tuple[Floats, Floats]:
    share = (at - legs[:, BEGINS]) / np.maximum(legs[:, ENDS] - legs[:, BEGINS], 1e-9)
    lat = legs[:, LAT] + share * (legs[:, TO_LAT] - legs[:, LAT])
    return lat, legs[:, LON] + share * (legs[:, TO_LON] - legs[:, LON])


def _under(start: Floats, stop: Floats, metres: float) -> tuple[Floats, Floats, Floats]:
    """Return from which share to which of straight ways their distance is at most so many metres, and the least one.

    Where it never is, the first share is behind the last one.
    """
    way = stop - start
    a, b = (way**2).sum(axis=1), 2 * (start * way).sum(axis=1)
    c = (start**2).sum(axis=1)
    moves = a > 1e-12
    nearest = np.clip(np.where(moves, -b / np.where(moves, 2 * a, 1.0), 0.0), 0.0, 1.0)
    least = np.sqrt(np.maximum(a * nearest**2 + b * nearest + c, 0.0))
    root = np.sqrt(np.maximum(b**2 - 4 * a * (c - metres**2), 0.0))
    low = np.where(moves, np.clip((-b - root) / np.where(moves, 2 * a, 1.0), 0.0, 1.0), 0.0)
    high = np.where(moves, np.clip((-b + root) / np.where(moves, 2 * a, 1.0), 0.0, 1.0), 1.0)
    met = least <= metres
    return np.where(met, low, 1.0), np.where(met, high, 0.0), least
