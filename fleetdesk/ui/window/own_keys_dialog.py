"""Window "Own keys": every command with its key, which can be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext, source
from fleetdesk.ui.widgets.commands import Command, matching, with_own_keys
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import set_hint, set_name
from fleetdesk.ui.widgets.labels import Paragraph, button, label
from fleetdesk.ui.widgets.panel import scrolling
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.window.own_keys import holder, refusal, shown, with_key, without_key

SIZE = (620, 620)


@dataclass(frozen=True, slots=True)
class _Row:
    """The widgets of one command."""

    words: QLabel
    field: QKeySequenceEdit
    none: QPushButton
    usual: QPushButton

    @property
    def parts(self) -> tuple[QWidget, ...]:
        return self.words, self.field, self.none, self.usual

    def show(self, *, on: bool) -> None:
        for each in self.parts:
            each.setVisible(on)


class OwnKeysDialog(Dialog):
    """Shows commands with their usual keys and the user's `own`; `chosen` carries the own keys when they change."""

    chosen = Signal(object)

    def __init__(self, commands: Sequence[Command], own: Mapping[str, str], parent: QWidget | None) -> None:
        super().__init__(parent, _("Own keys"))
        self._commands, self._own = commands, dict(own)
        self.search = SearchField(_("Search commands"), _("Search commands"))
        self.answer = Paragraph("Strong", _("Press a key in a field. It holds at once."), steady=True)
        self._rows: dict[str, _Row] = {}
        self._build()
        self._show_keys()
        self.search.textChanged.connect(self._narrow)
        self.resize_on_screen(*SIZE)

    def _build(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(10, 4, 10, 10)
        grid.setVerticalSpacing(4)
        for place, command in enumerate(self._commands):
            row = self._rows[source(command.text)] = self._row(command)
            for column, each in enumerate(row.parts):
                grid.addWidget(each, place, column)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(self._commands), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.search.row())
        box.addWidget(scrolling(body), 1)
        box.addWidget(self.answer)

    def _row(self, command: Command) -> _Row:
        field, name = QKeySequenceEdit(), source(command.text)
        field.setMaximumSequenceLength(1)
        set_name(field, _("Key of {command}").format(command=command.text))
        none = button(pgettext("key", "None"), _("No key for {command}").format(command=command.text), flat=True)
        usual = button(pgettext("key", "Usual"), _("Usual key of {command}").format(command=command.text), flat=True)
        field.editingFinished.connect(lambda: self._chosen(name, field.keySequence().toString()))
        none.clicked.connect(partial(self._chosen, name, ""))
        usual.clicked.connect(partial(self._back, name))
        for each in (none, usual):
            each.setAutoDefault(False)  # Enter in a field presses no button
        return _Row(label(f"{command.menu.words}: {command.text}"), field, none, usual)

    def _show_keys(self) -> None:
        for command in with_own_keys(self._commands, self._own):
            row = self._rows[source(command.text)]
            row.field.blockSignals(True)
            row.field.setKeySequence(QKeySequence(command.keys[0] if command.keys else ""))
            row.field.blockSignals(False)
            for part in row.field.findChildren(QLineEdit):  # Qt sets its own hint anew
                set_hint(part, _("no key"))
            row.none.setEnabled(bool(command.keys))
            row.usual.setEnabled(source(command.text) in self._own)

    def _chosen(self, name: str, key: str, _checked: bool = False) -> None:
        if key == self._key(name):
            return
        wrong = refusal(key)
        loser = holder(self._commands, self._own, name, key)
        if wrong:
            self.answer.say(wrong)
        else:
            self._own = with_key(self._commands, self._own, name, key)
            self._tell(name, key, loser)
        self._show_keys()

    def _key(self, name: str) -> str:
        """Return the first key of a command as it is now."""
        keys = next(each.keys for each in with_own_keys(self._commands, self._own) if source(each.text) == name)
        return QKeySequence(keys[0]).toString() if keys else ""

    def _tell(self, name: str, key: str, loser: Command | None) -> None:
        text = self._text(name)
        now = _("{command} has the key {key} now.") if key else _("{command} has no key now.")
        lost = _("{command} had it, and has none now.").format(command=loser.text) if loser else ""
        self.answer.say(together(now.format(command=text, key=shown(key)), lost))
        self.chosen.emit(self._own)

    def _back(self, name: str, _checked: bool = False) -> None:
        self._own = without_key(self._own, name)
        self._show_keys()
        self.answer.say(_("{command} has its usual key again.").format(command=self._text(name)))
        self.chosen.emit(self._own)

    def _text(self, name: str) -> str:
        return next(each.text for each in self._commands if source(each.text) == name)

    def _narrow(self, text: str) -> None:
        found = {source(each.text) for each in matching(self._commands, text)}
        for name, row in self._rows.items():
            row.show(on=name in found)
