"""A field of a dialog whose text is checked: what cannot be taken is marked, and told to nobody."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from fleetdesk.ui.widgets.foreign_text import complete, set_hint, set_name, set_value
from fleetdesk.ui.widgets.theme import set_look

Read = Callable[[str], Any]
"""What a typed text means; None where it cannot be taken."""


class CheckedField(QLineEdit):
    """Shows a value as text; `taken` carries another value when the user has finished typing it."""

    taken = Signal(object)

    def __init__(self, name: str, read: Read, hint: str = "") -> None:
        super().__init__()
        set_name(self, name)
        set_hint(self, hint)
        self._read = read
        self._shown: Any = None
        self.editingFinished.connect(self._finished)

    def show_value(self, value: Any, text: str) -> None:
        """Show a value by its text, and tell nobody."""
        self._shown = value
        set_value(self, text)
        set_look(self, wrong=False)

    def value(self) -> Any:
        """Return what stands in the field, None where it cannot be taken; mark it then."""
        value = self._read(self.text().strip())
        set_look(self, wrong=value is None)
        return value

    def offer(self, texts: Collection[str]) -> None:
        """Offer texts as completions, and from now on take none but these and an empty one."""
        complete(self, sorted(texts))
        self._read = lambda typed: typed if not typed or typed in texts else None

    def _finished(self) -> None:
        value = self.value()
        if value is not None and value != self._shown:
            self._shown = value
            self.taken.emit(value)


def whole_number(least: int, most: int) -> Read:
    """Return the reading of a whole number between two others."""
    return lambda typed: int(typed) if typed.isdecimal() and least <= int(typed) <= most else None


def none_yet(_typed: str) -> None:
    """Take nothing, until texts are offered."""
