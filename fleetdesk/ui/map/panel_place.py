"""Where the area panel lies on the map: in a corner that hides no corner of the area, or where the user has put it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

from fleetdesk.domain.geo import Area
from fleetdesk.mapview.projection import View

MARGIN_PX, TOOLS_PX, REACH_PX = 12, 60, 12


def hides_any(place: QRect, corners: Iterable[QPoint]) -> bool:
    """Return whether a panel there hides a corner of the area, or the handle on it."""
    return any(_reach(place).contains(each) for each in corners)


def best_place(room: QSize, size: QSize, corners: Iterable[QPoint]) -> QRect:
    """Return the corner of the map for a panel of this size that hides the fewest corners of the area."""
    points = list(corners)
    return min(_places(room, size), key=lambda place: sum(_reach(place).contains(each) for each in points))


def corner_pixels(area: Area | None, view: View | None) -> Sequence[QPoint]:
    """Return where the corners of an area are on the map, in pixels from the upper left."""
    if area is None or view is None:
        return ()
    rings = (ring for outer, holes in area.parts for ring in (outer, *holes))
    found = (view.pixel(lat, lon) for ring in rings for lon, lat in ring)
    return [QPoint(round(x), round(y)) for x, y in found]


def _reach(place: QRect) -> QRect:
    """Return the panel with room around it for a handle."""
    return place.adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX)


def _places(room: QSize, size: QSize) -> list[QRect]:
    right, bottom = room.width() - size.width() - MARGIN_PX, room.height() - size.height() - MARGIN_PX
    right, bottom = max(right, 0), max(bottom, 0)
    corners = ((right, MARGIN_PX), (right, bottom), (TOOLS_PX, bottom), (TOOLS_PX, MARGIN_PX))
    return [QRect(QPoint(left, top), size) for left, top in corners]
