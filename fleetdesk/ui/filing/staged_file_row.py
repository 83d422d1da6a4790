"""One document in the sheet: what it is, what it is taken for and why, and the task that it is to be filed on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QWidget

from fleetdesk.base.local_formats import number, size_words
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.documents.facts import Facts
from fleetdesk.documents.guessing import odd
from fleetdesk.documents.matching import Match
from fleetdesk.documents.staging import Staged
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.task_fields import BY_NAME
from fleetdesk.ui.filing.task_names import TaskNames
from fleetdesk.ui.widgets.foreign_text import add_choice, set_hint, set_name, set_tip
from fleetdesk.ui.widgets.found_completer import FoundCompleter
from fleetdesk.ui.widgets.labels import Elided, button
from fleetdesk.ui.widgets.theme import set_look

THUMBNAIL = QSize(64, 64)
SURE = 0.5
"""From this confidence on a task is proposed; below, the document waits for the user to say which."""
TASK_PX = 196
HEIC = ("image/heic", "image/avif")


@dataclass(slots=True)
class StagedFile:
    """A staged document on its way to be filed; `task` is a key, `named` what was typed for it."""

    staged: Staged
    task: str = ""
    type: DocumentType = DocumentType.OTHER
    reason: str = ""
    facts: Facts = field(default_factory=Facts)
    trouble: str = ""
    picture: bytes = b""
    matches: Sequence[Match] = ()
    chosen: bool = False  # the user has picked the type, so no guess may change it
    settled: bool = False  # the user has seen that it names another task, and leaves it where it is

    @property
    def elsewhere(self) -> Match | None:
        """Return the task that the document names, where it is to be filed on another one that it does not name."""
        named = [each for each in self.matches if each.named and each.confidence >= SURE]
        if not self.task or any(each.task.key == self.task for each in named):
            return None
        return next(iter(named), None)


def match_words(match: Match) -> str:
    """Return how likely the document belongs to a task, and why."""
    return pgettext("how likely a task is", "{confidence}% {task}: {reason}").format(
        confidence=number(100 * match.confidence), task=match.task.name, reason=match.reason
    )


class StagedFileRow(QFrame):
    """A row of the sheet; the task may be typed by a part of its reference or its place."""

    changed = Signal()
    removed = Signal(object)
    convert_wanted = Signal(object)

    def __init__(self, line: StagedFile, tasks: TaskNames) -> None:
        super().__init__()
        self.line, self._tasks = line, tasks
        self.setObjectName("FilingLine")
        self.picture, self.name = Elided(cap_px=THUMBNAIL.width()), Elided("Strong")
        self.about, self.reason = Elided("Dim"), Elided("Dim")
        self.type, self.task = QComboBox(), QComboBox()
        self.convert = button(
            _("To JPEG"),
            _("Convert {file}").format(file=line.staged.name),
            hint=_("Phones write HEIC, which few can read"),
        )
        self.remove = button("✕", _("Remove {file}").format(file=line.staged.name), flat=True)
        self.there = button(_("File it there"), _("File {file} there").format(file=line.staged.name))
        self._build()
        self.show_line()

    def _build(self) -> None:
        self.picture.setFixedSize(THUMBNAIL)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setObjectName("Thumbnail")
        for kind in DocumentType:
            add_choice(self.type, kind.words, kind)
        set_name(self.type, _("Type of {file}").format(file=self.line.staged.name))
        self.task.setEditable(True)
        self.task.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        set_name(self.task, _("Task of {file}").format(file=self.line.staged.name))
        if (edit := self.task.lineEdit()) is not None:
            set_hint(edit, BY_NAME["order_ref"].label)
            self.task.setCompleter(None)  # type: ignore[arg-type]
            self._completer = FoundCompleter(edit, self._tasks.found)
            self._completer.picked.connect(self._task_picked)
        self._lay_out()
        self.type.activated.connect(self._typed)
        self.task.currentTextChanged.connect(self._tasked)
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        self.there.clicked.connect(self._file_there)
        self.convert.clicked.connect(lambda: self.convert_wanted.emit(self))
        self.convert.setVisible(self.line.staged.mime in HEIC)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        why = QHBoxLayout()  # the reason has the room of the button as long as that is not needed
        why.addWidget(self.reason, 1)
        why.addWidget(self.there)
        grid.addLayout(why, 2, 1, 1, 2)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        places: Sequence[tuple[QWidget, int, int, int, int]] = (
            (self.picture, 0, 0, 3, 1),
            (self.name, 0, 1, 1, 1),
            (self.about, 1, 1, 1, 1),
            (self.type, 0, 2, 1, 1),
            (self.task, 1, 2, 1, 1),
            (self.remove, 0, 3, 1, 1),
            (self.convert, 1, 3, 1, 1),
        )
        for widget, row, column, rows, columns in places:
            grid.addWidget(widget, row, column, rows, columns)
        grid.setColumnStretch(1, 1)
        self.type.setFixedWidth(TASK_PX)
        self.task.setFixedWidth(TASK_PX)

    def show_line(self) -> None:
        """Show the values of the document in the row."""
        staged = self.line.staged
        self.name.say(staged.name)
        set_tip(self.name, staged.name)
        self.about.say(" · ".join(part for part in (size_words(staged.size), staged.mime, self._pages()) if part))
        self.type.setCurrentIndex(self.type.findData(self.line.type))
        self._show_tasks()
        self._show_picture()
        self._say_reason()

    def _pages(self) -> str:
        facts = self.line.facts
        if facts.pages > 1:
            return ngettext("{count} page", "{count} pages", facts.pages).format(count=facts.pages)
        return f"{facts.width:.0f} × {facts.height:.0f}" if facts.is_picture and facts.width else ""

    def _show_tasks(self) -> None:
        self.task.blockSignals(True)
        self.task.clear()
        keys = dict.fromkeys([self.line.task, *(match.task.key for match in self.line.matches)])
        for key in filter(None, keys):
            add_choice(self.task, self._tasks.name(key), key)
        self.task.setCurrentText(readable(self._tasks.name(self.line.task)) if self.line.task else "")
        if (edit := self.task.lineEdit()) is not None:
            edit.setCursorPosition(0)
        self.task.blockSignals(False)

    def _show_picture(self) -> None:
        made = QPixmap()
        if self.line.picture and made.loadFromData(self.line.picture, "PNG"):
            ratio = self.devicePixelRatioF()
            made = made.scaled(
                THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            made.setDevicePixelRatio(ratio)
            self.picture.setPixmap(made)
        else:
            self.picture.say(self.line.staged.blob.rpartition(".")[2].upper())

    def _say_reason(self) -> None:
        match = next((each for each in self.line.matches if each.task.key == self.line.task), None)
        found = match_words(match) if match else ""
        warning = odd(self.line.type, self.line.facts)
        missing = "" if self.line.task else _("No task yet: type a part of its order reference.")
        named = self._tasks.words(self.line.task) if self.line.task and not self._is_shown() else ""
        elsewhere = self.line.elsewhere
        self.there.setVisible(elsewhere is not None)
        other = _("It names {task}.").format(task=readable(elsewhere.task.name, NAME)) if elsewhere else ""
        words = [
            part for part in (named, missing, other, warning, self.line.staged.note, found, self.line.reason) if part
        ]
        self.reason.say(" ".join(words))
        set_tip(self.reason, " ".join(words))
        set_look(self.reason, wrong=bool(missing or other or warning))

    def _is_shown(self) -> bool:
        """Return whether the field holds the task's whole reference."""
        return self.task.currentText().strip().casefold() == readable(self._tasks.name(self.line.task)).casefold()

    def _file_there(self) -> None:
        """File the document on the task that it names."""
        if (elsewhere := self.line.elsewhere) is not None:
            self.line.task = elsewhere.task.key
            self.show_line()
            self.changed.emit()

    def choose_type(self, kind: DocumentType) -> None:
        """Set the type that the user has chosen."""
        self.line.type, self.line.chosen, self.line.reason = kind, True, ""
        self.show_line()

    def _typed(self, _: int) -> None:
        self.choose_type(DocumentType(self.type.currentData()))
        self.changed.emit()

    def _task_picked(self, key: str) -> None:
        """File the document on the task that was picked among those that were offered."""
        self.line.task, self.line.settled = key, False
        self.show_line()
        self.changed.emit()

    def _tasked(self, text: str) -> None:
        known = self.task.findText(text)  # a long name is cut where it is offered
        self.line.task = self._tasks.key(text.strip()) if known < 0 else str(self.task.itemData(known))
        self.line.settled = False
        self._say_reason()
        self.changed.emit()
