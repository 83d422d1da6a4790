"""Rings: closed lines that bound an area. Points are (lon, lat) in degrees, as both vendors' polygons are."""

from collections.abc import Iterable, Sequence

from shapely.geometry import Polygon
from shapely.validation import explain_validity

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _

Point = tuple[float, float]
Ring = tuple[Point, ...]

DIGITS = 6
HALF_WAY_ROUND = 180


def ring(points: Iterable[Sequence[float]]) -> Ring:
    """Make a closed ring of all these points; UsageError with a sentence where they are none."""
    corners = [_point(each) for each in points]
    if corners and corners[0] == corners[-1]:
        corners.pop()
    if len(set(corners)) < 3:
        raise UsageError(_("An area needs at least three different corners."))
    west, east = min(each[0] for each in corners), max(each[0] for each in corners)
    if east - west > HALF_WAY_ROUND:
        raise UsageError(_("The shape goes more than half way round the earth. Cut it in two at longitude 180."))
    return tuple(_checked(Polygon(corners)).exterior.coords)


def _point(point: Sequence[float]) -> Point:
    lon, lat = float(point[0]), float(point[1])
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise UsageError(
            _("({longitude}, {latitude}) is no place on earth. Corners are written as longitude, latitude.").format(
                longitude=lon, latitude=lat
            )
        )
    return round(lon, DIGITS), round(lat, DIGITS)


def _checked(polygon: Polygon) -> Polygon:
    """Return the polygon; UsageError where it crosses itself or its corners lie on one line."""
    if not polygon.is_valid:
        place = explain_validity(polygon)
        where = place[place.find("[") :] if "[" in place else ""
        if where:
            raise UsageError(_("The shape crosses itself near {place}. Move or remove a corner.").format(place=where))
        raise UsageError(_("The shape crosses itself. Move or remove a corner."))
    if polygon.area == 0:
        raise UsageError(_("The corners lie on one line. Move one of them."))
    return polygon
