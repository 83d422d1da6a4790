"""The field above a list that searches it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fleetdesk.ui.widgets.foreign_text import set_hint, set_name


class SearchField(QLineEdit):
    """A field with a button that empties it; `name` is fixed for scripts, `hint` says what it looks through."""

    list_wanted = Signal()  # Down: the keyboard goes into the list below

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        set_name(self, name)
        set_hint(self, hint)
        self.setClearButtonEnabled(True)
        self.setProperty("search", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the list on Down; leave every other key to Qt."""
        if event.key() == Qt.Key.Key_Down:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def row(self) -> QWidget:
        """Return the field with the margins around it, for the top of a panel."""
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(10, 8, 10, 6)
        inside.addWidget(self)
        return made
