"""A track as a map shows it: as fine as its zoom, within its box, in bands of speed. It may take some milliseconds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.history.track import Track

BANDS_KMH = (10.0, 50.0, 90.0)
"""Speeds at which the colour changes."""
STEP_PX, TILE_PX = 1.5, 256
MOST = 6000
"""More stretches than this are not drawn at once: the line becomes coarser."""
Box = tuple[float, float, float, float]
"""South, west, north and east in degrees."""
WORLD: Box = (-90.0, -180.0, 90.0, 180.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without a hole: places as (lat, lon), and the band of speed of the way to each, the first one's unused.

    `times` are when the unit was at each place, in seconds since 1970.
    """

    places: tuple[tuple[float, float], ...]
    bands: tuple[int, ...]
    times: tuple[float, ...] = ()


class DrawnTrack:
    """Draws one track again and again; made in a thread where it is long."""

    def __init__(self, track: Track) -> None:
        self._track = track
        self._x = track.lon / 360 + 0.5
        latitudes = np.radians(np.clip(track.lat, -85.0511, 85.0511))
        self._y = 0.5 - np.arcsinh(np.tan(latitudes)) / (2 * np.pi)
        self._holes = np.cumsum(track.hole)

    @property
    def bounds(self) -> Box | None:
        """Return the box around all points; None without any."""
        lat, lon = self._track.lat, self._track.lon
        if not len(lat):
            return None
        return float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max())

    def lines(self, zoom: float, box: Box, most: int = MOST) -> list[Line]:
        """Return what is to be seen in a box at a zoom of the web map."""
        step_px = STEP_PX
        while True:
            chosen = self._chosen(zoom, step_px)
            seen = self._seen(chosen, box)
            if int(seen.sum()) <= most:
                return list(self._joined(chosen, seen))
            step_px *= 2

    def between(self, begins: float, ends: float, zoom: float, box: Box = WORLD, most: int = MOST) -> list[Line]:
        """Return what is to be seen in a box of the line from one moment to another."""
        return DrawnTrack(self._track.within(begins, ends)).lines(zoom, box, most)

    def _chosen(self, zoom: float, step_px: float) -> npt.NDArray[np.int64]:
        """Return the places of the points to draw: those that are in another cell of the grid than the one before."""
        cell = step_px / (TILE_PX * 2**zoom)
        column, row = np.floor(self._x / cell), np.floor(self._y / cell)
        keep = (np.diff(column, prepend=np.nan) != 0) | (np.diff(row, prepend=np.nan) != 0) | self._track.hole
        keep[:-1] |= self._track.hole[1:]
        keep[-1:] = True
        return np.flatnonzero(keep)

    def _seen(self, chosen: npt.NDArray[np.int64], box: Box) -> npt.NDArray[np.bool_]:
        """Return whether the way from each chosen point to the next may be in the box and has no hole."""
        south, west, north, east = box
        lat, lon = self._track.lat[chosen], self._track.lon[chosen]
        beside = _both(lat < south) | _both(lat > north) | _both(lon < west) | _both(lon > east)
        found: npt.NDArray[np.bool_] = ~beside & (np.diff(self._holes[chosen]) == 0)
        return found

    def _joined(self, chosen: npt.NDArray[np.int64], seen: npt.NDArray[np.bool_]) -> Iterator[Line]:
        """Yield the ways that follow each other as one line each."""
        seconds, metres = np.diff(self._track.at[chosen]), np.diff(self._track.metres[chosen])
        bands = np.searchsorted(BANDS_KMH, metres * 3.6 / np.maximum(seconds, 1.0), "right")
        edges = np.flatnonzero(np.diff(np.concatenate(([False], seen, [False])).astype(np.int8)))
        lat, lon = np.round(self._track.lat[chosen], 6), np.round(self._track.lon[chosen], 6)
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            places = zip(lat[first : last + 1].tolist(), lon[first : last + 1].tolist(), strict=True)
            times = self._track.at[chosen[first : last + 1]].tolist()
            yield Line(tuple(places), (0, *bands[first:last].tolist()), tuple(times))


def _both(beyond: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return beyond[:-1] & beyond[1:]


def around(places: Sequence[tuple[float, float]], least_deg: float = 0.005) -> Box | None:
    """Return the box around places (lat, lon), no smaller than so many degrees; None without any."""
    if not places:
        return None
    lat, lon = [each[0] for each in places], [each[1] for each in places]
    return min(lat) - least_deg, min(lon) - least_deg, max(lat) + least_deg, max(lon) + least_deg
