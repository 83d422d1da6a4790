"""Keeps what lies under the pointer in its place while the contents of a scroll area change."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget
from shiboken6 import isValid


class ScrollAnchor(QObject):
    """Scrolls an area after a change by as much as the widget under the pointer has moved.

    Where there is nothing left to scroll, blank room above or below makes up for it until the pointer leaves the area.
    The contents end with a stretch, which takes the room below.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        body = area.widget()
        assert body is not None
        self._area, self._body = area, body
        self._above = 0  # pixels of blank room
        area.viewport().installEventFilter(self)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the widget under the pointer where it is on the screen while the contents are changed."""
        under = self._under_pointer()
        before = _height_of(under)
        yield
        if under is not None and isValid(under) and under.isVisible():
            _lay_out()
            self._scroll_to(self._area.verticalScrollBar().value() + _height_of(under) - before)

    def release(self) -> None:
        """Take the blank room away."""
        self._lend(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the blank room away when the pointer leaves."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self.release()
        return super().eventFilter(watched, event)

    def _scroll_to(self, wanted: int) -> None:
        bar = self._area.verticalScrollBar()
        if wanted < 0:
            self._lend(self._above - wanted, self._body.minimumHeight())
        elif wanted > bar.maximum():
            self._lend(self._above, self._area.viewport().height() + wanted)
        bar.setValue(wanted)

    def _lend(self, above: int, tall: int) -> None:
        """Give the contents blank room above, and a least height; both in pixels."""
        layout = self._body.layout()
        if (above, tall) == (self._above, self._body.minimumHeight()) or not isinstance(layout, QLayout):
            return
        margins = layout.contentsMargins()
        margins.setTop(margins.top() - self._above + above)
        layout.setContentsMargins(margins)
        self._body.setMinimumHeight(tall)
        self._above = above
        _lay_out()

    def _under_pointer(self) -> QWidget | None:
        port = self._area.viewport()
        at = port.mapFromGlobal(QCursor.pos())
        return port.childAt(at) if port.isVisible() and port.rect().contains(at) else None


def _height_of(widget: QWidget | None) -> int:
    """Return where the top of a widget is on the screen, in pixels."""
    return 0 if widget is None else widget.mapToGlobal(QPoint()).y()


def _lay_out() -> None:
    """Let the layouts find their places now, which they would do a moment later."""
    for _ in range(2):  # a text that is broken into lines says how tall it is only when it knows how wide
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
