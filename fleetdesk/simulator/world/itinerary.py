"""A vehicle's day: its legs and stops, planned from nothing but seed, vehicle and the number of the day."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fleetdesk.simulator.clock import DAY
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.world.course import Course, Motion
from fleetdesk.simulator.world.roads import SITES_PER_TOWN, STATION, Network, Site
from fleetdesk.simulator.world.vehicle import Vehicle

_HOUR = 3600.0
_BREAK = 2760.0
_DRIVE_BEFORE_BREAK = 4.45 * _HOUR
_DRIVE_A_DAY = 8.9 * _HOUR
_REACH_M = 95_000
_NIGHT_M = 145_000
"""So that the way from one night's place to the next is never longer than 4 h 30."""


@dataclass(slots=True)
class Leg:
    """A drive between two sites, in seconds since 1970; `before` is the metres driven earlier that day."""

    number: int
    start: float
    end: float
    origin: Site
    target: Site
    courses: Sequence[Course]
    pace: float
    metres: float
    before: float
    driver: int
    refuel: bool = False

    def motion(self, at: float) -> Motion:
        """Return the motion at a time within the leg; metres count from the leg's start."""
        clock, metres = (at - self.start) * self.pace, 0.0
        for course in self.courses[:-1]:
            if clock < course.seconds:
                break
            clock -= course.seconds
            metres += course.length
        else:
            course = self.courses[-1]
        here = course.motion(max(0.0, clock))
        return Motion(here.lon, here.lat, here.heading, here.speed * self.pace, metres + here.metres)

    @property
    def top_speed(self) -> float:
        """Return the leg's highest speed in m/s."""
        return max(course.top for course in self.courses) * self.pace


@dataclass(slots=True)
class Day:
    """One vehicle-day [start, end): where it begins, its legs in order, and its metres in all."""

    number: int
    start: float
    end: float
    night: Site
    legs: list[Leg] = field(default_factory=list)
    metres: float = 0.0
    repair: bool = False


