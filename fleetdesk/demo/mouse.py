"""Mouse events as a window system would send them."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


def receiver(view: QWidget, place: QPoint) -> QWidget:
    """QtWebEngine takes its mouse events in a child of the view."""
    found = view.childAt(place)
    return found if found is not None else view


def mouse_event(kind: QEvent.Type, target: QWidget, local: QPoint, held: bool) -> QMouseEvent:
    """Make the event of a hand with the left button, held or not, at a place of the target."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind is QEvent.Type.MouseMove else left
    return QMouseEvent(
        kind,
        QPointF(local),
        QPointF(target.mapToGlobal(local)),
        button,
        left if held else none,
        Qt.KeyboardModifier.NoModifier,
    )
