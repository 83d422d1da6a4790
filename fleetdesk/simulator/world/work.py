"""Who works when: shifts, drivers, and their tachographs, all from the same days as the positions."""

from typing import NamedTuple

from fleetdesk.simulator.world import names
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.itinerary import Day
from fleetdesk.simulator.world.vehicle import Vehicle

FIRST_DRIVER = 2000
REST, AVAILABLE, WORK, DRIVE = 0, 1, 2, 3
"""The tachograph's codes of activity."""

_AROUND = 600.0
_BREAK = 2760.0


class Shift(NamedTuple):
    """A driver's shift in seconds since 1970: the first of a day is 0, the second 1."""

    day: Day
    driver: int
    start: float
    stop: float
    metres: float


class Activity(NamedTuple):
    """A tachograph activity in seconds since 1970, and the metres driven in it."""

    start: float
    stop: float
    code: int
    metres: float


class Driver(NamedTuple):
    """A driver: number as driver_id, first and last name, phone, and the tachograph card's number."""

    id: int
    first: str
    last: str
    phone: str
    card: str


def driver_of(seed: int, vehicle: Vehicle, shift: int) -> Driver:
    """Return the driver of a vehicle's first (0) or second (1) shift."""
    number = FIRST_DRIVER + vehicle.number * 2 + shift
    first, last = names.person(seed, number)
    card = f"3{vehicle.salt % 10**9:09d}{number % 1000:03d}000{shift + 1}"[:16].ljust(16, "0")
    return Driver(number, first, last, f"5{vehicle.salt // 11 % 10**7:07d}", card)


def shifts(fleet: Fleet, vehicle: Vehicle, start: float, stop: float) -> list[Shift]:
    """Return the shifts that touch a period: from ten minutes before the first drive to ten after the last."""
    rows = []
    for day in fleet.days(vehicle, start - 86400, stop):
        for driver in range(vehicle.shifts):
            legs = [leg for leg in day.legs if leg.driver == driver]
            if not legs:
                continue
            begin, end = legs[0].start - _AROUND, legs[-1].end + _AROUND
            if begin < stop and end > start:
                rows.append(Shift(day, driver, begin, end, sum(leg.metres for leg in legs)))
    return rows


def activities(fleet: Fleet, vehicle: Vehicle, start: float, stop: float) -> list[Activity]:
    """Return the activities that touch a period, without gaps, unclipped but for the last, which ends at `stop`."""
    rows: list[Activity] = []
    for day in fleet.days(vehicle, start - 86400, stop):
        for row in _of_day(day):
            if rows and rows[-1].code == row.code == REST:
                rows[-1] = Activity(rows[-1].start, row.stop, REST, 0.0)
            elif row.stop > row.start:
                rows.append(row)
    touching = [row for row in rows if row.stop > start and row.start < stop]
    if touching and touching[-1].stop > stop:
        last = touching[-1]
        touching[-1] = Activity(last.start, stop, last.code, last.metres)
    return touching


def _of_day(day: Day) -> list[Activity]:
    if not day.legs:
        return [Activity(day.start, day.end, REST, 0.0)]
    first = day.legs[0].start
    rows = [Activity(day.start, first - _AROUND, REST, 0.0), Activity(first - _AROUND, first, WORK, 0.0)]
    for leg, after in zip(day.legs, [*day.legs[1:], None], strict=True):
        rows.append(Activity(leg.start, leg.end, DRIVE, leg.metres))
        if after is not None:
            rows += _stop(leg.end, after.start)
    done = day.legs[-1].end
    return [*rows, Activity(done, done + _AROUND, WORK, 0.0), Activity(done + _AROUND, day.end, REST, 0.0)]


def _stop(start: float, stop: float) -> list[Activity]:
    """Return loading, waiting, and the break of 45 minutes where there is time for one."""
    rest = stop - _BREAK if stop - start >= _BREAK else stop
    waiting = start + (rest - start) * 0.7
    return [
        Activity(start, waiting, WORK, 0.0),
        Activity(waiting, rest, AVAILABLE, 0.0),
        Activity(rest, stop, REST, 0.0),
    ]
