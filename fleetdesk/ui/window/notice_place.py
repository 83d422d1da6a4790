"""Where the notices float: over the map, at the edge that the user prefers or at the other one."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from fleetdesk.ui.widgets.notices import Notices

WIDEST_PX, EDGE_PX = 640, 10
LEAST_WIDE_PX, LEAST_TALL_PX = 380, 220
"""In less room than this beside the map's tools a notice would hide the map, and floats over the window instead."""
FOOT_PX = 26
"""What the map says at its foot: whose the map is."""
SIDE_PX = 52
"""How far the map's tools reach in from its left edge."""


_PLACED = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide}


class NoticePlace(QObject):
    """Keeps the notices over the window, in front of its panels, without taking any room of theirs.

    They float over `roomy`, the dock that has the most room and the fewest buttons; over the whole window while that
    is hidden, floats, lies behind another tab or is small. The edge is chosen when a first notice comes: neither under
    the pointer nor over the editor that has the focus.
    `on_top` is whether the upper edge is preferred.
    """

    def __init__(self, window: QMainWindow, notices: Notices, roomy: QDockWidget, *, on_top: bool = False) -> None:
        super().__init__(window)
        self._window, self._notices, self._roomy, self._prefers_top = window, notices, roomy, on_top
        self._on_top, self._were_none = False, not notices.shown
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._lay)
        notices.setParent(window)
        notices.setVisible(bool(notices.shown))
        notices.changed.connect(self._changed)
        for each in (window, *window.findChildren(QDockWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)):
            each.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]
        self._choose_edge()
        self._lay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and stay in front of docks that come back into it or to its front."""
        if watched is not self._window:
            if event.type() == QEvent.Type.ZOrderChange:
                # Not now: a dock shows its tab only where it is the front one when it hears of this.
                self._soon.start(0)
            elif watched is self._roomy and event.type() in _PLACED:
                self._soon.start(0)
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._lay()
        elif event.type() == QEvent.Type.ChildAdded:
            self._soon.start(0)  # it is put in front after this
        return False

    def prefer(self, *, on_top: bool) -> None:
        """Let the notices float over the upper edge, or the lower one, from now on."""
        self._prefers_top = on_top
        self._choose_edge()
        self._lay()

    def _changed(self) -> None:
        if self._notices.shown and self._were_none:
            self._choose_edge()
        self._were_none = not self._notices.shown
        self._lay()

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._notices.isVisible() and self._covers_editor(now, self._notices.geometry()):
            self._turn(not self._on_top)
            self._lay()

    def _choose_edge(self) -> None:
        """Take the edge that is preferred, unless the stack would disturb there and not over the other one."""
        wanted = self._prefers_top
        self._turn(wanted != (self._disturbs(on_top=wanted) and not self._disturbs(on_top=not wanted)))

    def _turn(self, on_top: bool) -> None:
        self._on_top = on_top
        self._notices.grow_downwards(on_top)

    def _disturbs(self, on_top: bool) -> bool:
        """Return whether the stack would come under the pointer or over what is being typed."""
        place = self._rect(on_top)
        pointer = self._window.mapFromGlobal(QCursor.pos())
        return place.contains(pointer) or self._covers_editor(QApplication.focusWidget(), place)

    def _covers_editor(self, focus: QWidget | None, place: QRect) -> bool:
        if not isinstance(focus, QLineEdit | QPlainTextEdit) or focus.window() is not self._window:
            return False
        return place.intersects(QRect(focus.mapTo(self._window, QPoint()), focus.size()))

    def _room(self) -> QRect:
        """Return the part of the window in which notices float."""
        dock = self._roomy
        shown = dock.isVisible() and not dock.isFloating() and self._window.rect().contains(dock.geometry())
        body = _largest_part(dock)
        if not shown or body is None:
            return self._between_bars()
        room = QRect(body.mapTo(self._window, QPoint()), body.size())
        room.adjust(SIDE_PX, EDGE_PX, -EDGE_PX, -FOOT_PX)
        return room if room.width() >= LEAST_WIDE_PX and room.height() >= LEAST_TALL_PX else self._between_bars()

    def _between_bars(self) -> QRect:
        """Return the part of the window between counters and status bar."""
        top, foot = self._window.menuWidget(), self._window.statusBar()
        above = top.geometry().bottom() + 1 if top is not None else 0
        room = QRect(0, above, self._window.width(), foot.geometry().top() - above)
        return room.adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)

    def _rect(self, on_top: bool) -> QRect:
        room = self._room()
        wide = min(WIDEST_PX, room.width())
        tall = min(self._notices.heightForWidth(wide), room.height())
        left = room.left() + (room.width() - wide) // 2
        return QRect(left, room.top() if on_top else room.bottom() + 1 - tall, wide, tall)

    def _lay(self) -> None:
        if self._notices.shown:
            self._notices.setGeometry(self._rect(self._on_top))
            self._notices.raise_()


def _largest_part(dock: QDockWidget) -> QWidget | None:
    """Return what takes most of a dock: bars with buttons stand above or below it."""
    body = dock.widget()
    parts = body.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if body is not None else []
    return max((each for each in parts if each.isVisible()), key=lambda each: each.height(), default=body)
