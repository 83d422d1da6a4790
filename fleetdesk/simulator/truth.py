"""The world's own truth by another way than the API's: nothing kept, days planned afresh, a ray, no library."""

from itertools import pairwise
from typing import Any

from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma.people import uid_of
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.itinerary import Day, Leg
from fleetdesk.simulator.world.signals import IDLE_AFTER, IDLE_BEFORE, never_heard, report
from fleetdesk.simulator.world.vehicle import Vehicle


class _Fresh(Fleet):
    """A view of a fleet that plans every day anew."""

    def __init__(self, fleet: Fleet) -> None:
        self.network, self.planner, self.seed = fleet.network, fleet.planner, fleet.seed
        self.vehicles, self.count = fleet.vehicles, fleet.count

    def day(self, vehicle: Any, number: int) -> Any:
        """Plan a day."""
        return self.planner.plan(vehicle, number)


def fresh(fleet: Fleet) -> Fleet:
    """Return a view of a fleet that keeps nothing and plans every day anew."""
    return _Fresh(fleet)


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


def true_past(fleet: Fleet, vehicle: Vehicle, begins: float, ends: float) -> dict[str, Any]:
    """Return what a vehicle did in a period that has passed: metres and seconds summed leg by leg, litres, counts."""
    days = _Fresh(fleet).days(vehicle, begins - 86400, ends + 86400)
    legs = [leg for day in days for leg in day.legs if leg.start < ends and leg.end > begins]
    pumped = [(day, leg) for day in days for leg in day.legs if leg.refuel and begins <= int(leg.end + 20) < ends]
    driving = sum(_within(leg.start, leg.end, begins, ends) for leg in legs)
    idling = sum(_within(*rest, begins, ends) for day in days for rest in _rests(day))
    return {
        "metres": sum(_metres(leg, begins, ends) for leg in legs),
        "driving": driving,
        "idling": idling,
        "standing": ends - begins - driving - idling,
        "trips": len(legs),
        "top_speed": max((round(leg.top_speed * 3.6) for leg in legs), default=None),
        "litres": sum(round(vehicle.tank) - round(fleet.fuel(vehicle, leg.end + 1)) for _, leg in pumped),
        "refuels": len(pumped),
        "drops": _drops(fleet, vehicle, days, begins, ends),
        "work": sum(_within(*shift, begins, ends) for day in days for shift in _shifts(day)),
        "repair": sum(_within(*_at_workshop(day), begins, ends) for day in days if day.repair),
        "rides": sum(begins <= leg.start < ends for leg in legs),
    }


def _shifts(day: Day) -> list[tuple[float, float]]:
    """Return when somebody worked: from ten minutes before the first drive of each driver to ten after the last."""
    drivers = {leg.driver for leg in day.legs}
    drives = [[leg for leg in day.legs if leg.driver == driver] for driver in drivers]
    return [(each[0].start - 600, each[-1].end + 600) for each in drives]


def _at_workshop(day: Day) -> tuple[float, float]:
    return day.start + 8 * 3600, day.start + 16 * 3600


def _drops(fleet: Fleet, vehicle: Vehicle, days: list[Day], begins: float, ends: float) -> list[dict[str, float]]:
    """Return when fuel was stolen, and the litres by which the level falls then."""
    thefts = [theft for day in days if (theft := fleet.theft(vehicle, day.number)) and begins <= theft.at < ends]
    return [
        {"at": each.at, "litres": round(fleet.fuel(vehicle, each.at - 1) - fleet.fuel(vehicle, each.at), 1)}
        for each in thefts
    ]


def _rests(day: Day) -> list[tuple[float, float]]:
    """Return when the engine ran while the vehicle stood: after each arrival and before each departure."""
    spans = []
    for number, leg in enumerate(day.legs):
        since = day.legs[number - 1].end if number else day.start
        arrived = min(since + IDLE_AFTER, leg.start) if number else since
        spans.append((max(leg.start - IDLE_BEFORE, arrived), leg.start))
        until = day.legs[number + 1].start if number + 1 < len(day.legs) else day.end
        spans.append((leg.end, min(leg.end + IDLE_AFTER, until)))
    return spans


def _within(start: float, stop: float, begins: float, ends: float) -> float:
    return max(0.0, min(stop, ends) - max(start, begins))


def _metres(leg: Leg, begins: float, ends: float) -> float:
    first = leg.motion(begins).metres if begins > leg.start else 0.0
    return (leg.motion(ends).metres if ends < leg.end else leg.metres) - first


def in_polygon(lon: float, lat: float, ring: list[list[float]]) -> bool:
    """Return whether a ray to the east crosses the ring an odd number of times."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
    return odd
