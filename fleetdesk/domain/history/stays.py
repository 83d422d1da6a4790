"""When a unit was in an area, by its track: from where its way crosses the border to where it leaves again."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.by_track import between
from fleetdesk.domain.history.intervals import Interval, merged
from fleetdesk.domain.history.track import Track

Flags = npt.NDArray[np.bool_]
APART_S = 120.0
"""Who is out for no longer has not left: a receiver at the border tells now of one side and now of the other."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in an area, in seconds since 1970, the period's part of it.

    `came` and `left` say whether the unit was seen to come and to leave; else it was inside before, or is still, or
    nobody knows the way. `unknown_s` are the seconds of it for which nobody knows the way though it was inside
    before and after.
    """

    begins: float
    ends: float
    came: bool
    left: bool
    unknown_s: float = 0.0

    @property
    def seconds(self) -> float:
        """Return how long the stay is known to have been."""
        return self.ends - self.begins


def stays(track: Track, area: Area) -> list[Stay]:
    """Return the stays of a unit in an area, in order; who only drives through between two points stays too.

    Between two points the way is taken to be straight and the speed the same. 100,000 points take some tenths of a
    second.
    """
    if len(track.at) < 2:
        return []
    inside = np.asarray(shapely.contains_xy(area.shape, track.lon, track.lat), dtype=bool)
    pieces = sorted([*_known(track, area, inside), *_unknown(track, inside)])
    return [_stay(track, inside, each) for each in _together(pieces)]


@dataclass(frozen=True, slots=True, order=True)
class _Piece:
    """A stretch of time inside; `guessed` where nobody knows the way between two points inside."""

    begins: float
    ends: float
    guessed: bool = False


def _known(track: Track, area: Area, inside: Flags) -> Iterator[_Piece]:
    """Yield what lies inside of each way from a point to the next one, where the way is known."""
    known, shape = ~track.hole[1:], area.shape
    shapely.prepare(shape)
    still = (np.diff(track.lat) == 0) & (np.diff(track.lon) == 0)
    whole = known & still & inside[:-1]
    moving = np.flatnonzero(known & ~still & _near(track, area))
    places = np.column_stack((track.lon, track.lat))
    ways = shapely.linestrings(np.stack((places[moving], places[moving + 1]), axis=1))
    within = shapely.covered_by(ways, shape)
    whole[moving[within]] = True
    for part in merged(between(track, whole)):
        yield _Piece(*part)
    crossing = ~within & shapely.intersects(ways, shape)
    for place, way in zip(moving[crossing].tolist(), ways[crossing], strict=True):
        for part in _crossed(way, shape, float(track.at[place]), float(track.at[place + 1])):
            yield _Piece(*part)


def _near(track: Track, area: Area) -> Flags:
    """Return which ways from a point to the next one touch the rectangle around the area."""
    south, west, north, east = area.bounds
    low_lat, high_lat = np.minimum(track.lat[:-1], track.lat[1:]), np.maximum(track.lat[:-1], track.lat[1:])
    low_lon, high_lon = np.minimum(track.lon[:-1], track.lon[1:]), np.maximum(track.lon[:-1], track.lon[1:])
    return np.asarray((high_lat >= south) & (low_lat <= north) & (high_lon >= west) & (low_lon <= east))


def _crossed(way: shapely.LineString, shape: shapely.Geometry, start: float, stop: float) -> Iterator[Interval]:
    """Yield when a way from a point to the next one is inside; `start` and `stop` are the times of the points."""
    for part in shapely.get_parts(shapely.intersection(way, shape)):
        at = sorted(shapely.line_locate_point(way, shapely.Point(each), normalized=True) for each in part.coords)
        if len(at) > 1 and at[-1] > at[0]:
            yield start + at[0] * (stop - start), start + at[-1] * (stop - start)


def _unknown(track: Track, inside: Flags) -> Iterator[_Piece]:
    for part in between(track, track.hole[1:] & inside[:-1] & inside[1:]):
        yield _Piece(*part, guessed=True)


def _together(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces of each stay together."""
    stay: list[_Piece] = []
    ends = 0.0
    for piece in pieces:
        if stay and piece.begins - ends > APART_S:
            yield stay
            stay = []
        ends = max(ends, piece.ends)
        stay.append(piece)
    if stay:
        yield stay


def _stay(track: Track, inside: Flags, stay: list[_Piece]) -> Stay:
    begins, ends = stay[0].begins, max(each.ends for each in stay)
    before, after = int(np.searchsorted(track.at, begins)) - 1, int(np.searchsorted(track.at, ends, "right"))
    came = before >= 0 and not inside[before] and not track.hole[before + 1]
    left = after < len(track.at) and not inside[after] and not track.hole[after]
    unknown_s = sum(each.ends - each.begins for each in stay if each.guessed)
    return Stay(begins, ends, came, left, unknown_s)
