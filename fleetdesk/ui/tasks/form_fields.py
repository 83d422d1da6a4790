"""The inputs of the task form: each knows its text as it was shown, and says below itself what is wrong with it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.readable import editable
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.local_times import on_the_clock
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.task_fields import Field, FieldKind, Value
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.domain.typed_times import Near
from fleetdesk.ui.tasks.text_block import TextBlock
from fleetdesk.ui.tasks.time_line import TimeLine
from fleetdesk.ui.widgets.foreign_text import EDITED, set_description, set_name, set_tip, set_value, ticked
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.theme import set_look

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

    def __init__(self, field: Field, editor: QWidget, beside: QWidget | None = None) -> None:
        super().__init__()
        self.field, self.editor = field, editor
        self._was = self._tip = ""
        set_name(editor, field.label)
        editor.setMinimumWidth(LEAST_PX)
        self.said = Paragraph("FieldNote")
        self.said.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(editor, 1)
        if beside is not None:
            row.addWidget(beside)
        box.addLayout(row)
        box.addWidget(self.said)

    def text(self) -> str:
        """Return the text that the user sees."""
        return _text(self.editor)

    def show_text(self, text: str) -> None:
        """Show a value, from now on untouched; one that is too long to be edited is read-only."""
        if isinstance(self.editor, (QLineEdit, QPlainTextEdit)):
            self.editor.setReadOnly(len(text) > EDITED)
            set_tip(self.editor, TOO_LONG.format(count=grouped(len(text))) if len(text) > EDITED else self._tip)
        shown = editable(text, EDITED)
        if self.text() != shown:
            _set_text(self.editor, shown)
        self._was = self.text()

    def explain(self, tip: str) -> None:
        """Say on hover what is done with the text."""
        self._tip = tip
        set_tip(self.editor, tip)

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
        self.said.say_or_hide(sentence)
        set_description(self.editor, sentence)
        for part in (self.editor, self.said):
            set_look(part, wrong=bool(sentence) and wrong, odd=bool(sentence) and not wrong)


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
    return _wired(field, TextBlock())


def tick(field: Field) -> Input:
    """Make an input for yes or no."""
    return _wired(field, ticked(field.label))


def moment(field: Field, zone: ZoneInfo, near: Callable[[], Near]) -> Input:
    """Make an input for a time; the arrow keys change it by a quarter of an hour, Alt+Down opens a calendar."""
    editor, opens = TimeLine(zone, near), button("▾", _("Calendar for {field}").format(field=field.label), flat=True)
    opens.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    opens.clicked.connect(editor.open_calendar)
    return _wired(field, editor, opens)


def _wired(field: Field, editor: QWidget, beside: QWidget | None = None) -> Input:
    made = Input(field, editor, beside)
    if isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _: made.edited.emit(field.name))
    elif isinstance(editor, (QLineEdit, QPlainTextEdit)):
        editor.textChanged.connect(lambda *_: made.edited.emit(field.name))
    return made
