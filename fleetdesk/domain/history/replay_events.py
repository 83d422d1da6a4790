"""What happened to several units, in order of time, to step through."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.domain.history.meetings import Meeting
from fleetdesk.domain.history.parts import Part, PartKind
from fleetdesk.domain.history.replay import Replay

APART_S = 120.0
"""Units that were apart for no longer have not parted: that they are near again is no event."""


class EventKind(StrEnum):
    """What can happen; UNKNOWN is that from then on nobody tells."""

    TRIP_BEGINS = "trip begins"
    TRIP_ENDS = "trip ends"
    STOP = "stop"
    IDLING = "idling"
    REFUEL = "refuel"
    INPUT = "input"
    UNKNOWN = "unknown"
    MEETING = "meeting"


BEGUN = {
    PartKind.TRIP: EventKind.TRIP_BEGINS,
    PartKind.STOP: EventKind.STOP,
    PartKind.IDLING: EventKind.IDLING,
    PartKind.REFUEL: EventKind.REFUEL,
    PartKind.INPUT: EventKind.INPUT,
    PartKind.UNKNOWN: EventKind.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class ReplayEvent:
    """Something that happened to one unit, or to two that met, by their places in the order of the units."""

    at: float
    kind: EventKind
    units: tuple[int, ...]


def events_of(replay: Replay, met: Iterable[Meeting]) -> list[ReplayEvent]:
    """Return the events of a period, in order of time; what had begun before the period is none."""
    found = [event for number, view in enumerate(replay.views) for event in _of_parts(view.parts, number)]
    found += (ReplayEvent(each.begins, EventKind.MEETING, (each.one, each.other)) for each in _begun(met))
    inside = (each for each in found if replay.period.begins < each.at < replay.period.ends)
    return sorted(inside, key=lambda each: (each.at, each.units))


def _of_parts(parts: Iterable[Part], unit: int) -> Iterator[ReplayEvent]:
    for part in parts:
        yield ReplayEvent(part.begins, BEGUN[part.kind], (unit,))
        if part.kind is PartKind.TRIP and not part.under_way:
            yield ReplayEvent(part.ends, EventKind.TRIP_ENDS, (unit,))


def _begun(met: Iterable[Meeting]) -> Iterator[Meeting]:
    """Yield the meetings of units that were not near each other just before."""
    ended: dict[tuple[int, int], float] = {}
    for each in met:
        pair = each.one, each.other
        if each.begins - ended.get(pair, float("-inf")) > APART_S:
            yield each
        ended[pair] = max(each.ends, ended.get(pair, each.ends))


def stepped(events: Sequence[ReplayEvent], at: float, by: int) -> list[ReplayEvent]:
    """Return what happened at the next moment with an event after `at`, with `by` -1 the one before; or nothing."""
    times = [each.at for each in events]
    place = bisect_right(times, at) if by > 0 else bisect_left(times, at) - 1
    if not 0 <= place < len(events):
        return []
    wanted = times[place]
    return list(events[bisect_left(times, wanted) : bisect_right(times, wanted)])