class Planner:
    """Plans the days of every vehicle of one fleet."""

    def __init__(self, network: Network, seed: int) -> None:
        self.network = network
        self.seed = seed

    def night(self, vehicle: Vehicle, day: int) -> Site:
        """Return where the vehicle spends the rest before that day."""
        if not vehicle.truck:
            return self.network.sites[vehicle.home]
        last = day - 1 if self.is_off(vehicle, day - 1) else day
        dice = Dice(vehicle.salt, last, 3)
        if dice.chance(0.5):
            return self.network.sites[vehicle.home]
        town = dice.pick(self.network.around(vehicle.home // SITES_PER_TOWN, _NIGHT_M))
        return self.network.sites[town * SITES_PER_TOWN + dice.whole(1, SITES_PER_TOWN - 1)]

    def is_off(self, vehicle: Vehicle, day: int) -> bool:
        """Return whether the vehicle stands all that day: the weekly rest, or a day at the workshop."""
        weekly = (day + vehicle.salt) % 7 == 6 and (vehicle.truck or vehicle.salt % 3 == 0)
        return weekly or self.in_repair(vehicle, day)

    def in_repair(self, vehicle: Vehicle, day: int) -> bool:
        """Return whether the vehicle is at the workshop that day."""
        return not vehicle.truck and (vehicle.salt // 7 + day) % 41 == 0

    def plan(self, vehicle: Vehicle, number: int) -> Day:
        """Return the vehicle's day of that number (days since 1970, from the vehicle's own boundary)."""
        start = number * DAY + vehicle.boundary
        day = Day(number, start, start + DAY, self.night(vehicle, number))
        day.repair = self.in_repair(vehicle, number)
        if not self.is_off(vehicle, number):
            _DayBuilder(self, vehicle, day).build()
        return day


class _DayBuilder:
    def __init__(self, planner: Planner, vehicle: Vehicle, day: Day) -> None:
        self.network, self.vehicle, self.day = planner.network, vehicle, day
        self.dice = Dice(vehicle.salt, day.number, 5)
        self.goal = planner.night(vehicle, day.number + 1)
        self.here = day.night
        self.clock = day.start + self.dice.between(600, 2400)
        self.driven = self.since_break = 0.0
        self.refuel = vehicle.refuel_every == 1 or (day.number + vehicle.salt) % vehicle.refuel_every == 0

    def build(self) -> None:
        if self.vehicle.shifts == 1:
            self._shift(0, self.day.start + 12.2 * _HOUR, self.goal)
        else:
            self._shift(0, self.day.start + 10.8 * _HOUR, self.goal)
            self.clock += self.dice.between(900, 2700)
            self._shift(1, self.day.start + 23.2 * _HOUR, self.goal)
        self.day.metres = sum(leg.metres for leg in self.day.legs)

    def _shift(self, driver: int, limit: float, goal: Site) -> None:
        for _ in range(40):
            target = self._next()
            if self.refuel and self.clock > self.day.start + (1 if self.vehicle.truck else 5) * _HOUR:
                target = self.network.sites[target.town * SITES_PER_TOWN + STATION]
            pace = self._pace()
            if target is self.here or not self._fits(target, pace, limit, goal):
                break
            self._drive(target, pace, driver)
            self._stop()
        if self.here is not goal:
            self._drive(goal, self._pace(), driver)
            self.clock += self.dice.between(240, 600)

    def _pace(self) -> float:
        return self.dice.between(0.92, 1.0) if self.vehicle.truck else self.dice.between(0.9, 1.04)

    def _next(self) -> Site:
        town = self.vehicle.home // SITES_PER_TOWN
        reach = 190_000 if self.vehicle.truck else _REACH_M
        towns = self.network.around(self.here.town if self.vehicle.truck else town, reach)
        choice = self.dice.pick(towns)
        return self.network.sites[choice * SITES_PER_TOWN + self.dice.whole(1, SITES_PER_TOWN - 1)]

    def _seconds(self, target: Site, origin: Site, pace: float) -> float:
        if target is origin:
            return 0.0
        return self.network.way(origin, target, self.vehicle.gait)[1] / pace

    def _fits(self, target: Site, pace: float, limit: float, goal: Site) -> bool:
        out = self._seconds(target, self.here, pace)
        home = self._seconds(goal, target, 0.9)
        if self.vehicle.truck and self.driven + out + home > _DRIVE_A_DAY:
            return False
        spare = 2 * _BREAK if self.vehicle.truck else 2400
        return self.clock + out + home + spare < limit

    def _drive(self, target: Site, pace: float, driver: int) -> None:
        courses, seconds, metres = self.network.way(self.here, target, self.vehicle.gait)
        seconds /= pace
        if self.vehicle.truck and self.since_break + seconds > _DRIVE_BEFORE_BREAK:
            # EU rules: 45 minutes' break after at most 4 h 30 of driving.
            self.clock += _BREAK
            self.since_break = 0.0
        before = self.day.legs[-1].before + self.day.legs[-1].metres if self.day.legs else 0.0
        end = self.clock + seconds
        leg = Leg(len(self.day.legs), self.clock, end, self.here, target, courses, pace, metres, before, driver)
        if self.refuel and target.number % SITES_PER_TOWN == STATION:
            leg.refuel, self.refuel = True, False
        self.day.legs.append(leg)
        self.here, self.clock = target, leg.end
        self.driven += seconds
        self.since_break += seconds

    def _stop(self) -> None:
        if self.vehicle.truck:
            seconds = self.dice.between(900, 2600)
        elif self.vehicle.shifts == 2:
            seconds = self.dice.between(180, 900)
        else:
            seconds = self.dice.between(600, 3600)
        if seconds >= 2700:
            self.since_break = 0.0
        self.clock += seconds
