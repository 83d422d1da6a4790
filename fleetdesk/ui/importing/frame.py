"""How the window "Import tasks" looks: the file above, its columns, its rows, and below what is to be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.ui.importing.mapping_table import MappingStrip
from fleetdesk.ui.importing.preview_model import OTHERS, ImportModel
from fleetdesk.ui.importing.row_placing import RowPlacing
from fleetdesk.ui.importing.source import SourceBar
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import Tokens

FIRST_SIZE, LEAST_PX = (1120, 680), 724
_SENT = _("{saved} of {total} saved on this computer, {confirmed} confirmed.")


def _but_refused(count: int) -> str:
    return ngettext(
        "{saved} of {total} saved on this computer, {confirmed} confirmed, {count} need you – see the outbox.",
        "{saved} of {total} saved on this computer, {confirmed} confirmed, {count} need you – see the outbox.",
        count,
    )


def _kept_words(count: int) -> str:
    """Say how many tasks have no vehicle; empty for none."""
    told = ngettext(
        "{count} has no vehicle and is kept here as unassigned.",
        "{count} have no vehicle and are kept here as unassigned.",
        count,
    )
    return told.format(count=grouped(count)) if count else ""


class ImportFrame(QWidget):
    """The parts of the import dialog and their places; what they do is the dialog's."""

    def __init__(self, accounts: Sequence[str], zone: str, tokens: Callable[[], Tokens], placing: RowPlacing) -> None:
        super().__init__()
        self.placing = placing
        self.source, self.columns = SourceBar(accounts, zone), MappingStrip()
        self.model = ImportModel(tokens)
        self.table = Table(self.model, _("Rows to import"), "what_is_wrong")
        self.answer, self.counts, self.bar = Paragraph("Alarm"), Elided("Dim"), QProgressBar()
        self.go, self.leave = (
            button(_("Import tasks"), pgettext("button", "Import"), primary=True),
            button(_("Cancel"), _("Close import")),
        )
        self.wrong_rows = button(_("Save the wrong rows…"), _("Save the wrong rows"))
        self.wrong_rows.hide()
        self._build()

    def _build(self) -> None:
        box, below = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(18, 16, 18, 14)
        box.addStrut(LEAST_PX)
        box.setSpacing(10)
        self.answer.setAccessibleName(_("Answer"))
        self.counts.setAccessibleName(_("Counts"))
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        for part in (self.source, self.columns, self.answer, self.placing):
            box.addWidget(part)
        box.addLayout(self._middle(), 1)
        box.addWidget(self.bar)
        below.addWidget(self.counts, 1)
        below.addWidget(self.wrong_rows)
        below.addWidget(self.leave)
        below.addWidget(self.go)
        box.addLayout(below)
        self.columns.hide()
        triggers = Table.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.table.sortByColumn(self.model.place("icon"), Qt.SortOrder.AscendingOrder)  # what is wrong comes first

    def _middle(self) -> QStackedLayout:
        empty = Empty(
            _("No table yet"), _("Drop a CSV or XLSX file here. Nothing is sent before you have seen every row.")
        )
        self.middle = QStackedLayout()
        self.middle.addWidget(empty)
        self.middle.addWidget(self.table)
        return self.middle

    def show_mapped(self) -> None:
        """Show a column for everything that the file has, so that each cell can be mended."""
        for name in OTHERS:
            self.table.setColumnHidden(self.model.place(name), name not in self.model.mapped)

    def say(self, sentence: str, *, busy: bool = False) -> None:
        """Show what is wrong, or with `busy` what is going on; empty hides the line."""
        self.answer.setObjectName("Dim" if busy else "Alarm")
        self.answer.style().polish(self.answer)
        self.answer.say_or_hide(sentence)

    def show_progress(self, saved: int, confirmed: int, failed: int, total: int, kept: int = 0) -> None:
        """Show how much is sent; `kept` are without a vehicle. The outbox goes on when this window is closed."""
        self.bar.setVisible(True)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(confirmed + failed + kept)
        told = (_SENT if not failed else _but_refused(failed)).format(
            saved=grouped(saved), total=grouped(total), confirmed=grouped(confirmed), count=grouped(failed)
        )
        self.counts.say(together(told, _kept_words(kept)))
        if confirmed + failed + kept < total:
            self.say(_("You may close this window; sending goes on."), busy=True)
        else:
            self.say("" if not failed else _("Some rows were refused. The outbox says why."))
