"""What a replay shows, prepared once; made in a thread, because tracks may be long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.drawn_track import Box, DrawnTrack
from fleetdesk.domain.history.legs import LAT, LON
from fleetdesk.domain.history.meetings import Meeting, meetings
from fleetdesk.domain.history.replay import Gap, Replay, gaps
from fleetdesk.domain.history.replay_events import EventKind, ReplayEvent, events_of
from fleetdesk.domain.history.view import UnitView

MOST_MARKS = 2000
RANK = (
    EventKind.UNKNOWN,
    EventKind.STOP,
    EventKind.TRIP_ENDS,
    EventKind.IDLING,
    EventKind.TRIP_BEGINS,
    EventKind.INPUT,
    EventKind.REFUEL,
    EventKind.MEETING,
)
"""Of events at one place of the time line the last of these is marked."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the time line shows: shares of the period (0 to 1) with what happened there, and when places are unknown."""

    period: Span = field(default_factory=lambda: Span(0.0, 1.0))
    events: tuple[tuple[float, EventKind], ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, eq=False)
class Scene:
    """The units of a replay by their keys, each with what it is called, what happened to them, and their ways."""

    replay: Replay
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    meetings: tuple[Meeting, ...] = ()
    events: tuple[ReplayEvent, ...] = ()
    marks: Marks = field(default_factory=Marks)
    ways: tuple[DrawnTrack, ...] = ()

    @property
    def bounds(self) -> Box | None:
        """Return the box around all known places; None without any."""
        every = [legs for legs in self.replay.legs if len(legs)]
        if not every:
            return None
        legs = np.concatenate(every)
        lat, lon = legs[:, LAT], legs[:, LON]
        return float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max())

    @property
    def first(self) -> float:
        """Return where to begin: at the first trip, else at the beginning of the period."""
        begun = (event.at for event in self.events if event.kind is EventKind.TRIP_BEGINS)
        return next(begun, self.replay.period.begins)


def scene_of(views: Sequence[UnitView], labels: Mapping[str, str]) -> Scene:
    """Return what there is to show of units; a day of 50 takes some tenths of a second."""
    replay = Replay(views)
    met = meetings(replay)
    events = events_of(replay, met)
    keys = tuple(view.key for view in views)
    marks = Marks(replay.period, _marked(events, replay.period), tuple(gaps(replay)))
    shown = tuple(DrawnTrack(view.track) for view in views)
    return Scene(replay, keys, tuple(labels.get(key, key) for key in keys), tuple(met), tuple(events), marks, shown)


def _marked(events: Sequence[ReplayEvent], period: Span) -> tuple[tuple[float, EventKind], ...]:
    """Return one event for each of MOST_MARKS places of the time line."""
    long, found = max(period.ends - period.begins, 1.0), dict[int, EventKind]()
    for event in events:
        place = int((event.at - period.begins) / long * MOST_MARKS)
        if place not in found or RANK.index(found[place]) < RANK.index(event.kind):
            found[place] = event.kind
    return tuple((place / MOST_MARKS, kind) for place, kind in sorted(found.items()))
