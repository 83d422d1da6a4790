"""Keeps what lies under the pointer in its place while the contents of a scroll area change."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid


@contextmanager
def anchored(area: QScrollArea) -> Iterator[None]:
    """Scroll an area after a change by as much as the widget under the pointer has moved."""
    under = _under_pointer(area)
    before = _height_of(under)
    yield
    if under is not None and isValid(under) and under.isVisible():
        _lay_out(area)
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + _height_of(under) - before)


def _under_pointer(area: QScrollArea) -> QWidget | None:
    port, at = area.viewport(), area.viewport().mapFromGlobal(QCursor.pos())
    return port.childAt(at) if port.isVisible() and port.rect().contains(at) else None


def _height_of(widget: QWidget | None) -> int:
    """Return where the top of a widget is on the screen, in pixels."""
    return 0 if widget is None else widget.mapToGlobal(QPoint()).y()


def _lay_out(area: QScrollArea) -> None:
    """Let the layouts inside find their places now, which they would do a moment later."""
    for _ in range(2):  # a text that is broken into lines says how tall it is only when it knows how wide
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
