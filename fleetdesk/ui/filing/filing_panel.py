"""The sheet that slides in when documents are dropped: what they are, what they are taken for, where they go."""

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QHideEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.count_words import count_documents
from fleetdesk.domain.documents import AUTO_TYPES, DocumentType
from fleetdesk.ui.filing.staged_file_row import StagedFile, StagedFileRow
from fleetdesk.ui.filing.task_names import TaskNames
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.focus import FocusBefore
from fleetdesk.ui.widgets.foreign_text import add_choice, set_description, set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button, label
from fleetdesk.ui.widgets.panel import scrolling

WIDE_PX, TALL_PX, EDGE_PX, SLIDE_MS = 580, 600, 12, 140
HIDDEN_HINT = _("The server files the document and marks it as hidden. Who sees hidden documents is set there.")
CROP_HINT = _("The server cuts away what is around the paper in a picture.")
TURN_HINT = _("The server keeps pictures in this format instead of the one they have.")
MOST_HINT = _("Sent to the server as the most files that this task may have. Empty: no such limit is sent.")
OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def title_words(count: int, tasks: Sequence[str], without: int) -> str:
    """Return how many documents there are, on which task or how many tasks, and how many have no task."""
    documents = count_documents(count)
    if len(tasks) == 1:
        documents = _("{documents} on {task}").format(documents=documents, task=tasks[0])
    elif tasks:
        many = ngettext("{documents} on {count} task", "{documents} on {count} tasks", len(tasks))
        documents = many.format(documents=documents, count=len(tasks))
    rest = ngettext("{count} without a task", "{count} without a task", without).format(count=without)
    return f"{documents}, {rest}" if without else documents


