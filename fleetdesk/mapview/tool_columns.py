"""Both columns of buttons over the map's left edge: the tools, and beside them what the next shape does."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from fleetdesk.mapview.theme import MapTheme
from fleetdesk.mapview.tools import BESIDE, ModeColumn, ToolColumn

EDGE = 12


class ToolColumns(QObject):
    """Shows which tool and mode hold, and tells which were pressed; the columns are children of the map."""

    tool_chosen = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget, theme: MapTheme) -> None:
        super().__init__(parent)
        self._tools, self._modes = ToolColumn(parent, theme), ModeColumn(parent, theme)
        for column in (self._tools, self._modes):
            column.raise_()
        self._tools.chosen.connect(self.tool_chosen)
        self._modes.chosen.connect(self.mode_chosen)

    def beside(self, name: str) -> QPoint:
        """Return the place on the screen at the right of a tool, for what it opens."""
        return self._tools.beside(name)

    def show_tool(self, tool: str) -> None:
        """Show which tool holds."""
        self._tools.show_chosen(tool)

    def show_mode(self, mode: str) -> None:
        """Show which mode holds."""
        self._modes.show_chosen(mode)

    def offer_modes(self, offered: bool) -> None:
        """Show the modes beside the tools, or hide them."""
        self._modes.setVisible(offered)

    def set_theme(self, theme: MapTheme) -> None:
        """Paint the buttons in the colours of a theme."""
        for column in (self._tools, self._modes):
            column.set_theme(theme)

    def place(self) -> None:
        """Put both at the upper left."""
        for column, x, y in ((self._tools, EDGE, EDGE), (self._modes, EDGE + BESIDE, EDGE + BESIDE)):
            column.adjustSize()
            column.move(x, y)
