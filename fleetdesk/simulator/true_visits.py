"""The truth of visits: when a vehicle stood within a place, from days that are planned anew."""

from itertools import pairwise
from typing import Any

from fleetdesk.simulator.truth import fresh
from fleetdesk.simulator.world.course import span_m
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.vehicle import Vehicle


def true_visits(
    fleet: Fleet, vehicle: Vehicle, place: tuple[float, float], radius_m: float, begins: float, ends: float
) -> list[dict[str, Any]]:
    """Return when a vehicle came, and how long it stood within a place before it drove on, cut off at `ends`.

    A visit belongs to the period where it came in it. Times are seconds since 1970.
    """
    legs = [leg for day in fresh(fleet).days(vehicle, begins - 86400, ends + 86400) for leg in day.legs]
    return [
        {"came": leg.end, "seconds": min(following.start, ends) - leg.end}
        for leg, following in pairwise(legs)
        if begins <= leg.end < min(following.start, ends)
        and span_m(place, (leg.target.lat, leg.target.lon)) <= radius_m
    ]