def _row(*widgets: QWidget) -> QWidget:
    """Return widgets beside each other, or below each other in a larger text."""
    made = QWidget()
    row = FlowRow(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
    return made


class FilingPanel(QFrame):
    """Frame "File documents" over the right lower corner of the window that `beside` is in; it blocks nothing."""

    file_wanted = Signal()
    discard_wanted = Signal()
    join_wanted = Signal(object)
    changed = Signal()

    def __init__(self, beside: QWidget, tasks: TaskNames) -> None:
        super().__init__(beside)
        self._beside, self._tasks = beside, tasks
        self.rows: list[StagedFileRow] = []
        self.setObjectName("Floating")
        self.setAccessibleName(_("File documents"))
        self.title, self.note = Elided("Strong"), Paragraph("Dim")
        self.hidden, self.crop = QCheckBox(_("Mark as hidden")), QCheckBox(_("Crop pictures"))
        self.all_types, self.turn, self.most = QComboBox(), QComboBox(), QLineEdit()
        self.go = button(_("File documents"), _("File documents"), primary=True)
        self.join = button(_("Make one PDF"), hint=_("All pictures become the pages of one PDF, without loss"))
        self.away = button(
            pgettext("button", "Discard"),
            _("Discard documents"),
            hint=_("Takes these documents off the desk; the files stay"),
        )
        self._box, self._lines = QVBoxLayout(self), QVBoxLayout()
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._before = FocusBefore()
        self._build()
        self.hide()

    def _build(self) -> None:
        box = self._box
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(8)
        holder = QWidget()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._lines.addStretch(1)
        holder.setLayout(self._lines)
        self._scroll = scrolling(holder)
        for part in (self.title, self.note, self._scroll):
            box.addWidget(part, int(part is self._scroll))
        self._choices = self._options()
        box.addWidget(self._choices)
        box.addLayout(self._buttons())

    def _options(self) -> QWidget:
        """Return the choices for all documents; what the server is to do stands behind a word that says so."""
        self._fill_choices()
        options = QWidget()
        lines = QVBoxLayout(options)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(_row(self.all_types, label(_("Files of the task, at most"), "Field"), self.most))
        lines.addWidget(_row(label(_("On the server"), "Field"), self.crop, self.turn, self.hidden))
        for widget, name, hint in (
            (self.all_types, _("Type of all"), _("Gives all documents here the same type")),
            (self.crop, _("Crop pictures"), CROP_HINT),
            (self.turn, _("Turn into"), TURN_HINT),
            (self.hidden, _("Mark as hidden"), HIDDEN_HINT),
            (self.most, _("Most files of the task"), MOST_HINT),
        ):
            set_name(widget, name)
            set_tip(widget, hint)
            set_description(widget, hint)
        self.all_types.activated.connect(self._type_all)
        return options

    def _fill_choices(self) -> None:
        self.all_types.addItem(_("Type of all…"), None)
        for kind in DocumentType:
            add_choice(self.all_types, kind.words, kind)
        self.turn.addItem(_("Keep pictures as they are"), None)
        for ending in AUTO_TYPES:
            add_choice(self.turn, _("Turn pictures into {format}").format(format=ending), ending)
        self.most.setValidator(QIntValidator(1, 999, self.most))
        self.most.setPlaceholderText(pgettext("limit", "any number"))
        self.most.setMaximumWidth(self.most.sizeHint().width())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.go, self.join):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.away)
        self.go.clicked.connect(self.file_wanted)
        self.away.clicked.connect(self.discard_wanted)
        self.join.clicked.connect(lambda: self.join_wanted.emit([row.line for row in self.rows if self._joins(row)]))
        return row

    # -- lines

    def add(self, line: StagedFile) -> StagedFileRow:
        """Add a document and return its row."""
        row = StagedFileRow(line, self._tasks)
        row.changed.connect(self._say)
        row.removed.connect(self.drop)
        self.rows.append(row)
        self._lines.insertWidget(self._lines.count() - 1, row)
        self._say()
        return row

    def drop(self, row: StagedFileRow) -> None:
        """Remove the row of a document; hide the panel after the last."""
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._say()
        if not self.rows:
            self.hide()

    def ready(self) -> list[StagedFile]:
        """Return the documents that have a task."""
        return [row.line for row in self.rows if row.line.task]

    def clear(self, lines: Sequence[StagedFile]) -> None:
        """Remove these documents, which are filed or discarded."""
        for row in [each for each in self.rows if any(each.line is line for line in lines)]:
            self.drop(row)

    def say(self, sentence: str) -> None:
        """Show what is going on, or what was refused; empty hides the line."""
        self.note.say_or_hide(sentence)

    def _joins(self, row: StagedFileRow) -> bool:
        return row.line.staged.mime.startswith("image/")

    def _type_all(self, _: int) -> None:
        kind = self.all_types.currentData()
        for row in self.rows if kind else ():
            row.choose_type(DocumentType(kind))
        self.all_types.setCurrentIndex(0)
        self._say()

    def _say(self) -> None:
        ready, count = len(self.ready()), len(self.rows)
        names = list(dict.fromkeys(self._tasks.name(line.task) for line in self.ready()))
        self.title.say(title_words(count, names, count - ready) if count else _("Documents"))
        self.go.say(
            ngettext("File {count} document   Enter", "File {count} documents   Enter", ready).format(count=ready)
        )
        self.go.setEnabled(ready > 0)
        self.join.setEnabled(sum(map(self._joins, self.rows)) > 1)
        if self.isVisible() and self._slide.state() == QPropertyAnimation.State.Stopped:
            self.move(self._place())
        self.changed.emit()

    # -- coming and going

    def slide_in(self) -> None:
        """Slide in with the focus on "File documents"; where the panel is open already, leave the focus."""
        self._settle()
        place = self._place()
        if not self.isVisible():
            self._slide.setDuration(SLIDE_MS)
            self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._slide.setStartValue(place + QPoint(WIDE_PX // 3, 0))
            self._slide.setEndValue(place)
            self.show()
            self._slide.start()
            self._before.remember(QApplication.focusWidget())
            self.go.setFocus()
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back to what had it before the panel came."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._before.give_back()
        super().hideEvent(event)

    def _settle(self) -> None:
        """Move to the window that the dock is in now, which is another one while the dock floats."""
        window = self._beside.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)

    def _place(self) -> QPoint:
        window = self._beside.window()
        wide = min(max(WIDE_PX, self.minimumSizeHint().width()), window.width() - 2 * EDGE_PX)
        tall = min(max(TALL_PX, self.minimumSizeHint().height()), self._needed(wide), window.height() - 8 * EDGE_PX)
        self.resize(wide, tall)
        return QPoint(window.width() - wide - EDGE_PX, window.height() - tall - 3 * EDGE_PX)

    def _needed(self, wide: int) -> int:
        """Return the height in pixels at which no row is cut, at this width; what is said takes its room from them."""
        edges = self._box.contentsMargins()
        inside = wide - edges.left() - edges.right()
        choices = self._choices.heightForWidth(inside)
        parts = (self.title.sizeHint().height(), self._lines.sizeHint().height(), choices, self.go.sizeHint().height())
        return sum(parts) + self._box.spacing() * (len(parts) - 1) + edges.top() + edges.bottom()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel in its corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self.move(self._place())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the window's shortcuts while the panel has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """File the documents on Enter; hide the panel on Esc, and keep its documents."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled():
            self.file_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
