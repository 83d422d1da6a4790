"""The field above a list that searches it."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fleetdesk.ui.widgets.foreign_text import set_hint, set_name


class SearchField(QLineEdit):
    """A field with a button that empties it; `name` is fixed for scripts, `hint` says what it looks through."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        set_name(self, name)
        set_hint(self, hint)
        self.setClearButtonEnabled(True)
        self.setProperty("search", True)

    def row(self) -> QWidget:
        """Return the field with the margins around it, for the top of a panel."""
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(10, 8, 10, 6)
        inside.addWidget(self)
        return made
