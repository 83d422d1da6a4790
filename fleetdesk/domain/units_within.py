"""Which units are at which places."""

from collections.abc import Sequence
from math import cos, radians

import shapely

from fleetdesk.domain.geo import METRES_A_DEGREE, distance_m


def units_within(
    places: Sequence[tuple[float, float, float]], units: Sequence[tuple[float, float]]
) -> list[tuple[int, ...]]:
    """Return for each place (latitude, longitude, metres around it) the numbers of the units in it, in their order.

    `units` are latitudes and longitudes. 5,000 places and 10,000 units take some tenths of a second.
    """
    if not units:
        return [()] * len(places)
    tree = shapely.STRtree(shapely.points([(lon, lat) for lat, lon in units]))
    found = []
    for lat, lon, radius in places:
        near = tree.query(_box(lat, lon, radius)).tolist()
        inside = (each for each in near if distance_m((lon, lat), units[each][::-1]) <= radius)
        found.append(tuple(sorted(inside)))
    return found


def _box(lat: float, lon: float, radius: float) -> shapely.Polygon:
    tall = radius / METRES_A_DEGREE * 1.01
    wide = tall / max(cos(radians(lat)), 0.01)
    return shapely.box(lon - wide, lat - tall, lon + wide, lat + tall)
