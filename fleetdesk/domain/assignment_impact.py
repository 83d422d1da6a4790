"""What would follow if a vehicle were given a task: its way and arrival, its window, clashes and hours.

Driving time is what the tachograph sent last: for information only, and no basis for a legal decision. No Qt.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number, time_of_day
from fleetdesk.base.sentences import filled, joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.board import span
from fleetdesk.domain.drivers import REST_SOON_MIN, TachoState
from fleetdesk.domain.estimate import leg, point
from fleetdesk.domain.motion import Motion, State, in_words
from fleetdesk.domain.roads import ESTIMATE, FindWay, straight_way
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit, UnitKind

DAILY_REST = timedelta(hours=11)
OLD_TACHO = timedelta(minutes=30)
TACHO_NOTE = _("Driving time as the tachograph sent it: for information only, no basis for a legal decision.")
MOST_CLASHES = 3


class Vehicle(Protocol):
    """What has to be known of a unit; the desk's own record of one fits."""

    @property
    def unit(self) -> Unit: ...  # noqa: D102
    @property
    def position(self) -> Position | None: ...  # noqa: D102
    @property
    def motion(self) -> Motion: ...  # noqa: D102
    @property
    def driving(self) -> TachoState | None: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


class Sign(IntEnum):
    """How it looks, worst last."""

    GOOD = 0
    DOUBTFUL = 1
    BAD = 2


@dataclass(frozen=True, slots=True)
class AssignmentImpact:
    """One vehicle and one task: way, arrival, window, clashes and driving time; None is unknown.

    `refusal` says why it cannot be given at all, `doubt` why the place of the vehicle may be wrong, `after` what it has
    to finish first. `drive_min` is the driving until the task's place, with the way to what it has to finish first;
    `basis` says where distance and times come from, `spread` is the least and the most minutes of the driving.
    """

    refusal: str = ""
    doubt: str = ""
    after: str = ""
    distance_km: float | None = None
    arrival: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    clashes: tuple[str, ...] = ()
    drive_min: float | None = None
    left_min: int | None = None
    left_as_of: datetime | None = None
    rest_fits: bool = False
    by_road: bool = False
    basis: str = ESTIMATE
    spread: tuple[float, float] | None = None

    @property
    def late(self) -> timedelta:
        """Return how long after the window's end the vehicle would arrive; zero when in time or unknown."""
        if self.arrival is None or self.closes is None:
            return timedelta()
        return max(self.arrival - self.closes, timedelta())

    @property
    def over_hours(self) -> bool:
        """Return whether the drive needs more than the driving time left, and no daily rest fits in before."""
        if self.drive_min is None or self.left_min is None:
            return False
        return self.drive_min > self.left_min and not self.rest_fits

    @property
    def left_after_min(self) -> int | None:
        """Return the whole minutes of driving left at the task's place; None where unknown, or used up before."""
        if self.drive_min is None or self.left_min is None or self.drive_min > self.left_min:
            return None
        return math.floor(self.left_min - self.drive_min)

    @property
    def runs_out(self) -> bool:
        """Return whether little driving time is left at the task's place, and no daily rest fits in before."""
        return self.left_after_min is not None and self.left_after_min < REST_SOON_MIN and not self.rest_fits

    @property
    def sign(self) -> Sign:
        """Return bad when refused, late or beyond the driving time; doubtful for little of it, clashes, a doubt."""
        if self.refusal or self.late or self.over_hours:
            return Sign.BAD
        unsure = self.clashes or self.doubt or self.runs_out or self.arrival is None
        return Sign.DOUBTFUL if unsure else Sign.GOOD

    def in_words(self, zone: ZoneInfo) -> str:
        """Return one short sentence with its basis: "12.4 km, about 14:20, …; … (estimate: …)"."""
        told = self.facts(zone)
        return told if self.distance_km is None else filled("{facts} ({basis})", facts=told, basis=self.basis)

    def facts(self, zone: ZoneInfo) -> str:
        """Return the same without the remark where the figures come from; times in the zone, what is wrong first."""
        if self.refusal:
            return self.refusal
        rest = [self._clash_words(), self._driving(zone)]
        return joined([self._way(zone), *(reversed(rest) if self.over_hours else rest), self.doubt], "; ")

    def brief(self, zone: ZoneInfo) -> str:
        """Return a few words for a line among others: what is wrong, else the arrival against the window."""
        if self.refusal or self.arrival is None:
            return self.refusal or self.doubt
        wrong = [
            self._too_long(),
            self.window_words() if self.late else "",
            self._running_out(),
            self._clash_words(),
            self.doubt,
        ]
        return joined(wrong, "; ") or self._about(zone)

    def _too_long(self) -> str:
        if not self.over_hours:
            return ""
        return _("needs {needed} min of driving, {left} left").format(
            needed=number(self.drive_min or 0), left=self.left_min
        )

    def _running_out(self) -> str:
        left = self.left_after_min
        return _("only {left} min of driving left there").format(left=left) if self.runs_out else ""

    def _about(self, zone: ZoneInfo) -> str:
        arrival = self.arrival and time_of_day(self.arrival.astimezone(zone))
        return joined((_("about {time}").format(time=arrival) if arrival else "", self.window_words()))

    def _way(self, zone: ZoneInfo) -> str:
        if self.distance_km is None:
            return ""
        after = _("after {task}").format(task=self.after) if self.after else ""
        distance = pgettext("unit", "{distance} km").format(distance=number(self.distance_km, 1))
        return joined((after, distance, self._duration(), self._about(zone)))

    def _duration(self) -> str:
        """Return how long the driving takes, where the fleet's own ways tell between which minutes."""
        if self.spread is None:
            return ""
        least, most = map(number, self.spread)
        return _("about {least} to {most} min").format(least=least, most=most)

    def window_words(self) -> str:
        """Compare the arrival with the window: "10 min before the window closes"; empty where either is unknown."""
        if self.arrival is None:
            return ""
        if self.late:
            return _("{duration} after the window closes").format(duration=in_words(self.late))
        if self.opens is not None and self.arrival < self.opens:
            return _("{duration} before the window opens").format(duration=in_words(self.opens - self.arrival))
        if self.closes is None:
            return ""
        return _("{duration} before the window closes").format(duration=in_words(self.closes - self.arrival))

    def _clash_words(self) -> str:
        shown, more = ", ".join(self.clashes[:MOST_CLASHES]), len(self.clashes) - MOST_CLASHES
        if more <= 0:
            return _("clashes with {tasks}").format(tasks=shown) if shown else ""
        return ngettext("clashes with {tasks} and {count} more", "clashes with {tasks} and {count} more", more).format(
            tasks=shown, count=more
        )

    def _driving(self, zone: ZoneInfo) -> str:
        if self.left_min is None:
            return _("driving time left unknown")
        left, after = self._left(zone), self.left_after_min
        if not self.over_hours:
            there = _("{left} after the drive to the task").format(left=after) if after is not None else ""
            return joined((left, there))
        needed = _("needs {needed} min of driving").format(needed=number(self.drive_min or 0))
        return joined((needed, left))

    def _left(self, zone: ZoneInfo) -> str:
        if self.left_as_of is None:
            return _("{left} min of driving left").format(left=self.left_min)
        time = time_of_day(self.left_as_of.astimezone(zone))
        return _("{left} min of driving left as of {time}").format(left=self.left_min, time=time)


