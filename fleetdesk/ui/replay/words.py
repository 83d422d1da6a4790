"""What a replay says: what happened, who is near whom, whose place nobody knows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.history.meetings import Meeting
from fleetdesk.domain.history.replay import NEAR_M, STATES, Instant, Near
from fleetdesk.domain.history.replay_events import EventKind, ReplayEvent
from fleetdesk.domain.history.time_axis import time_words
from fleetdesk.domain.motion import State
from fleetdesk.ui.widgets import formatting

LABEL_LETTERS, MOST_PAIRS, MOST_UNKNOWN, MOST_WITH_SPEED = 24, 3, 5, 10
EVENT_WORDS: Mapping[EventKind, str] = {
    EventKind.TRIP_BEGINS: _("{vehicle}: a trip begins"),
    EventKind.TRIP_ENDS: _("{vehicle}: the trip ends"),
    EventKind.STOP: _("{vehicle}: stands"),
    EventKind.IDLING: _("{vehicle}: stands with ignition on"),
    EventKind.REFUEL: _("{vehicle}: refuelling"),
    EventKind.INPUT: _("{vehicle}: an input comes on"),
    EventKind.UNKNOWN: _("{vehicle}: nothing known from here on"),
    EventKind.MEETING: _("{vehicle} and {other}: within {metres} m"),
}


def short(label: str) -> str:
    """Return what a unit is called, within a sentence."""
    return formatting.elided(label, LABEL_LETTERS)


def unit_words(label: str, instant: Instant, unit: int) -> str:
    """Return what stands beside a unit on the map; of a few units the speed too, while one drives."""
    kmh = float(instant.kmh[unit])
    if len(instant.kmh) > MOST_WITH_SPEED or STATES[instant.states[unit]] is not State.MOVING or kmh != kmh:
        return short(label)
    return _("{vehicle} {speed} km/h").format(vehicle=short(label), speed=number(kmh))


def banner_words(at: float, zone: ZoneInfo) -> str:
    """Return what the frame around the map says."""
    return _("Not live: {time} (replay)").format(time=time_words(at, zone))


def event_words(events: Iterable[ReplayEvent], labels: Sequence[str]) -> str:
    """Return what happened at one moment."""
    return joined((_event(each, [short(labels[unit]) for unit in each.units]) for each in events), " · ")


def _event(event: ReplayEvent, names: Sequence[str]) -> str:
    return EVENT_WORDS[event.kind].format(vehicle=names[0], other=names[-1], metres=grouped(round(NEAR_M)))


def near_words(pairs: Sequence[Near], labels: Sequence[str]) -> str:
    """Return who is near whom, the nearest first; that nobody is, where there are several units."""
    if not pairs:
        alone = _("Nobody is within {metres} m of another").format(metres=grouped(round(NEAR_M)))
        return alone if len(labels) > 1 else ""
    told = [
        _("{vehicle} and {other}: {metres} m").format(
            vehicle=short(labels[pair.one]), other=short(labels[pair.other]), metres=metres_words(pair.metres)
        )
        for pair in pairs[:MOST_PAIRS]
    ]
    return joined((*told, _more(len(pairs) - MOST_PAIRS)), " · ")


def metres_words(metres: float) -> str:
    """Return a distance in metres; below 30 m by tens, because receivers are no better."""
    return number(max(round(metres, -1), 10) if metres < 30 else round(metres))


def unknown_words(unplaced: Sequence[str]) -> str:
    """Return the units whose place nobody knows now, by what they are called; empty for none."""
    if not unplaced:
        return ""
    told = joined((*map(short, unplaced[:MOST_UNKNOWN]), _more(len(unplaced) - MOST_UNKNOWN)))
    return _("Place unknown: {vehicles}").format(vehicles=told)


def _more(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count).format(count=grouped(count)) if count > 0 else ""


def meetings_words(count: int) -> str:
    """Return how many meetings a period had."""
    return ngettext("{count} meeting", "{count} meetings", count).format(count=grouped(count))


def meeting_words(meeting: Meeting, labels: Sequence[str], zone: ZoneInfo) -> str:
    """Return one meeting as an entry of a menu."""
    return _("{time} · {vehicle} and {other} · for {long} · {metres} m").format(
        time=time_words(meeting.begins, zone),
        vehicle=short(labels[meeting.one]),
        other=short(labels[meeting.other]),
        long=formatting.age(timedelta(seconds=meeting.ends - meeting.begins)),
        metres=metres_words(meeting.nearest_m),
    )
