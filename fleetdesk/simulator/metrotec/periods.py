"""Periods as they travel in queries (docs/vendors/metrotec.md#times).

Either datetime[] twice, or period_start and period_stop.
"""

from typing import Annotated

from fastapi import Query

from fleetdesk.simulator.clock import parse_time
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import Compact, Spaced
from fleetdesk.simulator.world.past import KEPT_SECONDS

Pair = Annotated[list[Spaced], Query(alias="datetime[]", min_length=2, max_length=2)]
MaybePair = Annotated[list[Spaced] | None, Query(alias="datetime[]", min_length=2, max_length=2)]
Start = Annotated[Compact, Query(alias="period_start")]
Stop = Annotated[Compact, Query(alias="period_stop")]

_VEHICLE_DAYS = 15_000


def span(sim: Simulation, pair: list[str]) -> tuple[float, float]:
    """Return a period in seconds since 1970, cut to what the vendor keeps and to now; stop may lie before start."""
    now = sim.clock.now()
    return max(parse_time(pair[0]), now - KEPT_SECONDS), min(parse_time(pair[1]), now)


def fleet_span(sim: Simulation, pair: list[str]) -> tuple[float, float]:
    """Return a period for a call about the whole fleet; its start moves up where it would take too long."""
    start, stop = span(sim, pair)
    days = max(1, _VEHICLE_DAYS // sim.fleet.count)
    return max(start, stop - days * 86400.0), stop
