"""Geometry on the map: rings, areas, distances. Points are (lon, lat) in degrees, as both vendors' polygons are."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.validation import explain_validity

from fleetdesk.errors import UsageError

Point = tuple[float, float]
Ring = tuple[Point, ...]

EARTH_RADIUS_M = 6_371_008.8
MOST_POINTS = 100  # The polygon travels in the address of the request (api/notes.md), which must stay short.
CIRCLE_POINTS = 64
DIGITS = 6


def ring(points: Iterable[Sequence[float]]) -> Ring:
    """A closed ring of at most 100 points, or a sentence on why these points are none."""
    corners = [_point(each) for each in points]
    if corners and corners[0] == corners[-1]:
        corners.pop()
    if len(set(corners)) < 3:
        raise UsageError("An area needs at least three different corners.")
    return _closed(_checked(Polygon(corners)))


def _point(point: Sequence[float]) -> Point:
    lon, lat = float(point[0]), float(point[1])
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise UsageError(f"({lon}, {lat}) is no place on earth. Corners are written as longitude, latitude.")
    return round(lon, DIGITS), round(lat, DIGITS)


def _checked(polygon: Polygon) -> Polygon:
    """The polygon, simplified until it is short enough; a ring that crosses itself has no inside."""
    if not polygon.is_valid:
        place = explain_validity(polygon)
        where = place[place.find("[") :] if "[" in place else ""
        raise UsageError(f"The shape crosses itself{' near ' + where if where else ''}. Move or remove a corner.")
    if polygon.area == 0:
        raise UsageError("The corners lie on one line. Move one of them.")
    tolerance = 1e-6
    while len(polygon.exterior.coords) > MOST_POINTS + 1:
        polygon = polygon.simplify(tolerance)
        tolerance *= 2
    return polygon


def _closed(polygon: Polygon) -> Ring:
    return tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in polygon.exterior.coords)


def circle(centre: Point, radius_m: float) -> Ring:
    """A circle as a closed ring of 64 corners that lie on it."""
    if not 1 <= radius_m <= 1_000_000:
        raise UsageError("A circle needs a radius between 1 m and 1000 km.")
    turns = (index * 2 * math.pi / CIRCLE_POINTS for index in range(CIRCLE_POINTS))
    return ring([destination(centre, radius_m, math.degrees(turn)) for turn in turns])


def destination(start: Point, metres: float, bearing_deg: float) -> Point:
    """The point reached from `start` on a great circle (spherical earth)."""
    lon, lat, bearing = math.radians(start[0]), math.radians(start[1]), math.radians(bearing_deg)
    arc = metres / EARTH_RADIUS_M
    lat2 = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(bearing))
    east = math.sin(bearing) * math.sin(arc) * math.cos(lat)
    lon2 = lon + math.atan2(east, math.cos(arc) - math.sin(lat) * math.sin(lat2))
    return (math.degrees(lon2) + 540) % 360 - 180, math.degrees(lat2)


def distance_m(one: Point, other: Point) -> float:
    """Great-circle distance in metres (spherical earth, at most 0.5 % off)."""
    lon1, lat1, lon2, lat2 = (math.radians(each) for each in (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


class Area:
    """Where the dispatcher asks who is: one or more polygons, possibly with holes."""

    def __init__(self, geometry: Polygon | MultiPolygon) -> None:
        self._geometry = geometry
        shapely.prepare(geometry)

    @classmethod
    def of(cls, outer: Iterable[Sequence[float]]) -> "Area":
        """The inside of one ring."""
        return cls(Polygon(ring(outer)))

    @classmethod
    def of_part(cls, outer: Iterable[Sequence[float]], holes: Iterable[Iterable[Sequence[float]]]) -> "Area":
        """The inside of one ring without its holes."""
        area = cls.of(outer)
        for hole in holes:
            area = area.minus(cls.of(hole))
        return area

    def plus(self, other: "Area") -> "Area":
        """Both areas together."""
        return _area(self._geometry.union(other._geometry))

    def minus(self, other: "Area") -> "Area":
        """This area without the other."""
        return _area(self._geometry.difference(other._geometry))

    @property
    def parts(self) -> tuple[tuple[Ring, tuple[Ring, ...]], ...]:
        """Each polygon as its outer ring and its holes."""
        each = self._geometry.geoms if isinstance(self._geometry, MultiPolygon) else [self._geometry]
        return tuple((tuple(part.exterior.coords), tuple(tuple(hole.coords) for hole in part.interiors))
                     for part in each)  # fmt: skip

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east in degrees."""
        west, south, east, north = self._geometry.bounds
        return south, west, north, east

    def contains(self, points: Sequence[Point]) -> list[bool]:
        """For each point whether it lies inside; on the edge is not inside."""
        if not points:
            return []
        array = np.asarray(points, dtype=float)
        return [bool(each) for each in shapely.contains_xy(self._geometry, array[:, 0], array[:, 1])]

    def geojson(self) -> dict[str, Any]:
        """The geometry as GeoJSON."""
        found: dict[str, Any] = shapely_lists(mapping(self._geometry))
        return found

    @classmethod
    def from_geojson(cls, document: Any) -> "Area":
        """The area of a Polygon or MultiPolygon, bare or in features, or a sentence on why there is none."""
        found = [each for each in _polygons(document) if each is not None]
        if not found:
            raise UsageError("The file holds no polygon. A GeoJSON Polygon or MultiPolygon is needed.")
        area = found[0]
        for each in found[1:]:
            area = area.plus(each)
        return area


def _area(geometry: Any) -> Area:
    polygons = [each for each in getattr(geometry, "geoms", [geometry]) if isinstance(each, Polygon) and each.area > 0]
    if not polygons:
        raise UsageError("Nothing of the area would be left.")
    return Area(polygons[0] if len(polygons) == 1 else MultiPolygon(polygons))


def _polygons(document: Any) -> Iterable[Area | None]:
    if not isinstance(document, dict):
        raise UsageError("The file is no GeoJSON.")
    kind = document.get("type")
    if kind == "FeatureCollection":
        for feature in document.get("features") or []:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(document.get("geometry") or {})
    elif kind == "Polygon":
        yield _rings(document.get("coordinates"))
    elif kind == "MultiPolygon":
        for rings in document.get("coordinates") or []:
            yield _rings(rings)


def _rings(rings: Any) -> Area:
    try:
        area = Area.of_part(rings[0], rings[1:])
    except (TypeError, ValueError, IndexError) as error:
        raise UsageError("The polygon's corners cannot be read: they must be [longitude, latitude] pairs.") from error
    return area


def shapely_lists(value: Any) -> Any:
    """Tuples as lists, as JSON would have them."""
    if isinstance(value, (list, tuple)):
        return [shapely_lists(each) for each in value]
    return {key: shapely_lists(each) for key, each in value.items()} if isinstance(value, dict) else value
