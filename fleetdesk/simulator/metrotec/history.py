"""Trips, inputs, refuels, tracks, work time and rides (docs/vendors/metrotec.md#history)."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from fleetdesk.simulator.api import Api, answer
from fleetdesk.simulator.clock import parse_time, spaced
from fleetdesk.simulator.metrotec.fleet import vehicle_of
from fleetdesk.simulator.metrotec.periods import Pair, Start, Stop, fleet_span, span
from fleetdesk.simulator.schema.history import InputPeriod, Refuel, Rides, TrackPoint, Trip, WorkPeriod, WorkTime
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import Compact
from fleetdesk.simulator.world.past import Past
from fleetdesk.simulator.world.signals import heard, known_until, never_heard
from fleetdesk.simulator.world.vehicle import Vehicle
from fleetdesk.simulator.world.work import driver_of, shifts

_WORKSHOP = (8 * 3600, 16 * 3600)

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register history.* and worktime.*."""

    def past(name: str, start: str, stop: str | None) -> Past:
        now = sim.clock.now()
        until = parse_time(stop) if stop else now
        return Past(sim.fleet, vehicle_of(sim, name, "vehicle_id"), parse_time(start), until, now)

    @api.route("history.trips", list[Trip])
    def trips(period_start: Start, period_stop: Stop, vehicle_id: str) -> Response:
        """List finished trips."""
        return answer(past(vehicle_id, period_start, period_stop).trips())

    @api.route("history.inputs", list[InputPeriod])
    def inputs(period_start: Start, period_stop: Stop, vehicle_id: str) -> Response:
        """List periods in which an input was on."""
        return answer(past(vehicle_id, period_start, period_stop).inputs())

    @api.route("history.refuels", list[Refuel])
    def refuels(period_start: Start, period_stop: Stop, vehicle_id: str) -> Response:
        """List refuellings."""
        return answer(past(vehicle_id, period_start, period_stop).refuels())

    @api.route("history.track", list[TrackPoint])
    def track(start_from: Annotated[Compact, Query()], vehicle_id: str) -> Response:
        """List the track from a time on."""
        return answer(past(vehicle_id, start_from, None).track())

    _register_work(api, sim)


def _register_work(api: Api, sim: Simulation) -> None:
    @api.route("worktime.list", list[WorkTime])
    def list_work(period: Pair) -> Response:
        """List each vehicle's seconds of work and repair."""
        start, stop = fleet_span(sim, period)
        return answer([_work_time(sim, vehicle, start, stop) for vehicle in sim.fleet.vehicles])

    @api.route("worktime.periods", list[WorkPeriod])
    def periods(id: str, period: Pair) -> Response:
        """List a vehicle's periods of work and repair."""
        vehicle = vehicle_of(sim, id, "id")
        start, stop = span(sim, period)
        rows = [_period(sim, vehicle, row, name) for row, name in _work(sim, vehicle, start, stop)]
        return answer(sorted(rows, key=lambda row: int(row["startTimestamp"])))

    @api.route("worktime.rides", list[Rides])
    def rides(period: Pair) -> Response:
        """Count each vehicle's rides."""
        start, stop = fleet_span(sim, period)
        now = sim.clock.now()
        rows = []
        for vehicle in sim.fleet.vehicles:
            known = known_until(vehicle, now)
            legs = sim.fleet.legs(vehicle, start, stop) if start <= stop else []
            rows.append({"key": vehicle.id, "rides": sum(leg.end <= known for _, leg in legs)})
        return answer(rows)


def _work(
    sim: Simulation, vehicle: Vehicle, start: float, stop: float
) -> list[tuple[tuple[float, float, int, int], str]]:
    """Return (start, stop, day, shift) of work, and of repair with shift -1, that touch the period; ends by now."""
    if start > stop or never_heard(vehicle):
        return []
    known = heard(vehicle, sim.clock.now())
    rows = [
        ((s.start, min(s.stop, known), s.day.number, s.driver), "work")
        for s in shifts(sim.fleet, vehicle, start, stop)
        if s.start < known
    ]
    for day in sim.fleet.days(vehicle, start, stop):
        begin, end = day.start + _WORKSHOP[0], day.start + _WORKSHOP[1]
        if day.repair and begin < min(stop, known) and end > start:
            rows.append(((begin, min(end, known), day.number, -1), "repair"))
    return rows


def _work_time(sim: Simulation, vehicle: Vehicle, start: float, stop: float) -> Doc:
    seconds = {"work": 0.0, "repair": 0.0}
    for (begin, end, _, _), name in _work(sim, vehicle, start, stop):
        seconds[name] += max(0.0, min(end, stop) - max(begin, start))
    own = vehicle.salt % 2 == 0
    return {
        "id": vehicle.id,
        "alias": vehicle.alias,
        "work": int(seconds["work"]),
        "repair": 0 if own else int(seconds["repair"]),
        "own_repair": int(seconds["repair"]) if own else 0,
    }


def _period(sim: Simulation, vehicle: Vehicle, row: tuple[float, float, int, int], status: str) -> Doc:
    start, stop, day, shift = row
    driver = driver_of(sim.seed, vehicle, max(0, shift))
    return {
        "id": (vehicle.number * 500 + day % 500) * 4 + shift + 1,
        "object_id": vehicle.id,
        "start": spaced(start),
        "stop": spaced(stop),
        "type_id": 0,
        "name": f"{driver.first} {driver.last}",
        "status": status,
        "driver_id": driver.id,
        "startTimestamp": int(start),
        "stopTimestamp": int(stop),
    }
