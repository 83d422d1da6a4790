"""The order in which Tab goes round a window: as the eye reads it, and never where nothing is seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QScrollArea, QTabBar, QWidget

COLUMN_PX = 16  # docks whose left edges differ by less stand in one column


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a window, such as a dock or the row of counters, with the widgets in it that Tab stops at."""

    part: QWidget
    stops: Sequence[QWidget]


def step(window: QWidget, *, forwards: bool) -> bool:
    """Give the focus to the next widget in the order of the eye, or the one before; return False where there is none.

    After the last comes the first. A widget that was disabled or hidden under the focus hands it to its neighbour.
    """
    now = QApplication.focusWidget()
    order = [stop for region in regions(window, now) for stop in region.stops]
    places = [place for place, stop in enumerate(order) if now is not None and _holds(stop, now)]
    others = [stop for stop in order if is_stop(stop)]
    if not others:
        return False
    place = places[0] if places else (-1 if forwards else len(order))
    target = _next(order, place, 1 if forwards else -1)
    show_inside(target)
    reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    return True


def _next(order: Sequence[QWidget], place: int, by: int) -> QWidget:
    """Return the next widget that can have the focus; there is one."""
    while True:
        place = (place + by) % len(order)
        if is_stop(order[place]):
            return order[place]


def show_inside(widget: QWidget) -> None:
    """Scroll whatever the widget lies in so far that it is seen."""
    found = widget.parentWidget()
    while found is not None:
        if isinstance(found, QScrollArea):
            found.ensureWidgetVisible(widget)
        found = found.parentWidget()


def regions(window: QWidget, now: QWidget | None = None) -> list[Region]:
    """Return the regions of a window that have stops, in the order of the eye: top, docks by column, foot.

    `now` counts as a stop whatever its state is.
    """
    found: dict[QWidget, list[QWidget]] = {}
    for each in window.findChildren(QWidget):
        if each.window() is window and (each is now or is_stop(each)) and not _is_inside_a_stop(each):
            part = _part(each, window)
            if part is not None:
                found.setdefault(part, []).append(each)
    return [Region(part, _read(found[part], part)) for part in sorted(found, key=lambda part: _place(part, window))]


def is_stop(widget: QWidget) -> bool:
    """Return whether Tab stops at a widget: it can have the focus, and it is seen or can be scrolled to."""
    tabs = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tabs) and widget.isVisible() and widget.isEnabled() and not widget.size().isEmpty()


def _is_inside_a_stop(widget: QWidget) -> bool:
    """Return whether the widget is a part of one that has the focus as a whole, such as the page within the map."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if parent.focusProxy() is widget or widget.focusProxy() is parent:
            return is_stop(parent)
        parent = parent.parentWidget()
    return False


def _holds(stop: QWidget, now: QWidget) -> bool:
    """Return whether the focus is at a stop: in it, or in a part of it that is none of its own."""
    return stop is now or (stop.focusProxy() is now)


def _part(widget: QWidget, window: QWidget) -> QWidget | None:
    """Return the dock that a widget is in, else the child of the window; None for one in a dock that lies behind."""
    found = widget
    while True:
        parent = found.parentWidget()
        if isinstance(found, QDockWidget) and parent is not None:
            return None if found.visibleRegion().isEmpty() else found
        if parent is None or parent is window:
            return found
        found = parent


def _place(part: QWidget, window: QWidget) -> tuple[int, int, int]:
    main = window if isinstance(window, QMainWindow) else None
    if main is not None and part is main.menuWidget():
        return 0, 0, 0
    if main is not None and part is main.statusBar():
        return 3, 0, 0
    docked = isinstance(part, (QDockWidget, QTabBar))
    return 1 if docked else 2, part.x() // COLUMN_PX, part.y()


@dataclass(slots=True)
class _Node:
    """A widget with the stops inside it, and the room that these take within the region."""

    rect: QRect
    stop: QWidget | None
    children: "dict[QWidget, _Node]"


def _read(stops: Iterable[QWidget], part: QWidget) -> list[QWidget]:
    """Return the stops of a region line by line; what is in one widget stays together."""
    root = _Node(QRect(), None, {})
    for stop in stops:
        node = root
        for each, rect in _way(stop, part):
            node = node.children.setdefault(each, _Node(QRect(), None, {}))
            node.rect = node.rect.united(rect)
        node.stop = stop
    return list(_listed(root))


def _way(stop: QWidget, part: QWidget) -> list[tuple[QWidget, QRect]]:
    """Return the widgets from a region down to one of its stops, with the room that the stop takes in each.

    What is scrolled takes the room of what it is scrolled in, so that the order does not depend on how far.
    """
    way, rect, found = [], _room(stop, part), stop
    while found is not part:
        parent = found.parentWidget()
        if isinstance(parent, QScrollArea) and found is parent.viewport():
            rect = _room(found, part)
        way.append((found, rect))
        if parent is None:
            break
        found = parent
    return way[::-1] or [(stop, rect)]


def _room(widget: QWidget, part: QWidget) -> QRect:
    return QRect(widget.mapTo(part, QPoint()), widget.size()) if widget is not part else widget.rect()


def _listed(node: _Node) -> Iterable[QWidget]:
    if node.stop is not None:
        yield node.stop
    for line in _lines(list(node.children.values())):
        for each in sorted(line, key=lambda each: (each.rect.x(), each.rect.y())):
            yield from _listed(each)


def _lines(nodes: Sequence[_Node]) -> list[list[_Node]]:
    """Return the nodes in lines from the top; one that lies beside a line by more than half belongs to it."""
    lines: list[list[_Node]] = []
    room = QRect()
    for each in sorted(nodes, key=lambda each: each.rect.y()):
        beside = min(room.bottom(), each.rect.bottom()) - max(room.top(), each.rect.top()) + 1
        if lines and 2 * beside > each.rect.height():
            lines[-1].append(each)
            room = room.united(each.rect)
        else:
            lines.append([each])
            room = each.rect
    return lines
