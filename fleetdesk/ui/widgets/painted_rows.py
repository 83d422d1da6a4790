"""A widget that paints rows along the time: a press chooses one, pointing at one says what it is."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fleetdesk.ui.widgets.foreign_text import set_name

Row = TypeVar("Row")


class PaintedRows(QWidget, Generic[Row]):
    """The mouse and the frames of painted rows; the list beside it is the way for the keyboard. picked: a row's key."""

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        row_at: Callable[[QPoint], Row | None],
        key_of: Callable[[Row], str],
        hover: Callable[[Row], str],
    ) -> None:
        super().__init__()
        self._pointed, self._key_of, self._hover = row_at, key_of, hover
        self._chosen: frozenset[str] = frozenset()
        set_name(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mark(self, keys: Sequence[str]) -> None:
        """Frame the rows of these keys."""
        self._chosen = frozenset(keys)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row that is pressed."""
        row = self._pointed(event.position().toPoint())
        if row is not None:
            self.picked.emit(self._key_of(row))

    def event(self, event: QEvent) -> bool:
        """Say what a row is when it is pointed at; pass on every other event."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._pointed(event.pos())
            QToolTip.showText(event.globalPos(), "" if row is None else self._hover(row), self)
            return True
        return super().event(event)
