"""The inputs of the task form: each knows its text as it was shown, and says below itself what is wrong with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.readable import editable
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.local_times import on_the_clock, parse_local
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.task_fields import Field, FieldKind, Value
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.widgets.foreign_text import EDITED, set_description, set_name, set_tip, set_value, ticked
from fleetdesk.ui.widgets.labels import Paragraph

STEP = timedelta(minutes=15)
TEXT_ROWS_PX = 52
LEAST_PX = 70
YES, NO = "yes", "no"
"""What a tick box holds for the reading of the form; people see the box."""
TOO_LONG = _("This text has {count} letters; its beginning is shown, and it cannot be changed here.")


def shown(field: Field, value: Value, zone: ZoneInfo) -> str:
    """Return a value as the form shows it: times in the company's zone, with the offset where the hour comes twice."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return on_the_clock(value, zone)
    if field.kind in (FieldKind.LATITUDE, FieldKind.LONGITUDE) and isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:g}" if isinstance(value, float) else str(value)


def shown_words(field: Field, value: Value, zone: ZoneInfo) -> str:
    """Return a value in words, where it is not to be edited."""
    if isinstance(value, bool):
        return pgettext("choice", "yes") if value else pgettext("choice", "no")
    if isinstance(value, TaskStatus):
        return TASKS[value].word
    return shown(field, value, zone)


class Input(QWidget):
    """One field: its editor, and a line below it that is there only when something is wrong or odd."""

    edited = Signal(str)

    def __init__(self, field: Field, editor: QWidget) -> None:
        super().__init__()
        self.field, self.editor = field, editor
        self._was = ""
        set_name(editor, field.label)
        editor.setMinimumWidth(LEAST_PX)
        self.said = Paragraph("FieldNote")
        self.said.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for part in (editor, self.said):
            box.addWidget(part)

    def text(self) -> str:
        """Return the text that the user sees."""
        return _text(self.editor)

    def show_text(self, text: str) -> None:
        """Show a value, from now on untouched; one that is too long to be edited is read-only."""
        if isinstance(self.editor, (QLineEdit, QPlainTextEdit)):
            self.editor.setReadOnly(len(text) > EDITED)
            set_tip(self.editor, TOO_LONG.format(count=grouped(len(text))) if len(text) > EDITED else "")
        shown = editable(text, EDITED)
        if self.text() != shown:
            _set_text(self.editor, shown)
        self._was = self.text()

    def type_text(self, text: str) -> None:
        """Write a text as the user would: it counts as touched."""
        _set_text(self.editor, text)

    @property
    def touched(self) -> bool:
        """Return whether the user has changed the text."""
        return self.text() != self._was

    def mark(self, sentence: str, *, wrong: bool) -> None:
        """Show what is wrong or doubtful; an empty sentence clears it."""
        if self.said.whole == sentence:
            return
        self.said.say(sentence)
        self.said.setVisible(bool(sentence))
        set_description(self.editor, sentence)
        for part in (self.editor, self.said):
            part.setProperty("wrong", bool(sentence) and wrong)
            part.setProperty("odd", bool(sentence) and not wrong)
            part.style().unpolish(part)
            part.style().polish(part)


def _text(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QCheckBox):
        return YES if editor.isChecked() else NO
    assert isinstance(editor, QLineEdit)
    return editor.text()


def _set_text(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        set_value(editor, text)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(text == YES)
    elif isinstance(editor, QLineEdit):
        set_value(editor, text)
        editor.setCursorPosition(0)


def line(field: Field) -> Input:
    """Make an input for one line of text."""
    return _wired(field, QLineEdit())


def block(field: Field) -> Input:
    """Make an input for some lines of text, which Tab leaves."""
    editor = QPlainTextEdit()
    editor.setFixedHeight(TEXT_ROWS_PX)
    editor.setTabChangesFocus(True)
    return _wired(field, editor)


def tick(field: Field) -> Input:
    """Make an input for yes or no."""
    return _wired(field, ticked(field.label))


def moment(field: Field, zone: ZoneInfo) -> Input:
    """Make an input for a time; the arrow keys change it by a quarter of an hour."""
    return _wired(field, TimeLine(zone))


def _wired(field: Field, editor: QWidget) -> Input:
    made = Input(field, editor)
    if isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _: made.edited.emit(field.name))
    elif isinstance(editor, (QLineEdit, QPlainTextEdit)):
        editor.textChanged.connect(lambda *_: made.edited.emit(field.name))
    return made


class TimeLine(QLineEdit):
    """Takes a time in any common notation and writes it out when it is left."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self.day: Callable[[], datetime] = lambda: datetime.now(zone)
        self.setPlaceholderText("26.11.2026 08:00")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the time by a quarter of an hour with Up and Down."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        now = self._moment() if steps else None
        if now is None:
            super().keyPressEvent(event)
        else:
            self._write(now + steps * STEP)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the time out in full where it can be read, to show how it was understood."""
        read = self._moment() if self.text().strip() else None
        if read is not None:
            self._write(read)
        super().focusOutEvent(event)

    def _moment(self) -> datetime | None:
        try:
            return parse_local(self.text(), self._zone, self.day().date())
        except UsageError:
            return None

    def _write(self, when: datetime) -> None:
        written = on_the_clock(when, self._zone)
        if written != self.text():
            set_value(self, written)
