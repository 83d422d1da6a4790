"""The world's own truth by another way than the API's: nothing kept, days planned afresh, a ray, no library."""

from itertools import pairwise
from typing import Any

from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma.people import uid_of
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.signals import never_heard, report


class _Fresh(Fleet):
    """A view of a fleet that plans every day anew."""

    def __init__(self, fleet: Fleet) -> None:
        self.network, self.planner, self.seed = fleet.network, fleet.planner, fleet.seed
        self.vehicles, self.count = fleet.vehicles, fleet.count

    def day(self, vehicle: Any, number: int) -> Any:
        """Plan a day."""
        return self.planner.plan(vehicle, number)


def true_positions(sim: Simulation, at: float) -> list[dict[str, Any]]:
    """Return what each vehicle's newest report says at a time; nulls for one that never reported."""
    fresh = _Fresh(sim.fleet)
    rows: list[dict[str, Any]] = []
    for vehicle in sim.fleet.vehicles:
        if never_heard(vehicle):
            rows.append({"object_id": vehicle.id, "lon": None, "lat": None, "speed": None, "driving": None, "at": None})
            continue
        got = report(fresh, vehicle, at)
        lon, lat = round(got.lon, 6), round(got.lat, 6)
        if sim.quirks.hostile and vehicle.number % 200 == 63:
            lon, lat = lat, lon
        row: dict[str, Any] = {
            "object_id": vehicle.id,
            "lon": lon,
            "lat": lat,
            "speed": got.speed,
            "driving": got.doing.driving,
        }
        rows.append({**row, "at": got.at})
    return rows


def true_people(sim: Simulation, at: float) -> list[dict[str, Any]]:
    """Return where each VEZMA member's car is at a time, speed in km/h, whatever the API shows or hides."""
    fresh, rows = _Fresh(sim.people), []
    for vehicle in sim.people.vehicles:
        got = report(fresh, vehicle, at)
        place = {"lon": round(got.lon, 6), "lat": round(got.lat, 6), "speed": got.speed, "at": got.at}
        rows.append({"uid": uid_of(sim, vehicle.number), **place, "driving": got.doing.driving})
    return rows


def in_polygon(lon: float, lat: float, ring: list[list[float]]) -> bool:
    """Return whether a ray to the east crosses the ring an odd number of times."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
    return odd
