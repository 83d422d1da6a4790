"""When units were near each other: the spans in which two of them were within 200 m, by what is known of both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.history.legs import BEGINS, ENDS, LAT, LON, TO_LAT, TO_LON
from fleetdesk.domain.history.replay import METRES_A_DEGREE, NEAR_M, Replay
from fleetdesk.domain.history.track import Floats

BIN_S = 900.0
"""Only within such stretches of time whose boxes touch are two units compared leg by leg."""
TOUCH_S = 1e-3


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
    boxes = [_boxes(legs, edges) for legs in replay.legs]
    found: list[Meeting] = []
    for one, other in _pairs(len(boxes)):
        for first, last in _runs(_touch(boxes[one], boxes[other], within_m)):
            spans = _near(replay.legs[one], replay.legs[other], (edges[first], edges[last]), within_m)
            found += (Meeting(one, other, *span) for span in spans)
    return sorted(_joined(found), key=lambda each: (each.begins, each.one, each.other))


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    return ((one, other) for one in range(count) for other in range(one + 1, count))


def _boxes(legs: Floats, edges: Floats) -> Floats:
    """Return for each stretch of time the box around a unit: south, west, north, east; NaN where nobody knows."""
    boxes = np.full((len(edges) - 1, 4), np.nan)
    if not len(legs):
        return boxes
    south, west = np.minimum(legs[:, LAT], legs[:, TO_LAT]), np.minimum(legs[:, LON], legs[:, TO_LON])
    north, east = np.maximum(legs[:, LAT], legs[:, TO_LAT]), np.maximum(legs[:, LON], legs[:, TO_LON])
    first = np.clip(np.searchsorted(edges, legs[:, BEGINS], "right") - 1, 0, len(boxes) - 1)
    last = np.clip(np.searchsorted(edges, legs[:, ENDS], "left") - 1, 0, len(boxes) - 1)
    last = np.maximum(last, first)
    counts = last - first + 1
    places = np.repeat(np.arange(len(legs)), counts)
    bins = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts) + first[places]
    for column, values, keep in ((0, south, np.fmin), (1, west, np.fmin), (2, north, np.fmax), (3, east, np.fmax)):
        keep.at(boxes[:, column], bins, values[places])
    return boxes


def _touch(one: Floats, other: Floats, within_m: float) -> npt.NDArray[np.bool_]:
    """Return in which stretches of time two boxes are within so many metres of each other."""
    lat = within_m / METRES_A_DEGREE
    lon = lat / np.maximum(np.cos(np.radians(np.abs(one[:, 2]) + lat)), 0.01)
    found: npt.NDArray[np.bool_] = (
        (one[:, 0] - lat <= other[:, 2])
        & (other[:, 0] <= one[:, 2] + lat)
        & (one[:, 1] - lon <= other[:, 3])
        & (other[:, 1] <= one[:, 3] + lon)
    )
    return found


def _runs(flags: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the first place of each run of flags that are set, and the place behind its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _near(one: Floats, other: Floats, within: Sequence[float], metres: float) -> Iterator[tuple[float, float, float]]:
    """Yield (begins, ends, least distance) of the stretches within a span in which two units are near each other."""
    times = _times(one, other, within)
    begins, long = times[:-1], np.diff(times)
    leg, other_leg = (_leg_at(legs, begins + long / 2) for legs in (one, other))
    both = (leg >= 0) & (other_leg >= 0)
    begins, long, ours, theirs = begins[both], long[both], one[leg[both]], other[other_leg[both]]
    low, high, least = _under(_between(ours, theirs, begins), _between(ours, theirs, begins + long), metres)
    for place in np.flatnonzero(low <= high).tolist():
        start, stop = (float(begins[place] + share[place] * long[place]) for share in (low, high))
        yield start, stop, float(least[place])


def _times(one: Floats, other: Floats, within: Sequence[float]) -> Floats:
    """Return the moments at which a leg of either begins or ends, with the edges of the span."""
    every = np.concatenate([legs[:, column] for legs in (one, other) for column in (BEGINS, ENDS)])
    inside = every[(every > within[0]) & (every < within[1])]
    return np.unique(np.concatenate(([within[0]], inside, [within[1]])))


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


def _joined(found: Iterable[Meeting]) -> Iterator[Meeting]:
    """Yield the spans of each pair that touch as one."""
    order = sorted(found, key=lambda each: (each.one, each.other, each.begins))
    if not order:
        return
    now = order[0]
    for _before, each in pairwise(order):
        if (each.one, each.other) == (now.one, now.other) and each.begins - now.ends <= TOUCH_S:
            ends, near = max(now.ends, each.ends), min(now.nearest_m, each.nearest_m)
            now = Meeting(now.one, now.other, now.begins, ends, near)
        else:
            yield now
            now = each
    yield now
