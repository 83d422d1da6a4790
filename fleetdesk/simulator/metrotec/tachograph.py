"""Tachographs: totals, activities and live states of the lorries (docs/vendors/metrotec.md#tachographs)."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from fleetdesk.simulator.api import Api, Refusal, answer
from fleetdesk.simulator.clock import DAY, spaced
from fleetdesk.simulator.metrotec.fleet import vehicle_of
from fleetdesk.simulator.metrotec.periods import Pair, span
from fleetdesk.simulator.schema.history import TachoActivity, TachoDriver, TachoTotals, TachoVehicle
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import Whole, WholeText
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.signals import heard, known_until, never_heard
from fleetdesk.simulator.world.vehicle import Vehicle
from fleetdesk.simulator.world.work import DRIVE, FIRST_DRIVER, REST, Activity, activities, driver_of

_PAGE = 50
_DAY_MINUTES = 13 * 60
_WEEK = 7 * DAY

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register tacho.*."""

    def truck(object_id: str | None, driver_id: int | None) -> Vehicle:
        if object_id is None and driver_id is None:
            raise Refusal(400, "either object_id or driver_id is required", "object_id")
        number = ((driver_id or 0) - FIRST_DRIVER) // 2
        if object_id is None and not 0 <= number < sim.fleet.count:
            raise Refusal(404, "no such driver", "driver_id")
        return vehicle_of(sim, object_id) if object_id is not None else sim.fleet.vehicles[number]

    @api.route("tacho.totals", TachoTotals)
    def totals(
        period: Pair, object_id: str | None = None, driver_id: Annotated[Whole | None, Query()] = None
    ) -> Response:
        """Return the seconds of each activity."""
        return answer(
            _totals(sim.fleet, truck(object_id, driver_id), *_known(sim, truck(object_id, driver_id), period))
        )

    @api.route("tacho.activities", list[TachoActivity])
    def list_activities(
        period: Pair, object_id: str | None = None, driver_id: Annotated[Whole | None, Query()] = None
    ) -> Response:
        """List activities."""
        vehicle = truck(object_id, driver_id)
        start, stop = _known(sim, vehicle, period)
        rows = activities(sim.fleet, vehicle, start, stop) if vehicle.truck and start < stop else []
        return answer([_activity(sim, vehicle, row) for row in rows])

    @api.route("tacho.vehicles", list[TachoVehicle])
    def vehicles() -> Response:
        """List the lorries' live states."""
        at = sim.clock.now()
        return answer([_vehicle_row(sim, vehicle, at) for vehicle in _trucks(sim)])

    @api.route("tacho.drivers", list[TachoDriver])
    def drivers(offset: Annotated[int, Field(ge=-1), WholeText, Query()] = 0) -> Response:
        """List the drivers' live states, 50 from the offset on; -1 lists all."""
        at = sim.clock.now()
        trucks = _trucks(sim)
        chosen = trucks if offset == -1 else trucks[offset : offset + _PAGE]
        return answer([_driver_row(sim, vehicle, at) for vehicle in chosen])


def _trucks(sim: Simulation) -> list[Vehicle]:
    return [vehicle for vehicle in sim.fleet.vehicles if vehicle.truck and not never_heard(vehicle)]


def _known(sim: Simulation, vehicle: Vehicle, period: list[str]) -> tuple[float, float]:
    start, stop = span(sim, period)
    return start, min(stop, known_until(vehicle, sim.clock.now()))


def _driven(fleet: Fleet, vehicle: Vehicle, row: Activity, start: float, stop: float) -> float:
    """Return the metres of a drive between two times."""
    if row.code != DRIVE:
        return 0.0
    leg = next(leg for leg in fleet.day(vehicle, fleet.day_number(vehicle, row.start)).legs if leg.start == row.start)
    return leg.motion(min(stop, leg.end)).metres - leg.motion(max(start, leg.start)).metres


