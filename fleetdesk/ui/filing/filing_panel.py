"""The sheet that slides in when documents are dropped: what they are, what they are taken for, where they go."""

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QHideEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.count_words import count_documents
from fleetdesk.domain.documents import AUTO_TYPES, DocumentType
from fleetdesk.ui.filing.staged_file_row import StagedFile, StagedFileRow
from fleetdesk.ui.filing.task_names import TaskNames
from fleetdesk.ui.widgets.focus import FocusBefore
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import scrolling

WIDE_PX, TALL_PX, EDGE_PX, SLIDE_MS = 560, 600, 12, 140
ROW_PX, OTHERS_PX = 88, 170
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
        self.hidden, self.crop = QCheckBox(pgettext("choice", "Hidden")), QCheckBox(_("Crop on the server"))
        self.all_types, self.turn, self.most = QComboBox(), QComboBox(), QLineEdit()
        self.go = button(_("File documents"), _("File documents"), primary=True)
        self.join = button(_("Make one PDF"), hint=_("All pictures become the pages of one PDF, without loss"))
        self.away = button(
            pgettext("button", "Discard"),
            _("Discard documents"),
            hint=_("Takes these documents off the desk; the files stay"),
        )
        self._lines = QVBoxLayout()
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._before = FocusBefore()
        self._build()
        self.hide()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(8)
        holder = QWidget()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._lines.addStretch(1)
        holder.setLayout(self._lines)
        scroll = scrolling(holder)
        for part in (self.title, self.note, scroll):
            box.addWidget(part, int(part is scroll))
        box.addLayout(self._options())
        box.addLayout(self._buttons())

    def _options(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        self.all_types.addItem(_("Type of all…"), None)
        for kind in DocumentType:
            add_choice(self.all_types, kind.words, kind)
        self.turn.addItem(_("Keep the format"), None)
        for ending in AUTO_TYPES:
            add_choice(self.turn, _("Server turns into {format}").format(format=ending), ending)
        self.most.setValidator(QIntValidator(1, 999, self.most))
        self.most.setPlaceholderText(_("Most files: any"))
        named = (
            (_("Type of all"), self.all_types),
            (pgettext("choice", "Hidden"), self.hidden),
            (_("Crop on the server"), self.crop),
            (_("Turn into"), self.turn),
            (_("Most files of the task"), self.most),
        )
        for place, (name, widget) in enumerate(named):
            set_name(widget, name)
            grid.addWidget(widget, *divmod(place, 3))
        grid.setColumnStretch(2, 1)
        self.all_types.activated.connect(self._type_all)
        return grid

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
        self.note.say(sentence)
        self.note.setVisible(bool(sentence))

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
        tall = min(TALL_PX, OTHERS_PX + ROW_PX * max(len(self.rows), 1))
        wide = min(max(WIDE_PX, self.minimumSizeHint().width()), window.width() - 2 * EDGE_PX)
        tall = min(tall, window.height() - 8 * EDGE_PX)
        self.resize(wide, tall)
        return QPoint(window.width() - wide - EDGE_PX, window.height() - tall - 3 * EDGE_PX)

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
