"""Who drives, and for how long, by another way than the API's: days planned afresh, their legs summed one by one."""

from typing import Any

from fleetdesk.simulator.clock import DAY
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.truth import fresh
from fleetdesk.simulator.vezma.people import left_company, uid_of, user
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.signals import heard, never_heard
from fleetdesk.simulator.world.vehicle import Vehicle
from fleetdesk.simulator.world.work import driver_of

_WEEK = 7 * DAY
_MONDAY = 4 * DAY
"""The first Monday after the beginning of 1970."""


def true_drivers(sim: Simulation, at: float) -> list[dict[str, Any]]:
    """Return everybody who drives, of both vendors, and the minutes driven by the last report of a tachograph."""
    world = fresh(sim.fleet)
    rows = [
        _of_shift(sim, world, vehicle, shift, at) for vehicle in sim.fleet.vehicles for shift in range(vehicle.shifts)
    ]
    return rows + [_member(sim, vehicle.number) for vehicle in sim.people.vehicles]


def _of_shift(sim: Simulation, world: Fleet, vehicle: Vehicle, shift: int, at: float) -> dict[str, Any]:
    driver = driver_of(sim.seed, vehicle, shift)
    row: dict[str, Any] = {"id": str(driver.id), "name": f"{driver.first} {driver.last}", "phone": driver.phone}
    row |= {"object_id": vehicle.id, "deactivated": False, "today_min": None, "week_min": None}
    if not vehicle.truck or shift or never_heard(vehicle):
        return row
    last = heard(vehicle, at)
    day = world.day(vehicle, world.day_number(vehicle, last))
    monday = last - (last - _MONDAY) % _WEEK
    return row | {
        "today_min": int(_driven(world, vehicle, day.start, last) // 60),
        "week_min": int(_driven(world, vehicle, monday, last) // 60),
    }


def _driven(world: Fleet, vehicle: Vehicle, begins: float, ends: float) -> float:
    days = world.days(vehicle, begins - DAY, ends + DAY)
    return sum(_within(leg.start, leg.end, begins, ends) for day in days for leg in day.legs)


def _within(start: float, stop: float, begins: float, ends: float) -> float:
    return max(0.0, min(stop, ends) - max(start, begins))


def _member(sim: Simulation, number: int) -> dict[str, Any]:
    listed = user(sim, number)
    row: dict[str, Any] = {
        "id": uid_of(sim, number),
        "name": listed["fullName"],
        "phone": listed["phoneNumber"],
        "object_id": None,
    }
    return row | {"deactivated": left_company(number), "today_min": None, "week_min": None}
