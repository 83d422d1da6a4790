"""Where docks stand in a window that no layout was saved for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from fleetdesk.ui.widgets.panel import Side
from fleetdesk.ui.widgets.theme import GAP_PX
from fleetdesk.ui.window.feature import Dock

OTHERS_PART = 0.66
"""How much of the window the docks beside the map take at most."""


def arrange(window: QMainWindow, docks: Sequence[Dock]) -> None:
    """Place the docks side by side in columns, in a column below each other or as tabs behind the one before."""
    tops = [column[0].dock() for column in _columns(docks)]
    for before, top in zip([None, *tops], tops, strict=False):
        _place_top(window, before, top)
    for column in _columns(docks):
        _fill(window, column)
    _add_right(window, docks)


def _columns(docks: Sequence[Dock]) -> list[list[Dock]]:
    """Return the docks by column, without the right one, which has its own area so that it keeps its width."""
    columns = ([each for each in docks if each.placement.side is side] for side in (Side.LEFT, Side.MIDDLE))
    return [column for column in columns if column]


def _place_top(window: QMainWindow, before: QDockWidget | None, top: QDockWidget) -> None:
    if before is None:
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, top)
    else:
        window.splitDockWidget(before, top, Qt.Orientation.Horizontal)


def _add_right(window: QMainWindow, docks: Sequence[Dock]) -> None:
    right = [each for each in docks if each.placement.side is Side.RIGHT]
    if right:
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, right[0].dock())
        _fill(window, right)


def _fill(window: QMainWindow, column: Sequence[Dock]) -> None:
    """Put the docks below the top one of their column; of those that share a place, show the first in front."""
    last_shown = column[0].dock()
    for before, each in pairwise(column):
        if each.placement.tabbed:
            window.tabifyDockWidget(before.dock(), each.dock())
        else:
            window.splitDockWidget(last_shown, each.dock(), Qt.Orientation.Vertical)
            last_shown = each.dock()
    last_shown.raise_()


def shared_widths(wanted: Sequence[tuple[int, bool]], room: int) -> list[int]:
    """Return the widths of docks side by side in pixels; the one that grows gets the rest, at least its part."""
    others = sum(width for width, grows in wanted if not grows)
    part = min(1.0, room * OTHERS_PART / others) if others else 1.0
    kept = [0 if grows else int(width * part) for width, grows in wanted]
    return [max(room - sum(kept), 1) if grows else width for width, (_, grows) in zip(kept, wanted, strict=True)]


def set_first_sizes(window: QMainWindow, docks: Sequence[Dock]) -> None:
    """Give the docks the sizes of their placements; in a narrow window less, so that the map keeps its part."""
    wide = [each for each in docks if each.placement.wide]
    room = window.width() - 2 * GAP_PX - (len(wide) - 1) * GAP_PX
    widths = shared_widths([(each.placement.wide, each.placement.grows) for each in wide], room)
    window.resizeDocks([each.dock() for each in wide], widths, Qt.Orientation.Horizontal)
    for side in Side:
        tall = [each for each in docks if each.placement.side is side and each.placement.tall]
        window.resizeDocks(
            [each.dock() for each in tall], [each.placement.tall for each in tall], Qt.Orientation.Vertical
        )
