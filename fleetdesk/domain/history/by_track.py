"""What a track alone tells: when a unit drove, when it stood, when its ignition was on."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from fleetdesk.domain.history.intervals import Interval, merged
from fleetdesk.domain.history.track import HOLE_S, SAME_PLACE_M, STANDING_S, Track
from fleetdesk.domain.readings import ignition

MOVING_KMH = 5.0
SHORTEST_S, SHORTEST_M = 120.0, 300.0
"""What is shorter than both is no drive: a receiver that stands tells of some metres too."""


def driven(track: Track) -> list[Interval]:
    """Return when the unit drove."""
    seconds, steps = np.diff(track.at), np.diff(track.metres)
    moving = ~track.hole[1:] & (seconds <= HOLE_S) & (steps * 3.6 >= MOVING_KMH * seconds)
    found = merged(between(track, moving))
    return [each for each in found if _is_drive(track, each)]


def _is_drive(track: Track, interval: Interval) -> bool:
    return interval[1] - interval[0] >= SHORTEST_S or (track.metres_between(*interval) or 0.0) >= SHORTEST_M


def stood(track: Track) -> list[Interval]:
    """Return when the unit was heard of at one place, from point to point."""
    seconds, steps = np.diff(track.at), np.diff(track.metres)
    return merged(between(track, ~track.hole[1:] & (seconds <= STANDING_S) & (steps <= SAME_PLACE_M)))


def ignited(track: Track) -> list[Interval] | None:
    """Return when the ignition was on, by the inputs of the points; None where no point tells."""
    if not any(point.input for point in track.points):
        return None
    on = np.array([bool(ignition(point.input)) for point in track.points[:-1]], dtype=bool)
    return merged(between(track, on & (np.diff(track.at) <= HOLE_S * 3)))


def between(track: Track, wanted: npt.NDArray[np.bool_]) -> Iterator[Interval]:
    """Yield the times between a point and the next that are wanted: one flag less than there are points."""
    for place in np.flatnonzero(wanted):
        yield float(track.at[place]), float(track.at[place + 1])
