"""Window "Learn the server's addresses": a document, what it says, how each read answered, and a way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile.lesson import KEPT, MISSING, NEW, SAME, UNTRIED, Finding, Lesson
from fleetdesk.ui.widgets.dialogs import Dialog, pick_file
from fleetdesk.ui.widgets.foreign_text import add_names, chosen, set_value, table_item
from fleetdesk.ui.widgets.labels import Paragraph, button, label
from fleetdesk.ui.widgets.theme import Tokens

TITLE = _("Learn the server's addresses")
COLUMNS = (
    pgettext("column", "Operation"),
    pgettext("column", "Verb"),
    _("Address now"),
    _("Address then"),
    pgettext("column", "State"),
    pgettext("column", "Why"),
)
STATE = 4
WIDTHS = (172, 64, 160, 172, 84, 300)
ORDER = (NEW, UNTRIED, KEPT, MISSING, SAME)  # what would change, or might have, comes first
KINDS = _("API documents (*.json *.yaml *.yml *.html *.htm);;All files (*)")
INTRO = _(
    "The service's published document says where each operation is: OpenAPI, a page of Scribe or Redoc, a Postman "
    "collection. Every read is tried before it is used; nothing is written to the service."
)


class LearnDialog(Dialog):
    """Emits what to try, to use and to take back; the answer comes back through show_lesson() and say()."""

    try_wanted = Signal(str, str)  # account, file or address
    use_wanted = Signal(object)  # Lesson
    back_wanted = Signal(str)  # account

    def __init__(self, accounts: Sequence[str], tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent, TITLE)
        self.setAcceptDrops(True)
        self.resize(1120, 640)
        self._tokens = tokens
        self._lesson: Lesson | None = None
        self.account, self.source, self.table = QComboBox(), QLineEdit(), QTableWidget(0, len(COLUMNS))
        add_names(self.account, accounts)
        self.answer = Paragraph()
        self._build()
        self.account.currentTextChanged.connect(lambda _: self._forget())
        self.source.textChanged.connect(lambda _: self._forget())
        self._forget()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(10)
        intro = label(INTRO, "Dim")
        intro.setWordWrap(True)
        box.addWidget(intro)
        box.addLayout(self._form())
        self._dress_table()
        box.addWidget(self.table, 1)
        self.answer.setAccessibleName(_("Answer"))
        self.answer.setMinimumHeight(36)
        box.addWidget(self.answer)
        box.addLayout(self._buttons())

    def _form(self) -> QFormLayout:
        form, row = QFormLayout(), QHBoxLayout()
        form.setVerticalSpacing(8)
        row.setSpacing(8)
        self.account.setAccessibleName(_("Account"))
        self.source.setAccessibleName(_("Document"))
        self.source.setPlaceholderText(_("https://…/docs, or a file; a file can be dropped here"))
        browse = button(_("Choose a file…"), _("Choose the document"))
        browse.setAutoDefault(False)
        browse.clicked.connect(
            lambda: pick_file(
                self, _("Choose the service's document"), KINDS, lambda path: set_value(self.source, path)
            )
        )
        row.addWidget(self.source, 1)
        row.addWidget(browse)
        form.addRow(label(_("Account"), "Field"), self.account)
        form.addRow(label(_("Document"), "Field"), row)
        return form

    def _dress_table(self) -> None:
        self.table.setAccessibleName(_("Addresses"))
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(26)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back = button(
            _("Take back"), _("Take back the addresses"), hint=_("Gives the account the addresses it had before")
        )
        self.try_ = button(
            _("Try"), _("Try the document"), hint=_("Reads the document and asks each read; changes nothing")
        )
        self.use = button(_("Use"), _("Use these addresses"), primary=True)
        close = button(_("Close"), _("Close addresses"))
        self.back.clicked.connect(lambda: self.back_wanted.emit(chosen(self.account)))
        self.try_.clicked.connect(self._try)
        self.use.clicked.connect(lambda: self.use_wanted.emit(self._lesson))
        close.clicked.connect(self.reject)
        for each in (self.back, self.use, close):
            each.setAutoDefault(False)
        self.try_.setDefault(True)
        row.addWidget(self.back)
        row.addStretch(1)
        for each in (close, self.try_, self.use):
            row.addWidget(each)
        return row

    def _forget(self) -> None:
        """Clear the table, because what was tried is not about the account or document chosen now."""
        self._lesson = None
        self.table.setRowCount(0)
        self.use.setEnabled(False)
        self.say("")

    def _try(self) -> None:
        source = self.source.text().strip()
        if not source:
            self.say(_("Name the document first: its address, or a file."))
            self.source.setFocus()
            return
        self._forget()
        self.say(_("Reading the document and asking the server…"), busy=True)
        self.try_wanted.emit(chosen(self.account), source)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the table of what was found and tried."""
        self._lesson = lesson
        self.table.setRowCount(len(lesson.findings))
        for number, finding in enumerate(sorted(lesson.findings, key=lambda each: ORDER.index(each.state))):
            self._show_row(number, finding)
        self.table.resizeRowsToContents()
        taken = any(each.taken for each in lesson.findings)
        self.say(lesson.said() if taken else together(lesson.said(), _("There is nothing to use.")), good=taken)
        self.use.setEnabled(taken)
        (self.use if taken else self.source).setFocus()

    def _show_row(self, number: int, finding: Finding) -> None:
        after = finding.after or "—"
        cells = (finding.operation, finding.method, finding.before, after, finding.state_words, finding.why)
        for column, text in enumerate(cells):
            item = table_item(text)
            if column == STATE:
                item.setForeground(QColor(self._colour(finding.state)))
            self.table.setItem(number, column, item)

    def _colour(self, state: str) -> str:
        tokens = self._tokens
        colours = {NEW: tokens.done, UNTRIED: tokens.late, KEPT: tokens.stopped}
        return colours.get(state, tokens.dim)

    def say(self, sentence: str, *, busy: bool = False, good: bool = False) -> None:
        """Show the result, or what to do."""
        self.answer.setObjectName("Strong" if good else "Alarm" if not busy else "Dim")
        self.answer.style().polish(self.answer)
        self.answer.say(sentence)
        for each in (self.try_, self.back, self.account, self.source):
            each.setEnabled(not busy)
        self.use.setEnabled(not busy and self._lesson is not None and any(each.taken for each in self._lesson.findings))

    def say_refused(self, sentence: str) -> None:
        """Say why nothing has changed, and let the user choose again."""
        self.setEnabled(True)
        self.say(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file or address."""
        if event.mimeData().hasUrls() and self.source.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Fill in the dropped file or address."""
        first = event.mimeData().urls()[0]
        set_value(self.source, first.toLocalFile() if first.isLocalFile() else first.toString())
        event.acceptProposedAction()
