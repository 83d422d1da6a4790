"""What a vehicle's track tells of a task: when it was at the place, how near it came, and how far it drove."""

from dataclasses import dataclass
from datetime import datetime
from math import cos, radians

import numpy as np

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import METRES_A_DEGREE, Area
from fleetdesk.domain.history.stays import Stay, stays
from fleetdesk.domain.history.track import HOLE_S, Floats, Track
from fleetdesk.domain.tasks import Task

THERE_M = 200.0
"""Who is within so many metres of the place of a task is there."""
AROUND_S = 2 * 3600.0
"""The track is looked at from so long before a task's first moment to so long after its last."""
LONGEST_S = 7 * 86_400.0
"""Of a task with a longer window the last days are looked at."""


@dataclass(frozen=True, slots=True)
class Near:
    """How near a vehicle came to a place, in metres, and when, in seconds since 1970."""

    metres: float
    at: float


@dataclass(frozen=True, slots=True)
class TaskFact:
    """What the track tells of a task in a period; None is what it cannot tell.

    `known` is the part of the period, 0 to 1, for which the way is known. `stays` are those at the place of the task.
    `begun_m`, `finished_m` and `entered_m` are how far from the place the vehicle was when the server says so.
    `driven_km` is the way from the server's begin of the work to its end, or to where the vehicle came to the place.
    """

    period: Span
    known: float
    stays: tuple[Stay, ...] = ()
    nearest: Near | None = None
    finished_m: float | None = None
    entered_m: float | None = None
    driven_km: float | None = None


def fact_period(task: Task, now: datetime) -> Span | None:
    """Return the period to look at, up to `now`; None where a task has no vehicle, place or time, or lies ahead."""
    moments = [each.timestamp() for each in _moments(task) if each is not None]
    if not task.unit or task.lat is None or task.lon is None or not moments:
        return None
    ends = max(moments) + AROUND_S if task.finished else max(*moments, now.timestamp())
    ends = min(ends, now.timestamp())
    begins = max(min(moments) - AROUND_S, ends - LONGEST_S)
    return Span(begins, ends) if begins < ends else None


def _moments(task: Task) -> tuple[datetime | None, ...]:
    work = task.work_started_at, task.work_finished_at
    return (task.start_at, task.stop_at, *work, task.entered_at, task.left_at)


def fact_of(task: Task, track: Track, period: Span) -> TaskFact:
    """Return what a track tells of a task in a period, which fact_period() gave."""
    assert task.lat is not None
    assert task.lon is not None
    place, known = (task.lat, task.lon), known_part(track, period)
    there = tuple(stays(track, Area.around(*place, THERE_M)))
    return TaskFact(
        period,
        known,
        there,
        nearest_to(track, *place),
        _metres_then(track, place, task.work_finished_at),
        _metres_then(track, place, task.entered_at),
        _driven_km(task, track, there),
    )


def known_part(track: Track, period: Span) -> float:
    """Return for what part of a period, 0 to 1, the way is known."""
    if len(track.at) < 2 or period.ends <= period.begins:
        return 0.0
    known = np.diff(track.at)[~track.hole[1:]].sum()
    edges = sum(min(each, HOLE_S) for each in (track.at[0] - period.begins, period.ends - track.at[-1]))
    return float(min((known + edges) / (period.ends - period.begins), 1.0))


def nearest_to(track: Track, lat: float, lon: float) -> Near | None:
    """Return how near the way came to a place, also between two points; None without points."""
    if not len(track.at):
        return None
    x = (track.lon - lon) * METRES_A_DEGREE * cos(radians(lat))
    y = (track.lat - lat) * METRES_A_DEGREE
    if len(track.at) == 1:
        return Near(float(np.hypot(x[0], y[0])), float(track.at[0]))
    share = _nearest_share(x, y)
    share = np.where(track.hole[1:], np.round(share), share)  # nobody knows the way between: one of its ends
    metres = np.hypot(x[:-1] + share * np.diff(x), y[:-1] + share * np.diff(y))
    place = int(np.argmin(metres))
    at = track.at[place] + share[place] * (track.at[place + 1] - track.at[place])
    return Near(float(metres[place]), float(at))


def _nearest_share(x: Floats, y: Floats) -> Floats:
    """Return for each way from a point to the next where on it, 0 to 1, it is nearest to the origin."""
    dx, dy = np.diff(x), np.diff(y)
    long = dx * dx + dy * dy
    along = -(x[:-1] * dx + y[:-1] * dy)
    return np.clip(np.divide(along, long, out=np.zeros_like(along), where=long > 0), 0.0, 1.0)


def _metres_then(track: Track, place: tuple[float, float], moment: datetime | None) -> float | None:
    """Return how far from a place the vehicle was at a moment; None where that is not known."""
    point = track.nearest(moment.timestamp()) if moment is not None else None
    if point is None:
        return None
    near = nearest_to(track.within(float(track.at[point]), float(track.at[point])), *place)
    return None if near is None else near.metres


def _driven_km(task: Task, track: Track, there: tuple[Stay, ...]) -> float | None:
    if task.work_started_at is None:
        return None
    begins = task.work_started_at.timestamp()
    came = next((each.begins for each in there if each.came and each.begins > begins), None)
    ends = task.work_finished_at.timestamp() if task.work_finished_at is not None else came
    if ends is None or ends <= begins or track.within(begins, ends).hole[1:].any():
        return None
    metres = track.metres_between(begins, ends)
    return None if metres is None else metres / 1000
