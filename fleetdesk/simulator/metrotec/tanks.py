"""Fuel tanks that stand at yards (docs/vendors/metrotec.md#tanks)."""

import math
from typing import Any

from fastapi.responses import Response

from fleetdesk.simulator.api import Api, Refusal, answer
from fleetdesk.simulator.clock import DAY, dotted_minute, local_offset, spaced
from fleetdesk.simulator.schema.vehicles import Tank, TankDetail
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.simulation import Simulation

_GROUP = (170, "Küte")
_FULL, _LOW = 0.95, 0.15
_REPORT_SECONDS = 600

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register tanks.*."""
    names = [tank_name(number) for number in range(min(40, max(3, sim.fleet.count // 50)))]

    @api.route("tanks.list", list[Tank])
    def list_tanks() -> Response:
        """List tanks with their newest reading."""
        at = sim.clock.now()
        return answer([_tank(sim, number, at)[0] for number in range(len(names))])

    @api.route("tanks.get", list[TankDetail])
    def get_tank(object_id: str) -> Response:
        """Return one tank, in a list, with its next refill."""
        if object_id not in names:
            raise Refusal(404, "no such tank", "object_id")
        row, counter, refill = _tank(sim, names.index(object_id), sim.clock.now())
        return answer([{**row, "Counter": counter, "next_refill_time": dotted_minute(refill)}])


def tank_name(number: int) -> str:
    """Return a tank's object_id."""
    return "FTrans" if number == 0 else f"TANK{number:02d}"


def _tank(sim: Simulation, number: int, now: float) -> tuple[Doc, int, float]:
    """Return a tank's row, its litres as Counter, and when the next refill is due."""
    dice = Dice(sim.seed, number, 71)
    volume = dice.pick((9150, 5000, 10_000, 20_000, 2500))
    a_day = volume * dice.between(0.04, 0.2)
    cycle = volume * (_FULL - _LOW) / a_day * DAY
    at = now - (now + number * 37) % _REPORT_SECONDS
    age = (at + dice.between(0, cycle)) % cycle
    level = volume * _FULL - a_day * age / DAY
    site = dice.pick(sim.fleet.network.sites)
    content = f"{spaced(at)},{site.lon},{site.lat},357,0,14,0,1,E03:07:0505001B18AE0003012014:021D1597160CA5:00:00"
    row = {
        "ID": 700_000_000 + int(at - 1_700_000_000) // 60 * 50 + number,
        "objectID": tank_name(number),
        "alias": f"Mahuti {number + 1}" if number % 4 else None,
        "Xpos": site.lon,
        "Ypos": site.lat,
        "Counter1": round(level, 1),
        "Counter2": 0,
        "GMTime": spaced(at),
        "Speed": 0,
        "Heading": "357°",
        "Input": 2,
        "LastCommunicationLocalTime": spaced(at + 6 + local_offset(at)),
        "Content": content,
        "Power": 0,
        "BatLevel": 6.5,
        "NoGPSFix": "0",
        "t1": round(12 + 9 * math.sin(at / DAY * math.tau)),
        "t2": 0,
        "t3": 0,
        "t4": 0,
        "GroupID": _GROUP[0],
        "GroupName": _GROUP[1],
        "CustomerID": 90_000_036 + number,
        "TankNr": 900_069 + number,
        "tank_vol": volume,
    }
    # The reference does not say what Counter counts; the level serves a reader of either counter.
    return row, int(level), at + cycle - age
