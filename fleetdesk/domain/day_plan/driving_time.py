"""How long a drive takes with the breaks and daily rests that Regulation (EC) 561/2006 demands. No I/O.

The simple case of the rules: 45 minutes of break after 4.5 hours of driving, 11 hours of rest after 9. For information
only, as all driving time here: what a tachograph sent last is no basis for a legal decision.
"""

from dataclasses import dataclass
from datetime import datetime

from fleetdesk.domain.drivers import TachoState

BREAK_AFTER_MIN, BREAK_MIN = 270.0, 45.0
REST_AFTER_MIN, REST_MIN = 540.0, 660.0


@dataclass(frozen=True, slots=True)
class DrivingTime:
    """How many minutes may still be driven until a break, and until a daily rest."""

    until_break_min: float = BREAK_AFTER_MIN
    until_rest_min: float = REST_AFTER_MIN

    def driven(self, minutes: float) -> "DrivingTime":
        """Return what is left after so many minutes at the wheel."""
        return DrivingTime(self.until_break_min - minutes, self.until_rest_min - minutes)

    def paused(self, minutes: float) -> "DrivingTime":
        """Return what is left after so many minutes without driving and without work."""
        if minutes >= REST_MIN:
            return DrivingTime()
        return DrivingTime(BREAK_AFTER_MIN, self.until_rest_min) if minutes >= BREAK_MIN else self


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive with its breaks and rests: all its minutes, and what may be driven after it."""

    minutes: float
    breaks: int
    rests: int
    left: DrivingTime


def drive(minutes: float, left: DrivingTime) -> Drive:
    """Return what becomes of a drive of so many minutes at the wheel."""
    taken, breaks, rests, rest_of_way = 0.0, 0, 0, minutes
    while rest_of_way > (stretch := max(min(left.until_break_min, left.until_rest_min), 0.0)):
        must_rest = left.until_rest_min <= left.until_break_min
        pause = REST_MIN if must_rest else BREAK_MIN
        left = left.driven(stretch).paused(pause)
        taken, rest_of_way = taken + stretch + pause, rest_of_way - stretch
        breaks, rests = breaks + (not must_rest), rests + must_rest
    return Drive(taken + rest_of_way, breaks, rests, left.driven(rest_of_way))


def left_by(tacho: TachoState | None, now: datetime) -> DrivingTime:
    """Return what a tachograph leaves its driver; a whole day where it said nothing.

    It does not tell when the last break was: breaks are taken to have followed each 4.5 hours driven today.
    """
    if tacho is None:
        return DrivingTime()
    driven = max(tacho.driven_today_min or 0, 0)
    until_rest = REST_AFTER_MIN - driven if tacho.until_daily_rest_min is None else float(tacho.until_daily_rest_min)
    left = DrivingTime(BREAK_AFTER_MIN - driven % BREAK_AFTER_MIN, max(until_rest, 0.0))
    return left.paused(_resting_min(tacho, now))


def _resting_min(tacho: TachoState, now: datetime) -> float:
    if tacho.activity != "rest" or tacho.state_changed_at is None:
        return 0.0
    return (now - tacho.state_changed_at).total_seconds() / 60
