"""The state of the map, and the message that brings the page from what it was sent to that state."""

from collections.abc import Iterable, Mapping
from typing import Any

from fleetdesk.mapview.changes import Changes
from fleetdesk.mapview.map_unit import MapUnit, UnitColumns, columns_of
from fleetdesk.mapview.pins import MapPin, pin_row
from fleetdesk.mapview.unit_changes import UnitChanges

Units = UnitColumns | Iterable[MapUnit]
"""Markers of units: many as columns, or one by one."""


class MapState:
    """What the map shows. Changes are collected until the page takes a message; the last value of each counts."""

    def __init__(self) -> None:
        self._units = UnitChanges()
        self._pins = Changes(pin_row, ("tasks", "tasks_changed", "tasks_gone"))
        self._values: dict[str, Any] = {}
        self._dirty: dict[str, None] = {}

    @property
    def units(self) -> Mapping[str, MapUnit]:
        """Return every unit by its key."""
        return self._units

    @property
    def pins(self) -> Mapping[str, MapPin]:
        """Return the pin of every task that is shown, by the task's key."""
        return self._pins.items

    def set_units(self, units: Units) -> None:
        """Replace every unit."""
        self._units.replace(_columns(units))

    def update_units(self, changed: Units, gone: Iterable[str]) -> None:
        """Change or add units and drop those that are gone; an unchanged unit is not sent."""
        self._units.update(_columns(changed), gone)

    def update_pins(self, changed: Iterable[MapPin], gone: Iterable[str]) -> None:
        """Change or add pins and drop those that are gone; an unchanged pin is not sent."""
        self._pins.update(changed, gone)

    def put(self, name: str, value: Any) -> None:
        """Set a value that is sent, and sent again after a reload of the page (selection, theme, area, …)."""
        self._values[name] = value
        self._dirty[name] = None

    def remember(self, name: str, value: Any) -> None:
        """Remember a value that the page itself has reported (its view), to be sent only after a reload."""
        if name not in self._dirty:
            self._values[name] = value

    def value(self, name: str) -> Any:
        """Return the value last put or remembered under a name; None without one."""
        return self._values.get(name)

    def restart(self) -> None:
        """Send everything with the next message, because the page was loaded anew."""
        self._units.restart()
        self._pins.restart()
        self._dirty = dict.fromkeys(self._values)

    @property
    def pending(self) -> bool:
        """Return whether something has not been sent yet."""
        return bool(self._units.pending or self._pins.pending or self._dirty)

    def take(self) -> dict[str, Any]:
        """Return everything that was not sent yet, as one message; it counts as sent."""
        message: dict[str, Any] = {name: self._values[name] for name in self._dirty}
        self._dirty.clear()
        return message | self._units.take() | self._pins.take()


def _columns(units: Units) -> UnitColumns:
    return units if isinstance(units, UnitColumns) else columns_of(units)
