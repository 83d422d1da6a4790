"""The state of the map, and the message that brings the page from what it was sent to that state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import FADES
from fleetdesk.mapview.pins import MapPin, pin_row
from fleetdesk.mapview.row_changes import RowChanges
from fleetdesk.mapview.theme import STATES

_PERSON, _SUSPECT, _REST_SOON = 1, 2, 4


@dataclass(frozen=True, slots=True)
class MapUnit:
    """One marker on the map; label and detail are the vendor's text and are never read as HTML."""

    key: str
    lat: float
    lon: float
    state: State
    heading_deg: int | None
    fade: int
    label: str
    detail: str
    person: bool = False
    suspect: bool = False
    rest_soon: bool = False


Row = tuple[str, float, float, int, int, int, str, str, int]


def row(unit: MapUnit) -> Row:
    """Return the unit as the page reads it: key, lat, lon, state, heading (-1 unknown), fade, label, detail, flags."""
    heading = -1 if unit.heading_deg is None else int(unit.heading_deg) % 360
    fade = max(0, min(len(FADES) - 1, unit.fade))
    flags = _PERSON * unit.person | _SUSPECT * unit.suspect | _REST_SOON * unit.rest_soon
    lat, lon = round(unit.lat, 6), round(unit.lon, 6)
    return unit.key, lat, lon, STATES.index(unit.state), heading, fade, unit.label, unit.detail, flags


class MapState:
    """What the map shows. Changes are collected until the page takes a message; the last value of each counts."""

    def __init__(self) -> None:
        self._units = RowChanges(row, ("units", "changed", "gone"))
        self._pins = RowChanges(pin_row, ("tasks", "tasks_changed", "tasks_gone"))
        self._values: dict[str, Any] = {}
        self._dirty: dict[str, None] = {}

    @property
    def units(self) -> Mapping[str, MapUnit]:
        """Return every unit by its key."""
        return self._units.items

    @property
    def pins(self) -> Mapping[str, MapPin]:
        """Return the pin of every task that is shown, by the task's key."""
        return self._pins.items

    def set_units(self, units: Iterable[MapUnit]) -> None:
        """Replace every unit."""
        self._units.replace(units)

    def update_units(self, changed: Iterable[MapUnit], gone: Iterable[str]) -> None:
        """Change or add units and drop those that are gone; an unchanged unit is not sent."""
        self._units.update(changed, gone)

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
