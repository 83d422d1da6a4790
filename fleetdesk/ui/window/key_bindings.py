"""Gives the actions of the window their keys: those of their commands, or the user's own."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from fleetdesk.base.translation import source
from fleetdesk.ui.widgets.commands import Command, with_own_keys


class KeyBindings:
    """Holds the commands with the keys that act now; `actions` are theirs by their English texts.

    The key of a command acts in the widgets `within` which it does; where there are none, a single key in the
    `surfaces`, because elsewhere it is a letter that somebody types, and any other key in all `windows`.
    """

    def __init__(
        self,
        commands: Sequence[Command],
        actions: Mapping[str, QAction],
        windows: Sequence[QWidget],
        surfaces: Sequence[QWidget],
    ) -> None:
        self._every, self._actions = commands, actions
        self._windows, self._surfaces = windows, surfaces
        self.commands: Sequence[Command] = commands

    def bind(self, own: Mapping[str, str], *, single_keys: bool) -> None:
        """Let the user's own keys act, by the English texts of commands, and single keys or not."""
        self.commands = with_own_keys(self._every, own)
        for command in self.commands:
            action = self._actions[source(command.text)]
            action.setShortcuts([QKeySequence(key) for key in command.keys if single_keys or not command.single])
            self._confine(action, command)

    def _confine(self, action: QAction, command: Command) -> None:
        """Let the key of an action act where it should, and nowhere else."""
        places = command.within or (self._surfaces if command.single else ())
        confined, whole = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
        action.setShortcutContext(confined if places else whole)
        for each in (*self._windows, *self._surfaces, *command.within):
            if each not in (places or self._windows):
                each.removeAction(action)
        for each in places or self._windows:
            each.addAction(action)
