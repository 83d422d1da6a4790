"""Which layers the page shows, and the wish to choose others."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal

from fleetdesk.mapview.shapes import Ring


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

    def ask(self) -> None:
        """Ask for the menu of what the map shows, at its button."""
        self.wanted.emit(self._beside())
