"""Degrees as metres of L-EST97 (EPSG:3301), the grid of Estonia: a conformal conic projection of Lambert."""

import math

_AXIS_M, _FLATTENING = 6_378_137.0, 1 / 298.257222101  # of the ellipsoid GRS 80
_ECCENTRICITY = math.sqrt(2 * _FLATTENING - _FLATTENING**2)
_PARALLELS = math.radians(58.0), math.radians(59 + 20 / 60)
_ORIGIN_LAT, _ORIGIN_LON = math.radians(57 + 31 / 60 + 3.19415 / 3600), math.radians(24.0)
_EAST_M, _NORTH_M = 500_000.0, 6_375_000.0


def _radius(lat: float) -> float:
    """Return the radius of a parallel over the axis, as m of the projection's formulas."""
    return math.cos(lat) / math.sqrt(1 - (_ECCENTRICITY * math.sin(lat)) ** 2)


def _conformal(lat: float) -> float:
    """Return t of the projection's formulas: the tangent of half the conformal distance from the pole."""
    sine = _ECCENTRICITY * math.sin(lat)
    return math.tan(math.pi / 4 - lat / 2) / math.pow((1 - sine) / (1 + sine), _ECCENTRICITY / 2)


_SOUTH, _NORTH = _PARALLELS
_CONE = (math.log(_radius(_SOUTH)) - math.log(_radius(_NORTH))) / (
    math.log(_conformal(_SOUTH)) - math.log(_conformal(_NORTH))
)
_SCALE_M = _AXIS_M * _radius(_SOUTH) / (_CONE * _conformal(_SOUTH) ** _CONE)
_ORIGIN_M = _SCALE_M * _conformal(_ORIGIN_LAT) ** _CONE


def to_metres(lat: float, lon: float) -> tuple[float, float]:
    """Return the metres to the east and to the north of a place in degrees (WGS 84, which differs by less than 1 m)."""
    from_apex_m = _SCALE_M * _conformal(math.radians(lat)) ** _CONE
    angle = _CONE * (math.radians(lon) - _ORIGIN_LON)
    return _EAST_M + from_apex_m * math.sin(angle), _NORTH_M + _ORIGIN_M - from_apex_m * math.cos(angle)
