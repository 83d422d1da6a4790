"""Where docks stand in the layouts that come with FleetDesk: one screen, two screens, board first."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.panel import Side
from fleetdesk.ui.widgets.theme import GAP_PX
from fleetdesk.ui.window.arrangement import arrange, set_first_sizes, shared_widths
from fleetdesk.ui.window.feature import Dock

BOARD_PART, FLOATING_PART = 0.45, 0.6


class Preset(StrEnum):
    """The layouts that come with FleetDesk."""

    ONE_SCREEN = "one screen"
    TWO_SCREENS = "two screens"
    BOARD_FIRST = "board first"


PRESET_WORDS = {
    Preset.ONE_SCREEN: _("Layout for one screen"),
    Preset.TWO_SCREENS: _("Layout for two screens"),
    Preset.BOARD_FIRST: _("Layout with the board first"),
}


def place(preset: Preset, window: QMainWindow, docks: Sequence[Dock]) -> None:
    """Place all docks as the preset has them, those too that were closed or floated."""
    for each in docks:
        each.dock().setFloating(False)
        window.removeDockWidget(each.dock())
    if preset is Preset.BOARD_FIRST:
        _board_first(window, docks)
    else:
        arrange(window, docks)
    for each in docks:
        each.dock().show()
    _size(preset, window, docks)
    if preset is Preset.TWO_SCREENS:
        _float_map(window, docks)
    for each in docks:
        if not each.placement.tabbed:
            each.dock().raise_()


def _size(preset: Preset, window: QMainWindow, docks: Sequence[Dock]) -> None:
    if (layout := window.layout()) is not None:
        layout.activate()
    if preset is not Preset.BOARD_FIRST:
        set_first_sizes(window, docks)
        return
    wide = [each for each in docks if each.placement.wide]
    room = window.width() - (len(wide) + 1) * GAP_PX
    widths = shared_widths([(each.placement.wide, each.placement.grows) for each in wide], room)
    window.resizeDocks([each.dock() for each in wide], widths, Qt.Orientation.Horizontal)
    board = [each.dock() for each in _middle(docks) if not each.placement.grows][:1]
    window.resizeDocks(board, [int(window.height() * BOARD_PART)] * len(board), Qt.Orientation.Vertical)


def _middle(docks: Sequence[Dock]) -> list[Dock]:
    return [each for each in docks if each.placement.side is Side.MIDDLE]


def _board_first(window: QMainWindow, docks: Sequence[Dock]) -> None:
    """Put what is below the map under map and tasks, and the vehicles beside all of it."""
    below = [each for each in _middle(docks) if not each.placement.grows]
    above = [each for each in docks if each.placement.side is Side.RIGHT]
    left = [each for each in docks if each.placement.side is Side.LEFT]
    arrange(window, [*left, *above, *(each for each in _middle(docks) if each.placement.grows)])
    for each in _middle(docks):
        if each.placement.grows and above:
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, each.dock())
            window.splitDockWidget(each.dock(), above[0].dock(), Qt.Orientation.Horizontal)
            for upper, lower in pairwise(above):
                window.splitDockWidget(upper.dock(), lower.dock(), Qt.Orientation.Vertical)
    for number, each in enumerate(below):
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, each.dock())
        if number:
            window.tabifyDockWidget(below[number - 1].dock(), each.dock())


def _float_map(window: QMainWindow, docks: Sequence[Dock]) -> None:
    """Give the map a window of its own, on another screen where there is one."""
    grows = next((each.dock() for each in docks if each.placement.grows), None)
    if grows is None:
        return
    others = [each for each in QGuiApplication.screens() if each is not window.screen()]
    grows.setFloating(True)
    grows.setGeometry(others[0].availableGeometry() if others else _beside(window.screen().availableGeometry()))


def _beside(room: QRect) -> QRect:
    """Return the right part of the only screen."""
    wide = int(room.width() * FLOATING_PART)
    return QRect(room.right() + 1 - wide, room.top(), wide, int(room.height() * FLOATING_PART))
