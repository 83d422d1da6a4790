"""Ctrl+K: type a command or a vehicle, Enter does it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.commands import Command, matching
from fleetdesk.ui.widgets.foreign_text import list_item
from fleetdesk.ui.window.feature import Find

MOST = 12


class CommandField(QObject):
    """Shows what fits below the field; arrows move, Enter does, Esc closes."""

    def __init__(self, field: QLineEdit, window: QWidget, commands: list[Command], finders: Sequence[Find]) -> None:
        super().__init__(field)
        self._field, self._window, self._commands, self._finders = field, window, commands, finders
        self._choices: list[Callable[[], object]] = []
        self._frame, self._list = QFrame(window), QListWidget()
        self._frame.setObjectName("Floating")
        self._list.setAccessibleName(_("Commands"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self._frame)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self._list)
        self._frame.hide()
        self._list.itemClicked.connect(lambda _: self._do())
        field.textEdited.connect(self._offer)
        field.installEventFilter(self)

    def _offer(self, text: str) -> None:
        self._list.clear()
        self._choices.clear()
        if not text.strip():
            self._frame.hide()
            return
        for command in matching(self._commands, text)[:MOST]:
            key = f"   {command.key}" if command.key else ""
            self._add(f"{command.menu.words}: {command.text}{key}", command.do)
        for find in self._finders:
            for name, do in find(text, MOST - len(self._choices)):
                self._add(name, do)
        self._show()

    def _add(self, text: str, do: Callable[[], object]) -> None:
        self._list.addItem(list_item(text))
        self._choices.append(do)

    def _show(self) -> None:
        if not self._choices:
            self._add(_("Nothing fits. Try a plate, a name, or a command like “polygon”."), lambda: None)
        self._list.setCurrentRow(0)
        place = self._field.mapTo(self._window, self._field.rect().bottomLeft())
        row = self._list.sizeHintForRow(0)
        width, height = max(self._field.width(), 380), 14 + row * self._list.count()
        self._frame.setGeometry(place.x() + self._field.width() - width, place.y() + 4, width, height)
        self._frame.show()
        self._frame.raise_()

    def _do(self) -> None:
        row = self._list.currentRow()
        do = self._choices[row] if 0 <= row < len(self._choices) else None
        self._close()
        if do:
            do()

    def _close(self) -> None:
        self._frame.hide()
        self._field.clear()
        self._field.clearFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send arrows, Enter and Esc to the list while the field has the focus."""
        if event.type() == QEvent.Type.FocusOut:
            self._frame.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        return super().eventFilter(watched, event)
