"""A replay on the map: the past in place of what is live, in a frame that says so."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.motion import State
from fleetdesk.mapview.theme import STATES


class ReplayedUnit(NamedTuple):
    """A unit at the moment that is replayed: what it is called, degrees, and degrees from north (None unknown)."""

    label: str
    lat: float
    lon: float
    state: State
    heading_deg: float | None = None
    person: bool = False


class ReplayedWay(NamedTuple):
    """A line without a hole: its places as (lat, lon), and when the unit was at each, in seconds since 1970."""

    places: tuple[tuple[float, float], ...]
    times: tuple[float, ...]


class NearPair(NamedTuple):
    """Two places between which a line is drawn because units there are near each other, with the distance in words."""

    places: tuple[tuple[float, float], tuple[float, float]]
    words: str


class ReplayLayer(QObject):
    """Part of a MapWidget: while it shows anything the page shows no unit, task or track of now, and takes no clicks.

    It shows the same after the page was loaded anew. `changed` comes when it begins to and when it ends.
    """

    changed = Signal(bool)  # whether the past is shown

    def __init__(self, put: Callable[[str, Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._put, self._shown = put, False

    @property
    def is_shown(self) -> bool:
        """Return whether the map shows the past in place of what is live."""
        return self._shown

    def show_ways(self, ways: Iterable[ReplayedWay]) -> None:
        """Show where units drove, each way as far as the moment that is shown."""
        lines = [
            [value for (lat, lon), at in zip(each.places, each.times, strict=True) for value in (lat, lon, round(at))]
            for each in ways
        ]
        self._put("replay_ways", lines)

    def show(self, at: float, words: str, units: Iterable[ReplayedUnit], near: Iterable[NearPair] = ()) -> None:
        """Show units at a moment (seconds since 1970); the frame around the map says the words."""
        begins, self._shown = not self._shown, True
        rows = [_row(each) for each in units]
        pairs = [[*each.places[0], *each.places[1], each.words] for each in near]
        self._put("replay", {"at": at, "words": words, "units": rows, "near": pairs})
        if begins:
            self.changed.emit(True)

    def end(self) -> bool:
        """Show what is live again; return whether it was not."""
        shown, self._shown = self._shown, False
        if shown:
            self._put("replay", None)
            self._put("replay_ways", [])
            self.changed.emit(False)
        return shown


def _row(unit: ReplayedUnit) -> list[str | float | bool]:
    heading = -1 if unit.heading_deg is None else round(unit.heading_deg) % 360
    return [unit.label, round(unit.lat, 6), round(unit.lon, 6), STATES.index(unit.state), heading, unit.person]
