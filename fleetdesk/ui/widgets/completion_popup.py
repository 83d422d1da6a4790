"""The list of a completer, framed and clear of the field that it belongs to."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QCompleter, QLineEdit

GAP_PX = 2
_PLACING = {QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize}


class PopupBelow(QObject):
    """Keeps the popup below its field, or above it where Qt has put it there; Qt lets it cover the field's edge."""

    def __init__(self, completer: QCompleter, field: QLineEdit) -> None:
        popup = completer.popup()
        assert popup is not None
        super().__init__(popup)
        self._popup, self._field = popup, field
        popup.setObjectName("Completions")
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the popup whenever Qt has placed it."""
        if event.type() in _PLACING:
            self._place()
        return False

    def _place(self) -> None:
        popup, field = self._popup, self._field
        top = field.mapToGlobal(QPoint()).y()
        below = popup.y() > top
        wanted = top + field.height() + GAP_PX if below else top - popup.height() - GAP_PX
        if popup.y() != wanted:
            popup.move(popup.x(), wanted)
