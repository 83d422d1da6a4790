"""VEZMA's members, their positions and their cars (docs/vendors/vezma.md#users)."""

import uuid
from typing import Any

from fleetdesk.simulator.clock import parse_iso, zulu, zulu_fine
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.world import names
from fleetdesk.simulator.world.signals import never_heard, report
from fleetdesk.simulator.world.vehicle import Vehicle

FIRST_CAR = 3
NEVER = "2001-01-01T00:00:00Z"
_JOINED = int(parse_iso("2021-03-01T08:00:00"))
_OLD_AFTER = 900

Doc = dict[str, Any]


def uid_of(sim: Simulation, number: int) -> str:
    """Return a member's uid."""
    dice = Dice(sim.seed, number, 41)
    return str(uuid.UUID(int=(dice.bits() << 64) | dice.bits(), version=4))


def left_company(number: int) -> bool:
    """Return whether the member is deactivated; Users has such members still (one in twenty-five)."""
    return number % 25 == 11


def user(sim: Simulation, number: int) -> Doc:
    """Return a member as Users has it."""
    dice = Dice(sim.seed, number, 42)
    first, last = names.person(sim.seed, number, slovak=True)
    joined = _JOINED + dice.below(900) * 86400 + dice.below(36000)
    hostile = "<b onmouseover=alert(1)>Ján</b>" if number == 4 else f"{first} {last}"
    gone = left_company(number)
    return {
        "uid": uid_of(sim, number),
        "fullName": hostile,
        "email": f"{names.plain(first)}{names.plain(last)}{number}@example.sk",
        "phoneNumber": f"+421 9{dice.whole(10, 59)} {dice.whole(100, 999)} {dice.whole(100, 999)}",
        "createdOnUtc": zulu_fine(joined, dice.below(1000)),
        "activatedOnUtc": zulu_fine(joined + 86400 * dice.whole(1, 20), dice.below(1000)),
        "deactivatedOnUtc": zulu_fine(joined + 86400 * 1000, dice.below(1000)) if gone else None,
        "isAdministrator": number % 20 == 0,
        "lastWeelkyReportSentOnUtc": zulu_fine(int(sim.clock.now()) // 604800 * 604800 + 21600, dice.below(1000)),
    }


def position(sim: Simulation, number: int, at: float) -> Doc:
    """Return a member's last position; nulls and the year 2001 for one who never had any."""
    vehicle = sim.people.vehicles[number]
    if never_heard(vehicle) or number == 3 or left_company(number):
        return {
            "uid": uid_of(sim, number),
            "positionLon": None,
            "positionLat": None,
            "positionRecordedOnUtc": None,
            "positionIsOld": True,
            "online": False,
            "onlineRecordedOnUtc": NEVER,
            "speed": None,
        }
    got = report(sim.people, vehicle, at)
    driving = got.doing.leg if got.doing.driving and not got.lost else None
    speed = driving.motion(got.at).speed * 36 if driving else 0.0
    return {
        "uid": uid_of(sim, number),
        "positionLon": round(got.lon, 6),
        "positionLat": round(got.lat, 6),
        "positionRecordedOnUtc": zulu(got.at),
        "positionIsOld": at - got.at > _OLD_AFTER,
        "online": at - got.at < 120,
        "onlineRecordedOnUtc": zulu(got.at),
        # Speeds are km/h * 10: docs/vendors/vezma.md#every-request.
        "speed": round(speed),
    }


def car(sim: Simulation, vehicle: Vehicle, at: float) -> Doc:
    """Return a member's car, odometer in metres."""
    dice = Dice(sim.seed, vehicle.number, 43)
    got = report(sim.people, vehicle, at)
    return {
        "vehicleId": FIRST_CAR + vehicle.number,
        "name": names.car_name(sim.seed, vehicle.number),
        "note": dice.pick((None, "Služobné auto", "Zimné pneumatiky", "Best car in company")),
        "odometer": int(sim.people.odometer(vehicle, got.at)),
        "odometerUpdatedOnUtc": zulu_fine(got.at, dice.below(1000)),
    }
