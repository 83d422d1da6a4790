"""How far something is that goes on while the user works, with a way to cancel it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from fleetdesk.base.translation import pgettext
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Elided, button


class ProgressRow(QWidget):
    """A bar called `name`, words, and a button called `cancel`; seen only while something goes on."""

    cancel_wanted = Signal()

    def __init__(self, name: str, cancel: str) -> None:
        super().__init__()
        self._bar, self._said = QProgressBar(), Elided("Dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 6)
        self._bar.setTextVisible(False)
        set_name(self._bar, name)
        set_name(self._said, name)
        made = button(pgettext("button", "Cancel"), cancel, flat=True)
        made.clicked.connect(self.cancel_wanted)
        for widget, stretch in ((self._bar, 1), (self._said, 2), (made, 0)):
            row.addWidget(widget, stretch)
        self.hide()

    def show_progress(self, done: int, of: int, words: str) -> None:
        """Show how much of how much is done."""
        self.show()
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        self._said.say(words)