def refusal(task: Task, unit: Unit) -> str:
    """Return why the unit cannot be given the task; empty when it can. A task of no account yet fits all units."""
    name = unit.plate or unit.name or unit.id
    if unit.kind is not UnitKind.VEHICLE:
        return _("{name} is a person: tasks are given to vehicles.").format(name=name)
    if task.account not in ("", unit.account):
        return _(
            "{name} is a vehicle of {account}, the task is of {other_account}. Choose a vehicle of that account."
        ).format(name=name, account=unit.account, other_account=task.account)
    return _("The task is finished and cannot be given any more.") if task.finished else ""


def assignment_impact(
    task: Task, vehicle: Vehicle, others: Iterable[Task], now: datetime, find: FindWay = straight_way
) -> AssignmentImpact:
    """Estimate what would follow at `now`; `others` are the vehicle's tasks, where the task itself does not count."""
    if why := refusal(task, vehicle.unit):
        return AssignmentImpact(refusal=why)
    others = [each for each in others if each.key != task.key and not each.finished]
    left, as_of = _left(vehicle.driving, now)
    known = {"opens": task.start_at, "closes": task.stop_at, "clashes": clashes(task, others)}
    way = leg(task, vehicle.position, others, now, find)
    if way is None:
        return AssignmentImpact(doubt=_unplaced(task), left_min=left, left_as_of=as_of, **known)  # type: ignore[arg-type]
    rest = task.stop_at is not None and task.stop_at >= way.arrival + DAILY_REST
    return AssignmentImpact(
        doubt=_doubt(vehicle.motion),
        after=way.after,
        distance_km=way.km,
        arrival=way.arrival,
        drive_min=way.drive_min,
        left_min=left,
        left_as_of=as_of,
        rest_fits=rest,
        by_road=way.by_road,
        basis=way.basis,
        spread=way.spread,
        **known,  # type: ignore[arg-type]
    )


def clashes(task: Task, others: Iterable[Task]) -> tuple[str, ...]:
    """Return the names of the vehicle's other unfinished tasks whose windows overlap the task's."""
    mine = span(task)
    if mine is None:
        return ()
    spans = ((each, span(each)) for each in others if each.key != task.key and not each.finished)
    return tuple(each.name for each, its in spans if its and its[0] < mine[1] and mine[0] < its[1])


def _left(driving: TachoState | None, now: datetime) -> tuple[int | None, datetime | None]:
    """Return the minutes of driving left, and when that was said if it is old; None where unknown."""
    if driving is None or driving.until_daily_rest_min is None:
        return None, None
    old = driving.at is not None and now - driving.at > OLD_TACHO
    return driving.until_daily_rest_min, driving.at if old else None


def _unplaced(task: Task) -> str:
    return _("the task has no place") if point(task) is None else _("the vehicle has no position")


def _doubt(motion: Motion) -> str:
    if motion.state is State.SILENT:
        return motion.reason
    if not motion.is_old or motion.age is None:
        return ""
    return _("its position is {age} old").format(age=in_words(motion.age))
