"""Who stood where and for how long: the rows of a report, from the same stops as the trips."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from fleetdesk.simulator.clock import spaced
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.world.course import span_m
from fleetdesk.simulator.world.itinerary import Leg
from fleetdesk.simulator.world.past import KEPT_SECONDS
from fleetdesk.simulator.world.roads import Site
from fleetdesk.simulator.world.signals import heard, never_heard
from fleetdesk.simulator.world.vehicle import Vehicle

_VEHICLE_DAYS = 20_000
_FIRST_VISIT = 4_000_000

Doc = dict[str, Any]


class Place(NamedTuple):
    """A place that can be visited; radius in metres. `task` is set for a task's place."""

    number: int
    name: str
    lat: float
    lon: float
    radius: int
    task: Doc | None


def visits(sim: Simulation, report: Doc, start: float, stop: float) -> list[Doc]:
    """Return a report's visits in the order of vehicles and time."""
    chosen = _vehicles(sim, report)
    now = sim.clock.now()
    start, stop = max(start, now - KEPT_SECONDS), min(stop, now)
    start = max(start, stop - max(1, _VEHICLE_DAYS // max(1, len(chosen))) * 86400.0)
    places = _places(sim, report)
    rows: list[Doc] = []
    near: dict[int, list[Place]] = {}
    for vehicle in chosen:
        for leg, left in _stops(sim, vehicle, start, stop):
            if leg.target.number not in near:
                near[leg.target.number] = [place for place in places if _holds(place, leg.target)]
            for place in near[leg.target.number]:
                if place.task is None or place.task["object_id"] == vehicle.id:
                    rows.append(_visit(len(rows), place, vehicle, leg, left))
    return rows


def _vehicles(sim: Simulation, report: Doc) -> list[Vehicle]:
    wanted = report["group_id"]
    if not wanted:
        return sim.fleet.vehicles
    if report["group"] == "vehicle":
        return [vehicle for vehicle in sim.fleet.vehicles if vehicle.id == wanted]
    return [vehicle for vehicle in sim.fleet.vehicles if str(vehicle.group) == wanted]


def _places(sim: Simulation, report: Doc) -> list[Place]:
    kind, wanted = report["type"], report["type_id"]
    found: list[Place] = []
    if kind == "poi":
        found = [Place(p["id"], p["name"], p["lat"], p["lon"], p["radius"], None) for p in sim.store.all("poi")]
    elif kind == "geo":
        found = [_zone(zone) for zone in sim.store.all("geozone") if zone["deleted_at"] is None]
    elif kind == "country":
        found = [Place(1, "Eesti", 58.7, 25.5, 400_000, None)]
    else:
        tasks = sim.store.all("task")
        found = [Place(t["id"], t["task_address"] or t["order_ref"], t["lat"], t["lon"], 200, t) for t in tasks]
    return [place for place in found if wanted is None or place.number == wanted]


def _zone(zone: Doc) -> Place:
    centre = zone["geometry"]["latlng"]
    return Place(zone["id"], zone["name"], centre["lat"], centre["lng"], int(zone["geometry"]["radius"]), None)


def _holds(place: Place, site: Site) -> bool:
    return span_m((place.lat, place.lon), (site.lat, site.lon)) <= place.radius


def _stops(sim: Simulation, vehicle: Vehicle, start: float, stop: float) -> Iterator[tuple[Leg, float]]:
    if never_heard(vehicle) or start > stop:
        return
    known = min(stop, heard(vehicle, sim.clock.now()))
    legs = [leg for _, leg in sim.fleet.legs(vehicle, start - 86400, stop + 86400)]
    for leg, after in zip(legs, [*legs[1:], None], strict=True):
        left = min(after.start if after else known, known)
        if start <= leg.end < left:
            yield leg, left


def _visit(number: int, place: Place, vehicle: Vehicle, leg: Leg, left: float) -> Doc:
    task = place.task or {}
    seconds = int(left) - int(leg.end)
    return {
        "id": _FIRST_VISIT + number,
        "type_name": place.name,
        "radius": place.radius,
        "object_id": vehicle.id,
        "in_poi_time": seconds,
        "in_time": spaced(leg.end),
        "out_time": spaced(left),
        "distance": round(min(leg.metres, place.radius * 2.0) / 1000, 2),
        "moto_hrs": min(seconds, 150),
        "order_details": task.get("order_details"),
        "work_finished_at": task.get("work_finished_at"),
        "order_ref": task.get("order_ref"),
        "task_description": task.get("task_description"),
        "arrived_at": task.get("geozone_entered_at"),
        "alias": vehicle.alias,
    }
