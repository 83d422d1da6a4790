"""Drivers, bookings and waybills (docs/vendors/metrotec.md#drivers)."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from fleetdesk.simulator.api import Api, answer
from fleetdesk.simulator.clock import parse_time, spaced
from fleetdesk.simulator.metrotec.fleet import vehicle_of
from fleetdesk.simulator.metrotec.periods import MaybePair
from fleetdesk.simulator.schema.history import Booking, Driver, Waybill
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import Compact
from fleetdesk.simulator.world.names import plain
from fleetdesk.simulator.world.past import KEPT_SECONDS
from fleetdesk.simulator.world.vehicle import Vehicle
from fleetdesk.simulator.world.work import Shift, driver_of, shifts

_JOBS = ("Jaotusring", "Küttevedu", "Külmavedu", "Kullerring", "Kaubavedu", "Hooldusring")
_PURPOSES = ("Vanuri külastus ja transport poodi - tagasi", "Kauba vedu", "Töösõit", "Hooldus", "Koosolek Tartus")
_BOOKED_DAYS = 20_000

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register drivers.*."""

    @api.route("drivers.list", list[Driver])
    def list_drivers(
        object_id: str,
        start_use: Annotated[Compact | None, Query(alias="startUse")] = None,
        stop_use: Annotated[Compact | None, Query(alias="stopUse")] = None,
    ) -> Response:
        """List the drivers of a vehicle, in a period if one is given."""
        vehicle, now = vehicle_of(sim, object_id), sim.clock.now()
        used = set(range(vehicle.shifts))
        if start_use or stop_use:
            start = max(parse_time(start_use) if start_use else 0.0, now - KEPT_SECONDS)
            stop = min(parse_time(stop_use) if stop_use else now, now)
            used = {row.driver for row in shifts(sim.fleet, vehicle, start, stop)} if start < stop else set()
        return answer([_driver(sim, vehicle, shift) for shift in sorted(used)])

    @api.route("drivers.bookings", list[Booking])
    def bookings(period: MaybePair = None, object_id: str | None = None) -> Response:
        """List bookings: from half a day ago to a day and a half ahead unless a period is given."""
        now = sim.clock.now()
        start, stop = (parse_time(text) for text in period) if period else (now - 43_200, now + 129_600)
        start, stop = max(start, now - KEPT_SECONDS), min(stop, now + 7 * 86400)
        chosen = [vehicle_of(sim, object_id)] if object_id is not None else sim.fleet.vehicles
        start = max(start, stop - max(1, _BOOKED_DAYS // len(chosen)) * 86400.0)
        pairs = [(v, row) for v in chosen if _bookable(v) and start < stop for row in shifts(sim.fleet, v, start, stop)]
        return answer([_booking(sim, vehicle, row) for vehicle, row in pairs])

    @api.route("drivers.waybills", list[Waybill])
    def waybills() -> Response:
        """List open waybills."""
        now = sim.clock.now()
        pairs = [(v, row) for v in sim.fleet.vehicles if v.salt % 2 for row in shifts(sim.fleet, v, now, now + 1)]
        return answer([_waybill(sim, vehicle, row) for vehicle, row in pairs])


def _bookable(vehicle: Vehicle) -> bool:
    return not vehicle.truck and vehicle.salt % 3 == 1


def _driver(sim: Simulation, vehicle: Vehicle, shift: int) -> Doc:
    driver = driver_of(sim.seed, vehicle, shift)
    return {
        "id": driver.id,
        "name": driver.first,
        "fname": driver.last,
        "gsm": driver.phone,
        "comment": "",
        "p1": "",
        "p2": "",
        "p3": "",
        "user_id": f"{plain(driver.first)}.{plain(driver.last)}{driver.id}",
        "key_id": None if driver.id % 3 else f"{driver.id:08X}",
        "code": None,
        "keyName": None,
        "driver": None,
    }


def _booking(sim: Simulation, vehicle: Vehicle, row: Shift) -> Doc:
    driver = driver_of(sim.seed, vehicle, row.driver)
    dice = Dice(vehicle.salt, row.day.number, row.driver, 61)
    return {
        "id": (vehicle.number * 500 + row.day.number % 500) * 2 + row.driver + 1,
        "owner": "metrotec",
        "oid": "metrotec",
        "user_id": f"Driver {driver.id}",
        "object_id": vehicle.id,
        "driver_id": driver.id,
        "start_time": spaced(row.start),
        "stop_time": spaced(row.stop),
        "est_stop_time": spaced(row.stop),
        "purpose": dice.pick(_PURPOSES),
        "added": spaced(row.start - dice.whole(3600, 200_000)),
        "pin": dice.below(10_000),
        "oldpin": 0,
        "name": f"{driver.first} {driver.last}",
        "tehnKontakt": f"+372{driver.phone}",
        "memo": "",
        "alias": vehicle.alias,
        "km": round(row.metres / 1000) if row.stop < sim.clock.now() else 0,
    }


def _waybill(sim: Simulation, vehicle: Vehicle, row: Shift) -> Doc:
    driver = driver_of(sim.seed, vehicle, row.driver)
    return {
        "id": (vehicle.number * 500 + row.day.number % 500) * 2 + row.driver + 1,
        "object_id": vehicle.id,
        "jobName": f"{_JOBS[vehicle.salt % len(_JOBS)]} {row.day.number % 1000}",
        "start": spaced(row.start),
        "stop": spaced(row.stop),
        "driverName": f"{driver.first} {driver.last}",
        "alias": vehicle.alias,
    }
