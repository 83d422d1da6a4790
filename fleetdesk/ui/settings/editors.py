"""The editors of the preferences: each shows a value, and says when the user has chosen another."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Settings
from fleetdesk.ui.settings.entries import LEAST_MB, LEAST_POLL_S, MOST_MB, MOST_POLL_S, THEMES, Entry
from fleetdesk.ui.widgets.foreign_text import add_choice, complete, set_hint, set_name, set_value
from fleetdesk.ui.widgets.labels import Elided, button
from fleetdesk.ui.widgets.theme import set_look

EDITOR_PX = 230


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls the window, or scrolling would change a setting."""
        event.ignore()


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


class ChoiceEditor(Editor):
    """One of some values."""

    def __init__(self, entry: Entry) -> None:
        self._box = _Choice()
        super().__init__(self._box)
        set_name(self._box, entry.title)
        for text, value in THEMES:
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
        self._field, self._least, self._most = QLineEdit(), least, most
        super().__init__(self._field)
        set_name(self._field, entry.title)
        self._field.editingFinished.connect(self._tell)
        self._shown = 0

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        self._shown = round(value)
        set_value(self._field, str(self._shown))
        mark(self._field, wrong=False)

    def _tell(self) -> None:
        typed = self._field.text().strip()
        known = typed.isdecimal() and self._least <= int(typed) <= self._most
        mark(self._field, wrong=not known)
        if known and int(typed) != self._shown:
            self._shown = int(typed)
            self.changed.emit(float(self._shown))


class ZoneEditor(Editor):
    """A time zone by its name, or nothing; a name that there is not is marked, and not taken."""

    def __init__(self, entry: Entry) -> None:
        self._field = QLineEdit()
        super().__init__(self._field)
        set_name(self._field, entry.title)
        set_hint(self._field, entry.default)
        complete(self._field, sorted(available_timezones()))
        self._field.editingFinished.connect(self._tell)
        self._shown = ""

    def show_value(self, value: Any) -> None:
        """Show a value, and tell nobody."""
        self._shown = str(value)
        set_value(self._field, self._shown)
        mark(self._field, wrong=False)

    def _tell(self) -> None:
        typed = self._field.text().strip()
        known = not typed or typed in available_timezones()
        mark(self._field, wrong=not known)
        if known and typed != self._shown:
            self._shown = typed
            self.changed.emit(typed)


def mark(field: QLineEdit, *, wrong: bool) -> None:
    """Frame a field whose text cannot be taken."""
    set_look(field, wrong=wrong)


class ToldEditor(Editor):
    """A value that is not changed here, with a button where something leads further."""

    def __init__(self, entry: Entry, words: str = "", do: Callable[[], object] | None = None) -> None:
        self._text = Elided("Dim")
        super().__init__(self._text)
        if do is not None:
            made = button(words, f"{entry.title}: {words}")
            made.setAutoDefault(False)  # Enter in a field presses no button
            made.clicked.connect(lambda: do())
            self._row.addWidget(made)

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self._text.say(str(value))


def editor_of(entry: Entry, actions: Mapping[str, tuple[str, Callable[[], object]]]) -> Editor:
    """Return the editor of an entry; `actions` are words and doing of buttons, by the keys of their entries."""
    if entry.key == "theme":
        return ChoiceEditor(entry)
    if entry.key == "single_keys":
        return TickEditor(entry)
    if entry.key == "poll_s":
        return NumberEditor(entry, LEAST_POLL_S, MOST_POLL_S)
    if entry.key == "largest_document_mb":
        return NumberEditor(entry, LEAST_MB, MOST_MB)
    if entry.key == "zone":
        return ZoneEditor(entry)
    words, do = actions.get(entry.key, ("", None))
    return ToldEditor(entry, words, do)


def told(entry: Entry, settings: Settings) -> object:
    """Return the value of an entry as its editor shows it."""
    if entry.name:
        return getattr(settings, entry.name)
    if entry.key == "accounts":
        return ", ".join(each.name for each in settings.accounts) or _("none")
    if entry.key == "tiles":
        return settings.tiles.source or _("none")
    return ""
