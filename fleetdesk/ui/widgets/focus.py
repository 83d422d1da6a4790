"""Where the keyboard goes: to a widget and its window, and what Esc does where it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget
from shiboken6 import isValid

from fleetdesk.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from fleetdesk.ui.widgets.search_field import SearchField
    from fleetdesk.ui.widgets.table import Table


def bring_focus(widget: QWidget) -> None:
    """Give a widget the keyboard: its dock comes to the front, and its window becomes the active one.

    A dock may float in a window of its own on another screen; without that the keys would still go to the old window.
    """
    dock = _dock_of(widget)
    if dock is not None:
        dock.show()
        dock.raise_()
    window = widget.window()
    if QApplication.activeWindow() is not window:  # isActiveWindow() is true of the window that a dock floats over
        window.raise_()
        window.activateWindow()
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _dock_of(widget: QWidget) -> QDockWidget | None:
    found: QWidget | None = widget
    while found is not None and not isinstance(found, QDockWidget):
        found = found.parentWidget()
    return found


def escape_focused() -> bool:
    """Let the panel that has the focus go one step back, as Esc does; return whether it did."""
    found = QApplication.focusWidget()
    while found is not None:
        if isinstance(found, Panel):
            return found.on_escape()
        found = found.parentWidget()
    return False


class FocusBefore:
    """Remembers what had the keyboard before something in front of the window took it, to give it back."""

    def __init__(self) -> None:
        self._widget: QWidget | None = None

    def remember(self, widget: QWidget | None) -> None:
        """Remember a widget that has the focus."""
        self._widget = widget

    def give_back(self) -> bool:
        """Give the keyboard back; return False where the widget is not there or not seen any more."""
        if self._widget is None or not isValid(self._widget) or not self._widget.isVisible():
            return False
        bring_focus(self._widget)
        return True


def clear_list(table: "Table", search: "SearchField | None" = None) -> bool:
    """Empty the search of a list, else its selection; return whether there was either."""
    if search is not None and search.text():
        search.clear()
        return True
    if table.selected_keys():
        table.clearSelection()
        return True
    return False
