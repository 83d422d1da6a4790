"""Which layers the page shows, and the wish to choose others."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPoint, Signal

from fleetdesk.mapview.shapes import Ring

NAME_LETTERS = 32
"""The page writes no more of a name."""


class MapPlace(NamedTuple):
    """A place with a name, in degrees; `kind` is poi, place or geozone. A radius in metres, 0 for none."""

    kind: str
    name: str
    lat: float
    lon: float
    radius_m: float = 0.0


class ShownLayers(QObject):
    """Part of a MapWidget. wanted: a place of the screen at which other layers can be offered; `beside` returns it."""

    wanted = Signal(QPoint)

    def __init__(self, put: Callable[[str, Any], None], beside: Callable[[], QPoint], parent: QObject) -> None:
        super().__init__(parent)
        self._put, self._beside = put, beside

    def show(self, *, names: bool, clusters: bool) -> None:
        """Show the names of units or not, and clusters or each marker by itself."""
        self._put("layers", {"names": names, "clusters": clusters})

    def show_saved_areas(self, areas: Iterable[tuple[str, Sequence[Ring]]]) -> None:
        """Show the outlines of saved areas with their names, below everything that moves."""
        self._put("saved_areas", [[name, list(rings)] for name, rings in areas])

    def show_places(self, places: Iterable[MapPlace]) -> None:
        """Show places with their names, below everything that moves."""
        self._put("places", [list(each) for each in places])

    def point_out(self, found: tuple[str, float, float] | None) -> None:
        """Point a place out that was looked for, by its name, latitude and longitude; None points out nothing."""
        self._put("found", None if found is None else list(found))

    def ask(self) -> None:
        """Ask for the menu of what the map shows, at its button."""
        self.wanted.emit(self._beside())
