"""Where several units were at a moment of the past and what they did, looked up for all of them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import METRES_A_DEGREE
from fleetdesk.domain.history.legs import (
    BEGINS,
    COLUMNS,
    ENDS,
    HEADING,
    IGNITION,
    KMH,
    LAT,
    LON,
    TO_LAT,
    TO_LON,
    legs_of,
)
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.domain.history.track import Floats
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.motion import State

NEAR_M = 200.0
"""Within so many metres of each other two units have met."""
STATES = tuple(State)
"""What the numbers in `Instant.states` mean; SILENT is what nobody knows."""
STATE_OF = {
    PartKind.TRIP: State.MOVING,
    PartKind.IDLING: State.IDLING,
    PartKind.STOP: State.STOPPED,
    PartKind.REFUEL: State.STOPPED,
    PartKind.INPUT: State.STOPPED,
    PartKind.UNKNOWN: State.SILENT,
}
_SILENT = STATES.index(State.SILENT)
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Instant:
    """What units did at one moment (seconds since 1970), each array in the order of the units.

    Degrees, km/h and degrees from north; NaN is unknown. `states` are places in STATES; `ignition` is 1 on, 0 off, -1
    unknown.
    """

    at: float
    lat: Floats
    lon: Floats
    kmh: Floats
    heading: Floats
    states: Numbers
    ignition: Numbers

    @property
    def placed(self) -> npt.NDArray[np.bool_]:
        """Return which units have a place."""
        return ~np.isnan(self.lat)


@dataclass(frozen=True, slots=True)
class Near:
    """Two units, by their places in the order of the units, and how many metres they are apart."""

    one: int
    other: int
    metres: float


class Replay:
    """The period of several units; made in a thread where their tracks are long.

    Views of today end when each was made, so the period is the one that all of them lie in.
    """

    def __init__(self, views: Sequence[UnitView]) -> None:
        self.views = tuple(views)
        periods = [view.period for view in views] or [Span(0.0, 0.0)]
        self.period = Span(min(each.begins for each in periods), max(each.ends for each in periods))
        self.legs = [legs_of(view) for view in views]
        parts = [np.array([(part.begins, _code(part.kind)) for part in view.parts]).reshape(-1, 2) for view in views]
        self._legs, self._parts = _Table(self.legs, self.period), _Table(parts, self.period)

    def at(self, moment: float) -> Instant:
        """Return what each unit did at a moment; one of 50 units takes less than a millisecond."""
        moment = min(max(moment, self.period.begins), self.period.ends)
        leg, known = self._legs.rows_at(moment)
        known &= leg[:, ENDS] >= moment
        share = (moment - leg[:, BEGINS]) / np.maximum(leg[:, ENDS] - leg[:, BEGINS], 1e-9)
        lat = leg[:, LAT] + share * (leg[:, TO_LAT] - leg[:, LAT])
        lon = leg[:, LON] + share * (leg[:, TO_LON] - leg[:, LON])
        lat, lon, kmh, heading = (np.where(known, each, np.nan) for each in (lat, lon, leg[:, KMH], leg[:, HEADING]))
        part, told = self._parts.rows_at(moment)
        states = np.where(told, part[:, 1], _SILENT).astype(np.int64)
        idle = states == STATES.index(State.IDLING)
        ignition = np.where(idle, 1, np.where(known, leg[:, IGNITION], -1)).astype(np.int64)
        return Instant(moment, lat, lon, kmh, heading, states, ignition)


class _Table:
    """Rows of several units, each unit's in order of time in the first column, found for all by one search.

    Each unit has a stretch of one line of numbers for itself, as long as the period.
    """

    def __init__(self, rows: Sequence[Floats], period: Span) -> None:
        self._begins, long = period.begins, period.ends - period.begins + 1.0
        self._offsets = np.arange(len(rows)) * long
        counts = [len(each) for each in rows]
        self._first = np.cumsum([0, *counts[:-1]]) if rows else np.empty(0, dtype=np.int64)
        self._rows = np.concatenate(rows) if any(counts) else np.zeros((1, rows[0].shape[1] if rows else COLUMNS))
        keys = [each[:, 0] - period.begins + offset for each, offset in zip(rows, self._offsets, strict=True)]
        self._keys = np.concatenate(keys) if keys else np.empty(0)

    def rows_at(self, moment: float) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """Return the last row of each unit that has begun at a moment, and for which units there is one."""
        place = np.searchsorted(self._keys, self._offsets + (moment - self._begins), "right") - 1
        return self._rows[np.maximum(place, 0)], place >= self._first


def _code(kind: PartKind) -> int:
    return STATES.index(STATE_OF[kind])


def near_each_other(instant: Instant, within_m: float = NEAR_M) -> list[Near]:
    """Return the pairs of units within so many metres of each other, the nearest first; both places are known."""
    placed = np.flatnonzero(instant.placed)
    lat, lon = instant.lat[placed], instant.lon[placed]
    north = (lat[:, None] - lat[None, :]) * METRES_A_DEGREE
    east = (lon[:, None] - lon[None, :]) * METRES_A_DEGREE * np.cos(np.radians(lat))[:, None]
    apart = np.hypot(north, east)
    ones, others = np.nonzero(np.triu(apart <= within_m, 1))
    found = (
        Near(int(placed[one]), int(placed[other]), float(apart[one, other]))
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
    )
    return sorted(found, key=lambda each: each.metres)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time (seconds since 1970) in which a share of the units, up to 1, has no known place."""

    begins: float
    ends: float
    share: float


def gaps(replay: Replay) -> list[Gap]:
    """Return when units have no known place, in order of time."""
    return [each for each in _gaps(replay) if each.ends > each.begins and each.share > 0]


def _gaps(replay: Replay) -> Iterator[Gap]:
    legs = np.concatenate(replay.legs) if replay.legs else np.empty((0, COLUMNS))
    times = np.concatenate((legs[:, BEGINS], legs[:, ENDS]))
    changes = np.repeat((1, -1), len(legs))
    order = np.argsort(times, kind="stable")
    times, known = times[order], np.cumsum(changes[order])
    edges = np.concatenate(([replay.period.begins], times, [replay.period.ends]))
    shares = 1 - np.concatenate(([0], known)) / max(len(replay.legs), 1)
    edges, shares = _told_once(edges, shares)
    for begins, ends, share in zip(edges[:-1].tolist(), edges[1:].tolist(), shares.tolist(), strict=True):
        yield Gap(begins, ends, share)


def _told_once(edges: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Return the edges between which the share stays the same, without spans of no length."""
    long = np.diff(edges) > 0
    begins, shares = edges[:-1][long], shares[long]
    new = np.concatenate(([True], np.diff(shares) != 0)) if len(shares) else np.empty(0, dtype=bool)
    return np.append(begins[new], edges[-1]), shares[new]
