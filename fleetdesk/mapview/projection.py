"""From pixels of the view to places and back, for drops: the page is not asked, so that the answer is there at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asinh, atan, degrees, hypot, pi, radians, sinh, tan

from fleetdesk.mapview.deltas import MapUnit

_TILE = 256
_REACH = 14


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: middle in degrees, web map zoom, size in pixels."""

    lat: float
    lon: float
    zoom: float
    width: int
    height: int

    def pixel(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixel of a place, from the upper left."""
        x, y = _square(lat, lon, self.zoom)
        middle_x, middle_y = _square(self.lat, self.lon, self.zoom)
        return x - middle_x + self.width / 2, y - middle_y + self.height / 2

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the (lat, lon) under a pixel."""
        middle_x, middle_y = _square(self.lat, self.lon, self.zoom)
        side = _TILE * 2**self.zoom
        share_x = (x - self.width / 2 + middle_x) / side
        share_y = (y - self.height / 2 + middle_y) / side
        return degrees(atan(sinh(pi * (1 - 2 * share_y)))), share_x * 360 - 180

    def nearest(self, units: Iterable[MapUnit], x: float, y: float) -> str | None:
        """Return the key of the unit under a pixel, the nearest of several; None when no marker is there."""
        lat, lon = self.place(x, y)
        reach = 360 * _REACH / (_TILE * 2**self.zoom)
        near = [unit for unit in units if abs(unit.lon - lon) <= reach and abs(unit.lat - lat) <= reach]
        ranked = sorted(
            (hypot(px - x, py - y), unit.key) for unit in near for px, py in [self.pixel(unit.lat, unit.lon)]
        )
        return ranked[0][1] if ranked and ranked[0][0] <= _REACH else None


def _square(lat: float, lon: float, zoom: float) -> tuple[float, float]:
    side = _TILE * 2**zoom
    return (lon / 360 + 0.5) * side, (0.5 - asinh(tan(radians(lat))) / (2 * pi)) * side
