"""A trip as VEZMA tells it, private ones masked (docs/vendors/vezma.md#trips)."""

from typing import Any

from fleetdesk.simulator.clock import DAY, zulu
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma.feeds import Keys, Ref
from fleetdesk.simulator.vezma.people import FIRST_CAR, left_company, uid_of
from fleetdesk.simulator.world.itinerary import Day, Leg
from fleetdesk.simulator.world.roads import Site
from fleetdesk.simulator.world.signals import heard
from fleetdesk.simulator.world.vehicle import Vehicle

PRIVATE = "* Private trip"
_FREE_PURPOSES = ("Very first trip", "Návšteva pobočky", "Obhliadka stavby", "Rozvoz")

Doc = dict[str, Any]


def trip_refs(sim: Simulation, day: int, at: float) -> list[Ref]:
    """Return the trips that began on a UTC day up to a time, the newest first."""
    rows = []
    for vehicle in sim.people.vehicles:
        if left_company(vehicle.number):
            continue
        known = heard(vehicle, at)
        for plan, leg in sim.people.legs(vehicle, day * DAY, min((day + 1) * DAY - 0.001, known)):
            rows.append(Ref(leg.start, vehicle.number, plan.number, leg.number, day))
    return sorted(rows, reverse=True)


def track(sim: Simulation, keys: Keys, ref: Ref, at: float) -> Doc:
    """Return the trip."""
    vehicle = sim.people.vehicles[ref.number]
    day = sim.people.day(vehicle, ref.plan)
    leg = day.legs[ref.item]
    dice = Dice(vehicle.salt, ref.plan, leg.number, 52)
    private = dice.chance(0.08)
    known = heard(vehicle, at)
    running = leg.end > known
    metres = int(leg.motion(known).metres if running else leg.metres)
    made = {
        "tid": keys.key(ref),
        **_purpose(private, dice),
        "note": PRIVATE if private else dice.pick((None, None, "My first trip", "Odovzdanie dokladov")),
        "driverUid": uid_of(sim, vehicle.number),
        "vehicleId": FIRST_CAR + vehicle.number,
        "inProgress": running,
        "isPrivate": private,
        "distanceMeasured": metres,
        "distanceTotal": metres,
        "duration": int((known if running else leg.end) - leg.start),
        "start": _stop(sim, vehicle, day, leg, leg.origin, private, ends=False),
    }
    if not running:
        made["end"] = _stop(sim, vehicle, day, leg, leg.target, private, ends=True)
    elif sim.quirks.open_trip_end != "missing":
        made["end"] = None
    return made


def _purpose(private: bool, dice: Dice) -> Doc:
    if not private and dice.chance(0.15):
        return {"purposeId": None, "purposeName": dice.pick(_FREE_PURPOSES)}
    # The example gives a private trip the purpose Business.
    pick = (1, "Business") if private or dice.chance(0.8) else (1270, "Servis u zákazníka")
    return {"purposeId": pick[0], "purposeName": pick[1]}


def _stop(sim: Simulation, vehicle: Vehicle, day: Day, leg: Leg, site: Site, private: bool, ends: bool) -> Doc:
    when = zulu(leg.end if ends else leg.start)
    if private:
        # The example masks the odometer as 0 at the start and as null at the end.
        reading = None if ends else 0
        return _end_row(when, reading, PRIVATE, PRIVATE, None, None, None)
    metres = sim.people.odometer(vehicle, day.start) + leg.before + (leg.metres if ends else 0.0)
    place = site.number // 7 * 4 + 3 if site.number % 7 == 0 else None
    address = site.address.removeprefix("SK, ")
    return _end_row(when, int(metres), address, None, place, site.lon, site.lat)


def _end_row(
    when: str,
    metres: int | None,
    address: str,
    custom: str | None,
    place: int | None,
    lon: float | None,
    lat: float | None,
) -> Doc:
    return {
        "recordedOnUtc": when,
        "odometerMeasured": metres,
        "odometerAdjusted": None,
        "odometer": metres,
        "reason": "InAppButton",
        "addressLong": address,
        "addressCustom": custom,
        "placeId": place,
        "lon": lon,
        "lat": lat,
    }
