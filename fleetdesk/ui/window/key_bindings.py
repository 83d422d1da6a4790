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
    `surfaces`, because elsewhere it is a letter that somebody types, and any other key in the `window` and the docks
    that float.
    """

    def __init__(
        self, commands: Sequence[Command], actions: Mapping[str, QAction], window: QWidget, surfaces: Sequence[QWidget]
    ) -> None:
        self._every, self._actions = commands, actions
        self._windows, self._surfaces = [window], surfaces
        self.commands: Sequence[Command] = commands

    def bind(self, own: Mapping[str, str], *, single_keys: bool) -> None:
        """Let the user's own keys act, by the English texts of commands, and single keys or not."""
        self.commands = with_own_keys(self._every, own)
        for command in self.commands:
            action = self._actions[source(command.text)]
            action.setShortcuts([QKeySequence(key) for key in command.keys if single_keys or not command.single])
            self._confine(action, command)

    def add_surfaces(self, surfaces: Sequence[QWidget]) -> None:
        """Let single keys act in these widgets too."""
        self._surfaces = [*self._surfaces, *surfaces]
        single = [each for each in self.commands if each.single and not each.within]
        for widget in surfaces:
            widget.addActions([self._actions[source(each.text)] for each in single])

    def follow(self, dock: QWidget, *, floats: bool) -> None:
        """Let the keys of the window act in a dock while it floats, because it is a window of its own then."""
        actions = [self._actions[source(each.text)] for each in self.commands if not self._places(each)]
        if floats and dock not in self._windows:
            self._windows.append(dock)
            dock.addActions(actions)
        elif not floats and dock in self._windows:
            self._windows.remove(dock)
            for each in actions:
                dock.removeAction(each)

    def _places(self, command: Command) -> Sequence[QWidget]:
        """Return the widgets that the key of a command is confined to; none where it acts in all windows."""
        return command.within or (self._surfaces if command.single else ())

    def _confine(self, action: QAction, command: Command) -> None:
        """Let the key of an action act where it should, and nowhere else."""
        places = self._places(command)
        confined, whole = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
        action.setShortcutContext(confined if places else whole)
        for each in (*self._windows, *self._surfaces, *command.within):
            if each not in (places or self._windows):
                each.removeAction(action)
        for each in places or self._windows:
            each.addAction(action)
