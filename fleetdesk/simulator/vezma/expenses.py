"""VEZMA's expenses: fuel from the same refuellings, services, tolls and the like (docs/vendors/vezma.md#expenses)."""

from typing import Any

from fleetdesk.simulator.clock import DAY, zulu, zulu_fine
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma.company import CATEGORIES, SERVICES
from fleetdesk.simulator.vezma.feeds import Keys, Ref
from fleetdesk.simulator.vezma.people import FIRST_CAR, left_company, uid_of
from fleetdesk.simulator.world.fleet import REFUEL_SECONDS
from fleetdesk.simulator.world.signals import heard
from fleetdesk.simulator.world.vehicle import Vehicle

_GENERAL, _SERVICE = 200, 201
"""Items of a day that are no leg of it."""

Doc = dict[str, Any]


def expense_refs(sim: Simulation, day: int, at: float) -> list[Ref]:
    """Return the expenses of a UTC day up to a time, the newest first."""
    rows: list[Ref] = []
    start, stop = day * DAY, (day + 1) * DAY
    for vehicle in sim.people.vehicles:
        if left_company(vehicle.number):
            continue
        until = min(heard(vehicle, at), stop - 1)
        for when, plan, item in _of_vehicle(sim, vehicle, start, until):
            rows.append(Ref(when, vehicle.number, plan, item, day))
    return sorted(rows, reverse=True)


def _of_vehicle(sim: Simulation, vehicle: Vehicle, start: float, until: float) -> list[tuple[float, int, int]]:
    rows: list[tuple[float, int, int]] = []
    for plan in sim.people.days(vehicle, start, start + DAY):
        rows += [(leg.end + REFUEL_SECONDS, plan.number, leg.number) for leg in plan.legs if leg.refuel]
        dice = Dice(vehicle.salt, plan.number, 81)
        if plan.legs and dice.chance(0.2):
            rows.append((plan.legs[0].end + 60, plan.number, _GENERAL))
        if sim.people.service(vehicle, plan.number)[1] == plan.number:
            rows.append((plan.start + 500, plan.number, _SERVICE))
    return [row for row in rows if start <= row[0] <= until]


def expense(sim: Simulation, keys: Keys, ref: Ref) -> Doc:
    """Return the expense."""
    vehicle = sim.people.vehicles[ref.number]
    dice = Dice(vehicle.salt, ref.plan, ref.item, 82)
    uid = uid_of(sim, vehicle.number)
    kind = {_GENERAL: "General", _SERVICE: "Service"}.get(ref.item, "FuelUp")
    minute = ref.at // 60 * 60
    general = kind == "General"
    made: Doc = {
        "expenseId": keys.key(ref),
        "expenseType": kind,
        "note": dice.pick((None, "Služobná cesta", "Refueling my car", "<script>alert(1)</script>")),
        "vehicleId": None if general else FIRST_CAR + vehicle.number,
        "odometer": None if general else int(sim.people.odometer(vehicle, ref.at)),
        "createdOnUtc": zulu_fine(ref.at + dice.whole(60, 7200), dice.below(1000)),
        "spentOnUtc": zulu(minute),
        "createdByUid": uid,
        "spentByUid": uid,
        "totalCost": round(dice.between(2, 120), 2) if general else float(dice.whole(40, 900)),
        "general": _general(dice) if general else None,
        "fuelUp": None,
        "service": _service(dice) if kind == "Service" else None,
    }
    return _with_fuel(sim, vehicle, ref, made, dice) if kind == "FuelUp" else made


def _general(dice: Dice) -> Doc:
    number, name, gone = dice.pick(CATEGORIES)
    return {"category": {"categoryName": name, "categoryId": number, "isDeleted": gone}}


def _service(dice: Dice) -> Doc:
    chosen = sorted({dice.below(len(SERVICES)) for _ in range(3)})
    rows = [SERVICES[i] for i in chosen]
    return {"items": [{"serviceId": k, "serviceName": name, "isDeleted": False} for k, name in rows]}


def _with_fuel(sim: Simulation, vehicle: Vehicle, ref: Ref, made: Doc, dice: Dice) -> Doc:
    litres = round(vehicle.tank - sim.people.fuel(vehicle, ref.at - REFUEL_SECONDS + 1), 2)
    price = round(dice.between(1.35, 1.62), 3)
    made["totalCost"] = round(litres * price, 2)
    made["fuelUp"] = {
        "unitCount": litres,
        "unitCost": price,
        # The vendor spells it so: docs/vendors/vezma.md#expenses.
        "consuption": None if dice.chance(0.3) else round(vehicle.burn * 100_000, 2),
        "isPartialFillUp": False,
        "missedPreviousFillUp": dice.chance(0.1),
    }
    return made
