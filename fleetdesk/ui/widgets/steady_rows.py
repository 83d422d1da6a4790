"""Keeps the rows of a table in their places while the pointer is over them, so that a press hits what was aimed at."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget
from shiboken6 import isValid

from fleetdesk.ui.widgets.rows import RowsModel

STILL_MS = 30_000
_Kind = QEvent.Type
# Not Enter: a window that comes up under a pointer at rest is not aimed at.
_HOLDING = {
    _Kind.MouseMove,
    _Kind.MouseButtonPress,
    _Kind.MouseButtonRelease,
    _Kind.Wheel,
    _Kind.DragEnter,
    _Kind.DragMove,
}
_ENDING = {_Kind.Leave, _Kind.DragLeave, _Kind.Drop, _Kind.Hide, _Kind.WindowDeactivate}
_MODIFIERS = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}


class SteadyRows(QObject):
    """Holds the model's rows from the first move of the pointer over the table until it leaves.

    A key that no field takes for itself ends it, because what a key does shall be seen at once; so does a pointer
    that has not moved for half a minute: nobody aims then, and the list would grow old.
    """

    def __init__(self, table: QAbstractItemView, model: RowsModel[Any]) -> None:
        super().__init__(table.viewport())
        self._table, self._viewport, self._model = table, table.viewport(), model
        self._window: QWidget | None = None
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_MS)
        self._still.timeout.connect(self.release)
        self._viewport.setMouseTracking(True)
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold and release by what the pointer and the keys do; take nothing away from the table."""
        kind = event.type()
        if not isValid(self._table):  # on its way out
            return False
        if kind == _Kind.ShortcutOverride and watched is self._window:
            if isinstance(event, QKeyEvent) and event.key() not in _MODIFIERS:
                self.release()
        elif watched is self._viewport:
            if kind in _HOLDING:
                self._hold()
            elif kind in _ENDING:
                self.release()
        return False

    @property
    def holding(self) -> bool:
        """Return whether the pointer keeps the rows where they are."""
        return self._window is not None

    def _hold(self) -> None:
        self._model.hold()
        self._still.start()
        if not self.holding:
            self._window = self._table.window()
            self._window.installEventFilter(self)

    def release(self) -> None:
        """Let the rows go to where they belong."""
        self._still.stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None
        self._model.release()
