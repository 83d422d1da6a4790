"""Picking a place on the map: the next click gives it, Esc gives up."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.store import Store

HINT = _("Click the place, or move the crosshair with arrows and press Enter · Esc gives up")


class Picking(QObject):
    """Waits for one click on a map's ground or on a unit or task, whose place counts then."""

    picked = Signal(float, float)
    said = Signal(str)

    def __init__(self, view: MapWidget, store: Store) -> None:
        super().__init__(view)
        self._map, self._store = view, store
        self._taken: Callable[[float, float], object] | None = None
        view.background_clicked.connect(self.take)
        view.tool_changed.connect(lambda tool: self.end() if tool != "select" else False)

    @property
    def waiting(self) -> bool:
        """Return whether the next click is taken as a place."""
        return self._taken is not None

    def start(self, taken: Callable[[float, float], object]) -> None:
        """Take the next click as a place, and call `taken` with its latitude and longitude."""
        self._map.set_tool("select")
        self._map.aim(True)
        self._taken = taken
        self.said.emit(HINT)

    def end(self) -> bool:
        """Cancel; return False where no click was awaited."""
        was, self._taken = self.waiting, None
        if was:
            self._map.aim(False)
            self.said.emit("")
        return was

    def take(self, lat: float, lon: float) -> None:
        """Take a click on the ground as the place."""
        taken = self._taken
        if taken is not None:
            self.end()
            self.picked.emit(lat, lon)
            taken(lat, lon)

    def use_task(self, key: str) -> bool:
        """Take the place of a clicked task as the place; return False where no click was awaited."""
        task, waiting = self._store.tasks.get(key), self.waiting
        place = place_of(task)
        if place is not None:
            self.take(*place)
        return waiting

    def use_unit(self, key: str) -> bool:
        """Take the position of a clicked unit as the place; return False where no click was awaited."""
        seen = self._store.fleet.get(key)
        waiting = self.waiting
        if seen and (place := place_of(seen.position)):
            self.take(*place)
        return waiting
