"""From pixels of the view to places and back, for drops: the page is not asked, so that the answer is there at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from fleetdesk.domain import web_mercator
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.pins import MapPin

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
        return web_mercator.place(share_x, share_y)

    def near(self, marks: Iterable[MapUnit | MapPin], x: float, y: float) -> list[str]:
        """Return the keys of the units or tasks that are marked under a pixel, the nearest first."""
        lat, lon = self.place(x, y)
        reach = 360 * _REACH / (_TILE * 2**self.zoom)
        near = [each for each in marks if abs(each.lon - lon) <= reach and abs(each.lat - lat) <= reach]
        ranked = sorted(
            (hypot(px - x, py - y), each.key) for each in near for px, py in [self.pixel(each.lat, each.lon)]
        )
        return [key for far, key in ranked if far <= _REACH]


def _square(lat: float, lon: float, zoom: float) -> tuple[float, float]:
    side = _TILE * 2**zoom
    x, y = web_mercator.square(lat, lon)
    return x * side, y * side
