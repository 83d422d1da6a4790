"""What a unit is doing, judged from its last message and the clock; every state has its reason in words."""

from bisect import bisect_left
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.units import Position

MOVING_KMH = 3.0
SILENT_AFTER = timedelta(minutes=15)
SILENT_WHEN_PARKED = timedelta(hours=24)
FADE_STEPS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=24))
_NO_TIME = timedelta()
OLD_FADE, OLDEST_FADE = 2, len(FADE_STEPS)
FUTURE_TOLERANCE = timedelta(minutes=10)
FLAT_12_V, LEAST_24_V, FLAT_24_V = 11.5, 16.0, 23.0
"""Volts below which a supply of 12 V or of 24 V is flat. No vendor says which of the two a vehicle has, but 12 V are
charged with 15 V at most: what shows more has 24 V.
"""


class State(StrEnum):
    """The four signs of the desk."""

    MOVING = "moving"
    IDLING = "idling"
    STOPPED = "stopped"
    SILENT = "silent"


class Motion(NamedTuple):
    """A state, the age of the last message, how far its sign is faded (0..3), and the position it is judged from.

    `is_last_known` says that no news can come. Thousands are made at a time, so the words are made when they are read.
    """

    state: State
    age: timedelta | None
    fade: int
    position: Position | None = None
    is_last_known: bool = False

    @property
    def reason(self) -> str:
        """Return why we say so, in words."""
        if self.position is None or self.age is None:
            return _("never heard of")
        reason = _reason(self.position, self.state, self.age)
        return _("last known: {reason}").format(reason=reason) if self.is_last_known else reason

    @property
    def is_old(self) -> bool:
        """Return whether the unit may be elsewhere by now: its message is older than an hour, or news is missed."""
        return self.fade >= OLD_FADE


UNHEARD = Motion(State.SILENT, None, 3)


def judge(position: Position | None, now: datetime) -> Motion:
    """Judge what the unit is doing at `now`, and why we say so."""
    seen = position.seen_at if position else None
    if position is None or seen is None:
        return UNHEARD
    age = max(now - seen, _NO_TIME)
    state = _active(position)
    fade = bisect_left(FADE_STEPS, age)
    if fade and not position.private and age > (SILENT_WHEN_PARKED if state is State.STOPPED else SILENT_AFTER):
        state = State.SILENT
    return Motion(state, age, fade, position)


def last_known(motion: Motion) -> Motion:
    """Return the same as it looks while no news of it can come: faded at once, and said to be the last known."""
    return motion if motion.age is None else motion._replace(fade=OLDEST_FADE, is_last_known=True)


def _reason(position: Position, state: State, age: timedelta) -> str:
    if position.private:
        return _("private trip, place hidden")
    return _silence(position, age) if state is State.SILENT else _activity(position, state)


def _active(position: Position) -> State:
    if position.speed_kmh is not None and position.speed_kmh >= MOVING_KMH:
        return State.MOVING
    return State.IDLING if position.ignition else State.STOPPED


def _activity(position: Position, state: State) -> str:
    if position.has_fix is False:
        return _("no GPS fix, still talking")
    if state is State.MOVING:
        return _moving(number(position.speed_kmh or 0), position.heading_deg)
    if state is State.IDLING:
        return _("standing, ignition on")
    return pgettext("status", "stopped") if position.ignition is None else _("parked, ignition off")


def _moving(speed: str, heading_deg: int | None) -> str:
    if heading_deg is None:
        return _("moving {speed} km/h").format(speed=speed)
    return _("moving {speed} km/h, heading {heading}°").format(speed=speed, heading=f"{heading_deg:03d}")


def _silence(position: Position, age: timedelta) -> str:
    since, state = in_words(age), _active(position)
    if position.power_v is not None and is_flat(position.power_v):
        voltage = number(position.power_v, 1)
        return _("battery low ({voltage} V), silent {duration}").format(voltage=voltage, duration=since)
    if state is State.MOVING:
        return _("moving, then silent {duration}").format(duration=since)
    if state is State.IDLING:
        return _("ignition on, then silent {duration}").format(duration=since)
    if position.ignition is None:
        return _("stopped, silent {duration}").format(duration=since)
    return _("parked, ignition off, silent {duration}").format(duration=since)


def is_flat(power_v: float) -> bool:
    """Return whether the battery of a vehicle is flat, of 12 V or 24 V; 0 V is a supply that nobody measures."""
    return 0 < power_v < FLAT_12_V or LEAST_24_V <= power_v < FLAT_24_V


def in_words(span: timedelta) -> str:
    """Write a span of time as a dispatcher says it: 9 s, 12 min, 3 h, 5 d."""
    seconds = int(span.total_seconds())
    if seconds < 100:
        return pgettext("unit", "{count} s").format(count=seconds)
    if seconds < 100 * 60:
        return pgettext("unit", "{count} min").format(count=seconds // 60)
    if seconds < 72 * 3600:
        return pgettext("unit", "{count} h").format(count=seconds // 3600)
    return pgettext("unit", "{count} d").format(count=seconds // 86400)
