"""The editors of the preferences: each shows a value, and says when the user has chosen another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.board_spans import typed_shifts
from fleetdesk.profile.settings import LEAST_POLL_S, MOST_POLL_S, Settings
from fleetdesk.ui.settings.entries import (
    CHOICE_WORDS,
    DEFAULT,
    LEAST_DAYS,
    LEAST_HISTORY_MB,
    LEAST_MB,
    LEAST_RECORDING_DAYS,
    MOST_DAYS,
    MOST_HISTORY_MB,
    MOST_MB,
    MOST_RECORDING_DAYS,
    Entry,
)
from fleetdesk.ui.settings.line_words import account_words, rule_words, service_words, shift_words
from fleetdesk.ui.widgets.checked_field import CheckedField, Read, none_yet, whole_number
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Button, Elided, button

EDITOR_PX = 280


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls the window, or scrolling would change a setting."""
        event.ignore()


@dataclass(frozen=True, slots=True)
class Action:
    """What a button at an entry does, and what the buttons at its lines do, each with the key of the line."""

    words: str
    do: Callable[[], object]
    change: Callable[[str], object] | None = None


class Editor(QWidget):
    """What stands at the right of an entry; `changed` carries the value that the user has chosen."""

    changed = Signal(object)

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFixedWidth(EDITOR_PX)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(inside)

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        raise NotImplementedError


class ChoiceEditor(Editor):
    """One of some values."""

    def __init__(self, entry: Entry) -> None:
        self._box = _Choice()
        super().__init__(self._box)
        set_name(self._box, entry.title)
        for value, text in CHOICE_WORDS[entry.name].items():
            add_choice(self._box, text, value)
        self._box.activated.connect(lambda _: self.changed.emit(self._box.currentData()))

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        self._box.setCurrentIndex(self._box.findData(value))


class TickEditor(Editor):
    """On or off."""

    def __init__(self, entry: Entry) -> None:
        self._box = QCheckBox()
        super().__init__(self._box)
        set_name(self._box, entry.title)
        self._box.clicked.connect(lambda on: self.changed.emit(on))

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        self._box.setChecked(bool(value))


class NumberEditor(Editor):
    """A whole number between two others; what is none of them is marked, and not taken."""

    def __init__(self, entry: Entry, least: int, most: int) -> None:
        self._field = CheckedField(entry.title, whole_number(least, most))
        super().__init__(self._field)
        self._field.taken.connect(lambda value: self.changed.emit(float(value)))

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        self._field.show_value(round(value), str(round(value)))


class FieldEditor(Editor):
    """A value by its `words`, which are read again where they are typed; what cannot be taken is marked."""

    def __init__(self, entry: Entry, read: Read, words: Callable[[Any], str], hint: str = "") -> None:
        self.field = CheckedField(entry.title, read, hint)
        super().__init__(self.field)
        self._words = words
        self.field.taken.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        self.field.show_value(value, self._words(value))


class ToldEditor(Editor):
    """A value that is not changed here, with a button where something leads further."""

    def __init__(self, entry: Entry, action: Action | None) -> None:
        self._text = Elided("Dim")
        super().__init__(self._text)
        if action is not None:
            self._row.addWidget(_button(entry, action))

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self._text.say(str(value))


class ListEditor(Editor):
    """Lines, each with a button that changes it, and a button for what is not there yet."""

    def __init__(self, entry: Entry, action: Action, change: Callable[[str], object]) -> None:
        self._title, self._change = entry.title, change
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setLayout(self._lines)
        super().__init__(inside)
        self._lines.addWidget(_button(entry, action), 0, Qt.AlignmentFlag.AlignRight)

    def show_value(self, value: Any) -> None:
        """Show the lines, each a text by its key, above the button."""
        while self._lines.count() > 1:
            item = self._lines.takeAt(0)
            gone = item.widget() if item else None
            assert gone is not None
            gone.hide()
            gone.deleteLater()
        for place, (key, text) in enumerate(value.items()):
            self._lines.insertWidget(place, self._line(key, text))

    def _line(self, key: str, text: str) -> QWidget:
        line, words = QWidget(), Elided()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words.say(text)
        change = button(pgettext("button", "Change"), _("{title}: change {line}").format(title=self._title, line=text))
        change.setAutoDefault(False)
        change.clicked.connect(lambda: self._change(key))
        row.addWidget(words, 1)
        row.addWidget(change)
        return line


def _button(entry: Entry, action: Action) -> Button:
    made = button(action.words, f"{entry.title}: {action.words}")
    made.setAutoDefault(False)  # Enter in a field presses no button
    made.clicked.connect(lambda: action.do())
    return made


def editor_of(entry: Entry, actions: Mapping[str, Action]) -> Editor:
    """Return the editor of an entry; `actions` are those of the buttons, by the keys of their entries."""
    if entry.name in CHOICE_WORDS:
        return ChoiceEditor(entry)
    if isinstance(getattr(DEFAULT, entry.name, None), bool):
        return TickEditor(entry)
    if entry.key == "poll_s":
        return NumberEditor(entry, LEAST_POLL_S, MOST_POLL_S)
    if entry.key == "largest_document_mb":
        return NumberEditor(entry, LEAST_MB, MOST_MB)
    if entry.key in ("copies_days", "activity_days"):
        return NumberEditor(entry, LEAST_DAYS, MOST_DAYS)
    if entry.key == "recording_days":
        return NumberEditor(entry, LEAST_RECORDING_DAYS, MOST_RECORDING_DAYS)
    if entry.key in ("history_mb", "recording_mb"):
        return NumberEditor(entry, LEAST_HISTORY_MB, MOST_HISTORY_MB)
    if entry.key == "shifts":
        return FieldEditor(entry, typed_shifts, shift_words)
    if entry.key == "zone":
        return FieldEditor(entry, none_yet, str, hint=entry.default)
    action = actions.get(entry.key)
    if action is not None and action.change is not None:
        return ListEditor(entry, action, action.change)
    return ToldEditor(entry, action)


def told(entry: Entry, settings: Settings) -> object:
    """Return the value of an entry as its editor shows it."""
    if entry.name:
        return getattr(settings, entry.name)
    if entry.key == "accounts":
        return {each.name: account_words(each) for each in settings.accounts}
    if entry.key == "documents":
        return {str(place): rule_words(each) for place, each in enumerate(settings.documents)}
    if entry.key == "tiles":
        return settings.tiles.source or _("none")
    if entry.key == "addresses":
        return service_words(settings.addresses)
    if entry.key == "roads":
        return settings.roads.service or _("none")
    if entry.key == "keys":
        return ngettext("{count} own key", "{count} own keys", len(settings.keys)).format(count=len(settings.keys))
    return ""
