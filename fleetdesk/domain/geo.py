"""Geometry on the map: rings, areas, distances. Points are (lon, lat) in degrees, as both vendors' polygons are."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.geojson import FoundArea, read
from fleetdesk.domain.rings import Point, Ring, ring

__all__ = ["Area", "Point", "Ring", "distance_m", "ring"]

EARTH_RADIUS_M = 6_371_008.8
METRES_A_DEGREE = math.radians(1) * EARTH_RADIUS_M
"""Of latitude, and of longitude at the equator."""


def distance_m(one: Point, other: Point) -> float:
    """Return the great-circle distance in metres (spherical earth, at most 0.5 % off)."""
    lon1, lat1, lon2, lat2 = (math.radians(each) for each in (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


class Area:
    """Where the dispatcher asks who is: one or more polygons, possibly with holes.

    `remarks` are sentences on what of a file was left out of it.
    """

    def __init__(self, geometry: Polygon | MultiPolygon, remarks: tuple[str, ...] = ()) -> None:
        self._geometry, self.remarks = geometry, remarks
        shapely.prepare(geometry)

    @classmethod
    def of(cls, outer: Iterable[Sequence[float]]) -> "Area":
        """Make the area inside one ring."""
        return cls(Polygon(ring(outer)))

    @classmethod
    def of_part(cls, outer: Iterable[Sequence[float]], holes: Iterable[Iterable[Sequence[float]]]) -> "Area":
        """Make the area inside one ring without its holes."""
        area = cls.of(outer)
        for hole in holes:
            area = area.minus(cls.of(hole))
        return area

    @classmethod
    def around(cls, lat: float, lon: float, radius_m: float) -> "Area":
        """Make the area within so many metres of a place, as a ring of 64 corners."""
        tall = math.degrees(radius_m / EARTH_RADIUS_M)
        wide = tall / max(math.cos(math.radians(lat)), 0.01)
        turns = (2 * math.pi * number / 64 for number in range(64))
        return cls.of([(lon + wide * math.cos(turn), lat + tall * math.sin(turn)) for turn in turns])

    def plus(self, other: "Area") -> "Area":
        """Return both areas together."""
        return _area(self._geometry.union(other._geometry))

    def minus(self, other: "Area") -> "Area":
        """Return this area without the other."""
        return _area(self._geometry.difference(other._geometry))

    @property
    def parts(self) -> tuple[tuple[Ring, tuple[Ring, ...]], ...]:
        """Return each polygon as its outer ring and its holes."""
        each = self._geometry.geoms if isinstance(self._geometry, MultiPolygon) else [self._geometry]
        return tuple(
            (tuple(part.exterior.coords), tuple(tuple(hole.coords) for hole in part.interiors)) for part in each
        )

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return south, west, north and east in degrees."""
        west, south, east, north = self._geometry.bounds
        return south, west, north, east

    @property
    def middle(self) -> tuple[float, float]:
        """Return latitude and longitude of a place inside, the middle where that is inside."""
        centre = self._geometry.centroid
        if not self._geometry.contains(centre):
            centre = self._geometry.representative_point()
        return float(centre.y), float(centre.x)

    @property
    def size_m(self) -> tuple[float, float]:
        """Return how wide and how tall the rectangle around it is, in metres."""
        south, west, north, east = self.bounds
        lat = (south + north) / 2
        return distance_m((west, lat), (east, lat)), distance_m((west, south), (west, north))

    @property
    def square_m(self) -> float:
        """Return its square metres, by a flat map of its middle: good for areas within a country."""
        return float(self._geometry.area) * METRES_A_DEGREE**2 * math.cos(math.radians(self.middle[0]))

    def contains(self, points: Sequence[Point]) -> list[bool]:
        """Return for each point whether it lies inside; on the edge is not inside."""
        if not points:
            return []
        array = np.asarray(points, dtype=float)
        return [bool(each) for each in shapely.contains_xy(self._geometry, array[:, 0], array[:, 1])]

    def geojson(self) -> dict[str, Any]:
        """Return the geometry as GeoJSON."""
        found: dict[str, Any] = shapely_lists(mapping(self._geometry))
        return found

    @property
    def shape(self) -> Polygon | MultiPolygon:
        """Return the geometry itself, which no caller may change."""
        return self._geometry

    @classmethod
    def from_geojson(cls, document: Any) -> "Area":
        """Make the area of all polygons in a GeoJSON document, wherever they stand; UsageError where there are none."""
        found: FoundArea = read(document)
        return cls(_area(shapely.union_all(found.polygons))._geometry, found.remarks)


def _area(geometry: Any) -> Area:
    polygons = [each for each in getattr(geometry, "geoms", [geometry]) if isinstance(each, Polygon) and each.area > 0]
    if not polygons:
        raise UsageError(_("Nothing of the area would be left."))
    return Area(polygons[0] if len(polygons) == 1 else MultiPolygon(polygons))


def shapely_lists(value: Any) -> Any:
    """Turn tuples into lists, as JSON would have them."""
    if isinstance(value, (list, tuple)):
        return [shapely_lists(each) for each in value]
    return {key: shapely_lists(each) for key, each in value.items()} if isinstance(value, dict) else value


def is_area(value: Any) -> bool:
    """Return whether a value of such a file can be shown as an area."""
    try:
        Area.from_geojson(value)
    except (FleetError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
        return False
    return True
