"""The polygon of the area question: what is a correct one, and which points it holds."""

import json
from typing import TYPE_CHECKING, Any

from fleetdesk.simulator.api import Refusal

if TYPE_CHECKING:
    from shapely import Polygon


def polygon_of(text: str) -> "Polygon":
    """Return the polygon of [lon, lat] points, or refuse: a correct one is closed and has 4 or more.

    See docs/vendors/metrotec.md#vehicles-in-an-area.
    """
    from shapely import Polygon

    try:
        points = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _wrong("not a JSON text") from error
    if not isinstance(points, list) or len(points) < 4:
        raise _wrong("a polygon has at least 4 points")
    ring = [_point(point) for point in points]
    if ring[0] != ring[-1]:
        raise _wrong("the first point must equal the last")
    shape = Polygon(ring)
    if not shape.is_valid or shape.area <= 0:
        raise _wrong("not a correct polygon: it crosses or touches itself or has no area")
    return shape


def inside(shape: "Polygon", lons: list[float], lats: list[float]) -> list[bool]:
    """Return for each point whether the polygon holds it, its edge included."""
    import numpy as np
    import shapely

    hits: list[bool] = shapely.intersects_xy(shape, np.array(lons), np.array(lats)).tolist()
    return hits


def _wrong(reason: str) -> Refusal:
    return Refusal(400, reason, "coordinates")


def _no_constant(text: str) -> Any:
    raise ValueError(text)


def _point(point: Any) -> tuple[float, float]:
    numbers = isinstance(point, list) and len(point) == 2
    if not numbers or any(isinstance(n, bool) or not isinstance(n, int | float) for n in point):
        raise _wrong("a point is [longitude, latitude]")
    lon, lat = point
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _wrong("a point is outside the world; the order is [longitude, latitude]")
    return float(lon), float(lat)
