"""Where units drove: lines coloured by speed with arrows, and where they stood, below everything that moves."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

Places = Iterable[tuple[float, float]]
"""Latitude and longitude in degrees."""


class MapTrack(NamedTuple):
    """One line without a hole: its places, and for each the band of speed (0 is the slowest) of the way to it."""

    places: tuple[tuple[float, float], ...]
    bands: tuple[int, ...]


class MapStop(NamedTuple):
    """Where a unit stood, and how long in words."""

    lat: float
    lon: float
    words: str


class TrackLayer(QObject):
    """Part of a MapWidget: what is shown of the past until clear(), whoever calls that."""

    cleared = Signal()

    def __init__(self, put: Callable[[str, Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._put, self._shown = put, False
        self._moment: tuple[float, float] | None = None

    @property
    def is_shown(self) -> bool:
        """Return whether there is anything of the past on the map."""
        return self._shown

    @property
    def is_marked(self) -> bool:
        """Return whether a moment is marked on the map."""
        return self._moment is not None

    def show(self, tracks: Iterable[MapTrack], stops: Iterable[MapStop], picked: Iterable[Places]) -> None:
        """Show these lines and stops, and some `picked` lines or places more plainly than the rest."""
        self._shown = True
        lines = [
            [value for (lat, lon), band in zip(each.places, each.bands, strict=True) for value in (lat, lon, band)]
            for each in tracks
        ]
        chosen = [[[lat, lon] for lat, lon in each] for each in picked]
        self._put("track", {"lines": lines, "stops": [list(each) for each in stops], "picked": chosen})

    def mark(self, place: tuple[float, float] | None) -> None:
        """Mark where the unit was at a moment, as (lat, lon); None takes the mark away."""
        if place != self._moment:
            self._moment = place
            self._put("moment", place and list(place))

    def clear(self) -> bool:
        """Take all of it off the map; return whether there was anything."""
        shown, self._shown = self._shown, False
        self.mark(None)
        if shown:
            self._put("track", None)
            self.cleared.emit()
        return shown
