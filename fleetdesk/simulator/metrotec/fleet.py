"""Positions, vehicles and the area question (docs/vendors/metrotec.md#positions)."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from fleetdesk.simulator.api import Api, Refusal, answer, answer_texts
from fleetdesk.simulator.clock import DAY, spaced
from fleetdesk.simulator.metrotec.area import inside, polygon_of
from fleetdesk.simulator.schema.vehicles import Position, VehicleRow
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.world.signals import never_heard
from fleetdesk.simulator.world.vehicle import Vehicle

_EXAMPLE = (
    "[[24.868293, 59.318745], [24.871149, 59.318745], [24.871149, 59.320103], [24.868293, 59.320103], "
    "[24.868293, 59.318745]]"
)


def vehicle_of(sim: Simulation, name: str, field: str = "object_id") -> Vehicle:
    """Return a vehicle by its object_id, or refuse with 404."""
    found = sim.fleet.by_id.get(name)
    if found is None:
        raise Refusal(404, "no such vehicle", field)
    return found


def register(api: Api, sim: Simulation) -> None:
    """Register positions.* and vehicles.list and vehicles.in_area."""

    @api.route("positions.list", list[Position])
    async def list_positions() -> Response:
        """List the newest position of every vehicle."""
        return answer_texts([row.text for row in sim.live.rows(sim.clock.now())])

    @api.route("positions.get", Position)
    def get_position(object_id: str) -> Response:
        """Return one vehicle's newest position."""
        row = sim.live.row(vehicle_of(sim, object_id), sim.clock.now())
        return Response(row.text, media_type="application/json")

    @api.route("vehicles.in_area", list[str])
    def in_area(coordinates: Annotated[str, Query(min_length=1, examples=[_EXAMPLE])]) -> Response:
        """List the vehicles in a polygon."""
        shape = polygon_of(coordinates)
        rows = sim.live.rows(sim.clock.now())
        hits = inside(shape, [row.lon for row in rows], [row.lat for row in rows])
        names = [vehicle.id for vehicle in sim.fleet.vehicles]
        # A vehicle that never reported has no position, though routelog prints 0, 0 for it.
        known = [not never_heard(vehicle) for vehicle in sim.fleet.vehicles]
        return answer([name for name, hit, seen in zip(names, hits, known, strict=True) if hit and seen])

    @api.route("vehicles.list", list[VehicleRow])
    def list_vehicles() -> Response:
        """List every vehicle with its set-up."""
        at = sim.clock.now()
        return answer([_row(sim, vehicle, at) for vehicle in sim.fleet.vehicles])


def _row(sim: Simulation, vehicle: Vehicle, at: float) -> dict[str, Any]:
    number = sim.fleet.day_number(vehicle, at)
    metres, day = sim.fleet.service(vehicle, number)
    plain = vehicle.salt % 3 == 0
    return {
        "id": vehicle.id,
        "extraDevices": 17_246_981_848 if vehicle.truck else 4_361_080_856,
        "categoryID": 0 if plain else vehicle.group,
        "naviseade": "0",
        "isDDD": 1 if vehicle.truck else 0,
        "account_type": 3,
        "Manufacture": 68,
        "calcByM": 0,
        "T1min": 0 if vehicle.cold is None else 10 * (vehicle.cold - 7),
        "T1max": 540 if vehicle.cold is None else 10 * vehicle.cold + 45,
        "T2min": 0,
        "T2max": 0,
        "tank_vol": int(vehicle.tank),
        "barrel_type": None,
        "alias": vehicle.alias,
        "isPercent": 0,
        "next_maintenance_km": "" if vehicle.salt % 4 else int(metres // 1000) + 15_000,
        "isOwn": int(vehicle.own),
        "odometer_day": spaced(day * DAY + vehicle.boundary),
        "odometer": int(metres // 1000),
        "mode": None,
        "fuel_card_nr": "" if vehicle.salt % 2 else f"7077{vehicle.salt % 10**12:012d}",
        "categoryName": None if plain else vehicle.group_name,
        "btime": 1,
        "gps_refresh_interval": None if vehicle.salt % 5 else 30,
        "is_fuel_as_pressure": 0,
    }
