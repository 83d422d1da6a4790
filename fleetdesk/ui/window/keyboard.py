"""The window by keyboard: from panel to panel, into the menu bar, and the menu of what has the focus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QTabBar, QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.walk import Region, regions
from fleetdesk.ui.window.feature import Dock, surfaces_of


class WindowKeyboard:
    """What the keys F6, F10 and Shift+F10 do. `menus` returns the menu bar, which is there once the window is built."""

    def __init__(self, window: QMainWindow, docks: Sequence[Dock], menus: Callable[[], QMenuBar]) -> None:
        self._window, self._docks, self._menus = window, docks, menus

    def commands(self) -> list[Command]:
        """Return the commands that move the focus."""
        return [
            Command(Menu.VIEW, _("Next panel"), "F6", lambda: self.go(1), begins=True),
            Command(Menu.VIEW, _("Panel before"), "Shift+F6", lambda: self.go(-1)),
            Command(Menu.HELP, _("Menu bar"), "F10", self.open_menus),
            Command(Menu.HELP, _("Menu of what has the focus"), "Shift+F10", self.open_context_menu),
        ]

    def go(self, by: int) -> None:
        """Give the focus to the next panel that is seen, or the one before: counters, docks, docks on other screens."""
        found = self._regions()
        now = QApplication.focusWidget()
        places = [place for place, each in enumerate(found) if now is not None and _holds(each.part, now)]
        place = places[0] + by if places else 0
        if found:
            bring_focus(self._entry(found[place % len(found)]))

    def _regions(self) -> list[Region]:
        own = [each for each in regions(self._window) if not isinstance(each.part, QTabBar)]
        floating = (each.dock() for each in self._docks if each.dock().isFloating() and each.dock().isVisible())
        return [*own, *(Region(dock, stops) for dock in floating if (stops := _stops(dock)))]

    def _entry(self, region: Region) -> QWidget:
        """Return where the focus goes in a region: where it was last, else its list or map, else its first stop."""
        last = region.part.focusWidget()
        if last in region.stops:
            return last
        surfaces = surfaces_of([dock for dock in self._docks if dock.dock() is region.part])
        stops = (stop for each in surfaces for stop in (each, each.focusProxy()) if stop in region.stops)
        return next((each for each in stops if each is not None), region.stops[0])

    def open_menus(self) -> None:
        """Open the first menu; arrows go on from there, Esc leads back."""
        menus = self._menus()
        if QApplication.activeWindow() is not self._window:
            self._window.activateWindow()
        menus.setFocus(Qt.FocusReason.MenuBarFocusReason)
        menus.setActiveAction(menus.actions()[0])

    def open_context_menu(self) -> None:
        """Open the menu of what has the focus, as the Menu key does."""
        focus = QApplication.focusWidget()
        if focus is None:
            return
        cursor = focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        place = cursor.center() if cursor is not None and not cursor.isNull() else focus.rect().center()
        place = QPoint(round(place.x()), round(place.y()))
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(focus, QContextMenuEvent(reason, place, focus.mapToGlobal(place)))


def _holds(part: QWidget, now: QWidget) -> bool:
    return part is now or part.isAncestorOf(now)


def _stops(dock: QWidget) -> list[QWidget]:
    return [stop for region in regions(dock) for stop in region.stops]
