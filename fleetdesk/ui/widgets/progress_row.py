"""How far something is that goes on while the user works, with a way to cancel it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.sync.history.progress import Progress
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.formatting import elided
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

    def show_requests(self, progress: Progress | None) -> None:
        """Show how many requests of a question were answered; None where nothing is being fetched."""
        if progress is None:
            self.hide()
            return
        told = ngettext("{done} of {count} request", "{done} of {count} requests", progress.of)
        words = told.format(done=grouped(progress.done), count=grouped(progress.of))
        waits = _("waiting until {account} may be asked again").format(account=elided(progress.waits_for, 40))
        self.show_progress(progress.done, progress.of, joined((words, waits), " · ") if progress.waits_for else words)

    def show_progress(self, done: int, of: int, words: str) -> None:
        """Show how much of how much is done."""
        self.show()
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        self._said.say(words)
