"""The known ways of one unit: stretches of time with the place at both ends, between which it lies on the line."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.history.intervals import left_of, merged
from fleetdesk.domain.history.parts import Part, PartKind
from fleetdesk.domain.history.series import LEVEL_HOLE_S, speed_kmh
from fleetdesk.domain.history.track import STANDING_S, Floats, Track, steps_m
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.readings import ignition

BEGINS, ENDS, LAT, LON, TO_LAT, TO_LON, KMH, HEADING, IGNITION = range(9)
"""The columns of a leg: seconds since 1970, degrees, km/h, degrees from north or NaN, and `Instant.ignition`."""
COLUMNS = 9
STANDS = frozenset({PartKind.STOP, PartKind.REFUEL})
"""The parts during which a unit is certainly at one place."""
LEAST_M = 8.0
"""Over a shorter leg a receiver that stands tells of some metres too, so it has no heading of its own."""


def legs_of(view: UnitView) -> Floats:
    """Return the legs of a unit in order of time, without overlap, one row each; there is none where nobody knows.

    Between two points of the track the unit is on the straight line, unless that is a hole. Where the track tells
    nothing, the unit is where it stopped: at the place of its first or last point, or where its vendor says. During a
    private trip it has no place.
    """
    driven = _driven(view.track)
    held = _rows(_held(view, driven))
    found = _without_private(np.concatenate((driven, held)), view.parts)
    found = found[np.argsort(found[:, BEGINS], kind="stable")]
    found[:, HEADING] = _carried_on(found[:, HEADING])
    return found


def _driven(track: Track) -> Floats:
    """Return the legs from point to point."""
    if len(track.at) < 2:
        return np.empty((0, COLUMNS))
    at, lat, lon = track.at, track.lat, track.lon
    known = ~track.hole[1:] & (np.diff(at) <= STANDING_S)
    columns = (at[:-1], at[1:], lat[:-1], lon[:-1], lat[1:], lon[1:], speed_kmh(track), _headings(track))
    legs: Floats = np.column_stack((*columns, _ignitions(track)))
    return legs[known]


def _headings(track: Track) -> Floats:
    north = np.diff(track.lat)
    east = np.diff(track.lon) * np.cos(np.radians(track.lat[:-1]))
    headings: Floats = np.degrees(np.arctan2(east, north)) % 360
    headings[steps_m(track.lat, track.lon)[1:] < LEAST_M] = np.nan
    return headings


def _ignitions(track: Track) -> Floats:
    """Return for each leg what its first point tells; nothing where no point of the track tells of any input."""
    told = [ignition(point.input) for point in track.points[:-1]]
    codes = np.array([-1.0 if each is None else float(each) for each in told])
    if not any(point.input for point in track.points):
        codes[:] = -1.0
    codes[np.diff(track.at) > LEVEL_HOLE_S] = -1.0
    return codes


def _rows(stays: Iterable[tuple[float, float, float, float]]) -> Floats:
    """Return legs that begin and end at one place, out of (begins, ends, latitude, longitude)."""
    rows = [(begins, ends, lat, lon, lat, lon, 0.0, np.nan, -1.0) for begins, ends, lat, lon in stays]
    return np.array(rows, dtype=float).reshape(-1, COLUMNS)


def _held(view: UnitView, driven: Floats) -> Iterator[tuple[float, float, float, float]]:
    """Yield where a unit stood while its track tells nothing."""
    stays = [*_at_the_edges(view), *_told_places(view.parts)]
    taken = merged(zip(driven[:, BEGINS].tolist(), driven[:, ENDS].tolist(), strict=True))
    for begins, ends, lat, lon in stays:
        for left in left_of((begins, ends), taken):
            yield (*left, lat, lon)
        taken = merged([*taken, (begins, ends)])


def _at_the_edges(view: UnitView) -> Iterator[tuple[float, float, float, float]]:
    """Yield how long it has stood before its first point and stands after its last one."""
    track = view.track
    if not len(track.at):
        return
    first, last = float(track.at[0]), float(track.at[-1])
    moved = [part for part in view.parts if part.kind not in STANDS]
    since = max((part.ends for part in moved if part.begins < first), default=view.period.begins)
    until = min((part.begins for part in moved if part.ends > last), default=view.period.ends)
    if since < first:
        yield since, first, float(track.lat[0]), float(track.lon[0])
    if until > last:
        yield last, until, float(track.lat[-1]), float(track.lon[-1])


def _told_places(parts: Iterable[Part]) -> Iterator[tuple[float, float, float, float]]:
    for part in parts:
        if part.kind in STANDS and part.place is not None:
            yield part.begins, part.ends, *part.place


def _without_private(legs: Floats, parts: Iterable[Part]) -> Floats:
    kept = np.ones(len(legs), dtype=bool)
    for part in parts:
        if part.private:
            kept &= (legs[:, ENDS] <= part.begins) | (legs[:, BEGINS] >= part.ends)
    return legs[kept]


def _carried_on(headings: npt.NDArray[np.float64]) -> Floats:
    """Return headings in which an unknown one is that of the leg before."""
    last = np.maximum.accumulate(np.where(np.isnan(headings), -1, np.arange(len(headings))))
    return np.where(last < 0, np.nan, headings[np.maximum(last, 0)])
