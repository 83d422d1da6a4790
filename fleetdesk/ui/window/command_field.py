"""Ctrl+K: type a command, or what is looked for; Enter does it. Empty it lists all commands, those used last first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, source
from fleetdesk.ui.widgets.commands import Command, matching
from fleetdesk.ui.widgets.focus import FocusBefore, bring_focus
from fleetdesk.ui.widgets.foreign_text import list_item
from fleetdesk.ui.window.feature import Find

MOST_FOUND, MOST_ROWS, REMEMBERED = 40, 14, 6
LEAST_PX, EDGE_PX, PAGE = 380, 12, 10
USED = "commands/used"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
OWN_KEYS = {*STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
STAYS = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
OPENS = {Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.MouseFocusReason}


@dataclass(frozen=True, slots=True)
class _Choice:
    text: str
    do: Callable[[], object]
    command: str = ""  # the English text of a command


class CommandField(QObject):
    """Shows what fits below the field; arrows move, Enter does, Esc closes.

    `commands` returns those of now, with their keys; `memory` keeps what was used last.
    """

    def __init__(
        self,
        field: QLineEdit,
        window: QWidget,
        commands: Callable[[], Sequence[Command]],
        finders: Sequence[Find],
        memory: QSettings,
    ) -> None:
        super().__init__(field)
        self._field, self._window, self._commands, self._finders = field, window, commands, finders
        self._memory = memory
        self._choices: list[_Choice] = []
        self._before = FocusBefore()
        self._frame, self._list = QFrame(window), QListWidget()
        self._frame.setObjectName("Floating")
        self._list.setAccessibleName(_("Commands"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self._frame)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self._list)
        self._frame.hide()
        self._list.itemClicked.connect(lambda _: self._do())
        field.textEdited.connect(self._offer)
        field.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    def open(self) -> None:
        """Give the field the keyboard and show what there is."""
        bring_focus(self._field)
        self._offer(self._field.text())

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self._field and old is not None and old is not self._field:
            self._before.remember(old)

    # -- what is offered

    def _offer(self, text: str) -> None:
        self._choices = self._fitting(text) if text.strip() else self._everything()
        if not self._choices:
            nothing = _("Nothing fits. Try a plate, an order reference, a driver, or a command like “polygon”.")
            self._choices = [_Choice(nothing, lambda: None)]
        self._list.clear()
        for each in self._choices:
            self._list.addItem(list_item(each.text))
        self._list.setCurrentRow(0)
        self._place()

    def _fitting(self, text: str) -> list[_Choice]:
        commands = [_choice(each) for each in matching(self._commands(), text)]
        found = (each for find in self._finders for each in find(text, MOST_FOUND))
        return [*commands, *(_Choice(name, do) for name, do in found)]

    def _everything(self) -> list[_Choice]:
        """Return the commands, those used last first."""
        by_name = {source(each.text): each for each in self._commands()}
        used = [name for name in self._used() if name in by_name]
        return [_choice(by_name[name]) for name in (*used, *(each for each in by_name if each not in used))]

    def _used(self) -> list[str]:
        kept = self._memory.value(USED)
        return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []

    def _place(self) -> None:
        """Show the list below the field, as wide as its texts and as tall as there is room."""
        place = self._field.mapTo(self._window, self._field.rect().bottomLeft())
        bar = self._list.verticalScrollBar().sizeHint().width()
        width = max(self._field.width(), LEAST_PX, self._list.sizeHintForColumn(0) + bar + 3 * EDGE_PX)
        width = min(width, self._window.width() - 2 * EDGE_PX)
        row = max(self._list.sizeHintForRow(0), 1)
        room = max((self._window.height() - place.y() - 3 * EDGE_PX) // row, 1)
        height = 14 + row * min(self._list.count(), MOST_ROWS, room)
        left = max(EDGE_PX, place.x() + self._field.width() - width)
        self._frame.setGeometry(left, place.y() + 4, width, height)
        self._frame.show()
        self._frame.raise_()

    # -- what is done

    def _do(self) -> None:
        row = self._list.currentRow()
        choice = self._choices[row] if 0 <= row < len(self._choices) else None
        self._close()
        if choice:
            self._remember(choice)
            choice.do()

    def _remember(self, choice: _Choice) -> None:
        if choice.command:
            others = [each for each in self._used() if each != choice.command]
            self._memory.setValue(USED, [choice.command, *others][:REMEMBERED])

    def _close(self) -> None:
        """Close the list, empty the field, and give the focus back to what had it."""
        self._put_away()
        if not self._before.give_back():
            self._field.clearFocus()

    def _put_away(self) -> None:
        self._frame.hide()
        self._field.clear()

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send arrows, Enter and Esc to the list while the field has the focus; nothing stays of it afterwards."""
        if isinstance(event, QFocusEvent):
            self._on_focus(event)
        if not isinstance(event, QKeyEvent) or event.key() not in OWN_KEYS:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or Esc would clear the selection of vehicles
        elif event.type() == QEvent.Type.KeyPress:
            self._press(Qt.Key(event.key()))
        return True

    def _on_focus(self, event: QFocusEvent) -> None:
        if event.type() == QEvent.Type.FocusOut and event.reason() not in STAYS:
            self._put_away()
        elif event.type() == QEvent.Type.FocusIn and event.reason() in OPENS:
            self._offer(self._field.text())

    def _press(self, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Escape:
            self._close()
        elif key not in STEPS:
            self._do()
        elif self._frame.isHidden():
            self._offer(self._field.text())
        else:
            row = self._list.currentRow() + STEPS[key]
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))


def _choice(command: Command) -> _Choice:
    key = f"   {command.key_words}" if command.key else ""
    return _Choice(f"{command.menu.words}: {command.shown}{key}", command.do, source(command.text))
