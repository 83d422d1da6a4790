"""A fleet: its vehicles, their days, and what each is doing at any time."""

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import NamedTuple

from fleetdesk.simulator.clock import DAY
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.world.country import Country
from fleetdesk.simulator.world.itinerary import Day, Leg, Planner
from fleetdesk.simulator.world.roads import Network, Site
from fleetdesk.simulator.world.vehicle import Vehicle, make_vehicle

_FIRST_DAY = 20_454
"""1 January 2026: odometers start here."""

_THEFTS_A_DAY = 0.08
_LONG_STAND = 2 * 3600.0
_BLOCK = 16
_KM_A_DAY = 800


class Doing(NamedTuple):
    """What a vehicle does at a time: on `leg`, or standing at `site` from `since` until `until` after `leg`."""

    day: Day
    leg: Leg | None
    driving: bool
    site: Site
    since: float
    until: float


class Theft(NamedTuple):
    """Litres that go from a tank at a time, as far as they are in it."""

    at: float
    litres: float


class Fleet:
    """The vehicles of one country; every answer is a pure function of seed, vehicle and time."""

    def __init__(self, country: Country, seed: int, count: int) -> None:
        self.network = Network(country)
        self.planner = Planner(self.network, seed)
        self.seed = seed
        self.count = count
        slovak = country.code == "SK"
        self.vehicles = [make_vehicle(i, seed, self.network, slovak) for i in range(count)]
        self._days: OrderedDict[tuple[int, int], Day] = OrderedDict()
        self._lock = Lock()
        self._room = max(8000, count * 4)

    @cached_property
    def by_id(self) -> dict[str, Vehicle]:
        """Return the vehicles by their object_id."""
        return {vehicle.id: vehicle for vehicle in self.vehicles}

    def day(self, vehicle: Vehicle, number: int) -> Day:
        """Return a vehicle's day; planned once and kept while there is room."""
        key = (vehicle.number, number)
        found = self._days.get(key)
        if found is None:
            found = self.planner.plan(vehicle, number)
            with self._lock:
                self._days[key] = found
                while len(self._days) > self._room:
                    self._days.popitem(last=False)
        return found

    def day_number(self, vehicle: Vehicle, at: float) -> int:
        """Return the number of the vehicle-day that holds a time."""
        return int((at - vehicle.boundary) // DAY)

    def days(self, vehicle: Vehicle, start: float, stop: float) -> list[Day]:
        """Return the vehicle-days that touch a period, in order."""
        first, last = self.day_number(vehicle, start), self.day_number(vehicle, stop)
        return [self.day(vehicle, number) for number in range(first, last + 1)]

    def legs(self, vehicle: Vehicle, start: float, stop: float) -> list[tuple[Day, Leg]]:
        """Return the legs that begin in [start, stop], in order."""
        days = self.days(vehicle, start, stop)
        return [(day, leg) for day in days for leg in day.legs if start <= leg.start <= stop]

    def doing(self, vehicle: Vehicle, at: float) -> Doing:
        """Return what the vehicle does at a time."""
        day = self.day(vehicle, self.day_number(vehicle, at))
        last: Leg | None = None
        for leg in day.legs:
            if at < leg.start:
                break
            if at < leg.end:
                return Doing(day, leg, True, leg.target, leg.start, leg.end)
            last = leg
        following = last.number + 1 if last else 0
        since = last.end if last else day.start
        until = day.legs[following].start if following < len(day.legs) else day.end
        return Doing(day, last, False, last.target if last else day.night, since, until)

    def metres(self, vehicle: Vehicle, at: float) -> float:
        """Return the metres driven in the vehicle-day up to a time."""
        now = self.doing(vehicle, at)
        if now.leg is None:
            return 0.0
        return now.leg.before + (now.leg.motion(at).metres if now.driving else now.leg.metres)

    def odometer(self, vehicle: Vehicle, at: float) -> float:
        """Return the odometer in metres; it is set at the service that comes every 16 days."""
        number = self.day_number(vehicle, at)
        reading, first = self.service(vehicle, number)
        return reading + sum(self.day(vehicle, n).metres for n in range(first, number)) + self.metres(vehicle, at)

    def service(self, vehicle: Vehicle, number: int) -> tuple[float, int]:
        """Return the metres read at the last service before that day, and the day of the service."""
        first = number - (number + vehicle.salt) % _BLOCK
        base = Dice(vehicle.salt, 9).whole(5_000, 90_000)
        return (base + max(0, first - _FIRST_DAY) * _KM_A_DAY * vehicle.shifts) * 1000.0, first

    def fuel(self, vehicle: Vehicle, at: float) -> float:
        """Return the litres in the tank: full at the last refuelling, less what was burnt and stolen since."""
        number = self.day_number(vehicle, at)
        driven, gone = self.metres(vehicle, at), 0.0
        for back in range(number, number - 11, -1):
            day = self.day(vehicle, back)
            pumped = [leg for leg in day.legs if leg.refuel and leg.end + REFUEL_SECONDS <= at]
            theft = self.theft(vehicle, back)
            if theft and theft.at <= at and not (pumped and theft.at <= pumped[-1].end):
                gone += theft.litres
            if pumped:
                driven -= pumped[-1].before + pumped[-1].metres
                break
            driven += self.day(vehicle, back - 1).metres
        return max(3.0, vehicle.tank - driven * vehicle.burn - gone)

    def theft(self, vehicle: Vehicle, number: int) -> Theft | None:
        """Return what is stolen from a truck on a day, in the middle of its longest stand; None on most days."""
        dice = Dice(vehicle.salt, number, 91)
        if not vehicle.truck or not dice.chance(_THEFTS_A_DAY):
            return None
        day = self.day(vehicle, number)
        arrivals = [leg.end + (REFUEL_SECONDS if leg.refuel else 0.0) for leg in day.legs]
        rests = list(zip([day.start, *arrivals], [*(leg.start for leg in day.legs), day.end], strict=True))
        since, until = max(rests, key=lambda rest: rest[1] - rest[0])
        if until - since < _LONG_STAND:
            return None
        return Theft(round((since + until) / 2), vehicle.tank * dice.between(0.08, 0.15))


REFUEL_SECONDS = 150.0
"""Seconds from arrival at the pump until the tank is full."""
