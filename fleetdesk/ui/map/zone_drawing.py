"""Drawing a geozone: the next circle on the map is one, and no area."""

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.translation import _
from fleetdesk.mapview.shapes import CIRCLE, DrawnShape
from fleetdesk.mapview.widget import MapWidget

HINT = _("Drag from the middle of the geozone to its edge, or arrows and Enter at both · Esc gives up")


class ZoneDrawing(QObject):
    """Takes the next circle. drawn: latitude, longitude and radius in metres; said: what the title shows meanwhile."""

    drawn = Signal(float, float, float)
    said = Signal(str)

    def __init__(self, view: MapWidget) -> None:
        super().__init__(view)
        self._map, self._waits = view, False
        view.tool_changed.connect(self._end_with_other)

    def start(self) -> None:
        """Take the next circle as a geozone."""
        self._map.set_tool(CIRCLE)
        self._waits = True
        self.said.emit(HINT)

    def take(self, shape: DrawnShape) -> bool:
        """Take a shape where one is awaited; return whether it was."""
        waits, self._waits = self._waits, False
        if not waits or shape.center is None or not shape.radius_m:
            return False
        lon, lat = shape.center
        self.drawn.emit(lat, lon, shape.radius_m)
        return True

    def _end_with_other(self, tool: str) -> None:
        if tool != CIRCLE:
            self._waits = False