def _totals(fleet: Fleet, vehicle: Vehicle, start: float, stop: float) -> Doc:
    seconds: Doc = {"0": 0.0, "1": 0.0, "2": 0.0, "3": 0.0, "6": 0.0, "7": 0.0}
    metres = 0.0
    for row in activities(fleet, vehicle, start, stop) if vehicle.truck and start < stop else []:
        seconds[str(row.code)] += max(0.0, min(row.stop, stop) - max(row.start, start))
        metres += _driven(fleet, vehicle, row, start, stop)
    return {**{code: round(value) for code, value in seconds.items()}, "route_length": round(metres / 1000, 3)}


def _activity(sim: Simulation, vehicle: Vehicle, row: Activity) -> Doc:
    driver = driver_of(sim.seed, vehicle, 0)
    day = sim.fleet.day_number(vehicle, row.start)
    return {
        "id": int(row.start) % 10**8 * 10 + row.code,
        "object_id": vehicle.id,
        "oid": "metrotec",
        "CanSpeed": 0,
        "route_length": round(_driven(sim.fleet, vehicle, row, row.start, row.stop) / 1000, 3),
        "time": spaced(row.start),
        "status": row.code,
        "DriverID": driver.card,
        "CanOdo": int(sim.fleet.odometer(vehicle, max(row.start, day * DAY + vehicle.boundary)) // 1000),
        "Ign": 1 if row.code == DRIVE else 0,
        "running_time": int(row.stop) - int(row.start),
        "RevGeo": "EE",
        "driver_id": driver.id,
        "driver_name": f"{driver.first} {driver.last}",
    }


def _live(sim: Simulation, vehicle: Vehicle, now: float) -> tuple[Doc, float]:
    """Return the id keys, all text (minutes and codes), and since when the state holds."""
    fleet, at = sim.fleet, heard(vehicle, now)
    row = activities(fleet, vehicle, at - 3600, at + 1)[-1]
    number = fleet.day_number(vehicle, at)
    day = fleet.day(vehicle, number)
    monday = (at + 3 * DAY) // _WEEK * _WEEK - 3 * DAY
    begun = [leg for leg in day.legs if leg.start <= at]
    left = _DAY_MINUTES - int((at - begun[0].start) // 60) if begun and row.code != REST else _DAY_MINUTES
    off = next(n for n in range(number + 1, number + 9) if fleet.planner.is_off(vehicle, n))
    keys = {
        "id187": "0" if row.code == REST else "1",
        "id184": str(row.code),
        "id10507": str(_minutes(fleet, vehicle, day.start, at)),
        "id10509": str(max(0, left)),
        "id10508": str(_minutes(fleet, vehicle, monday, at)),
        "id10522": str(int(off * DAY + vehicle.boundary - at) // 60),
        "id10526": "1440",
    }
    return keys, row.start


def _minutes(fleet: Fleet, vehicle: Vehicle, start: float, stop: float) -> int:
    legs = [leg for day in fleet.days(vehicle, start, stop) for leg in day.legs]
    return int(sum(max(0.0, min(leg.end, stop) - max(leg.start, start)) for leg in legs) // 60)


def _vehicle_row(sim: Simulation, vehicle: Vehicle, now: float) -> Doc:
    keys, since = _live(sim, vehicle, now)
    driver = driver_of(sim.seed, vehicle, 0)
    return {
        "id": vehicle.id,
        "ins_date": "2019-10-11 08:44:23",
        "refreshRate": 30,
        "object_id": vehicle.id,
        "GMTime": spaced(heard(vehicle, now)),
        "state_changed_at": spaced(since),
        **keys,
        "driver_name": f"{driver.first} {driver.last}".upper(),
        "alias": vehicle.alias,
    }


def _driver_row(sim: Simulation, vehicle: Vehicle, now: float) -> Doc:
    keys, since = _live(sim, vehicle, now)
    driver = driver_of(sim.seed, vehicle, 0)
    return {
        "id": driver.id,
        "name": driver.first.upper(),
        "fname": driver.last.upper(),
        "refreshRate": 25,
        "driverCardId": driver.card,
        "object_id": vehicle.id,
        "state_changed_at": spaced(since),
        **keys,
        "driverName": f"{driver.first} {driver.last}".upper(),
    }
