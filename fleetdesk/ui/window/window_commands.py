"""The commands that are the window's own: its keys, its end, and the field that finds all others."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Command, Menu


class WindowCommands:
    """Adds the window's own commands to those of the features.

    `keys` are those that act inside docks; `shown` returns every command with its key of now.
    """

    def __init__(
        self,
        window: QWidget,
        close: Callable[[], object],
        find: Callable[[], object],
        others: Sequence[Command],
        keys: Sequence[tuple[str, str]],
        shown: Callable[[], Sequence[Command]],
    ) -> None:
        self._window, self._keys, self._shown = window, keys, shown
        self._all = [
            Command(Menu.HELP, _("Keys"), "?", self.show_keys, asks=True),
            Command(Menu.HELP, _("Type a command"), "Ctrl+K", find),
            *others,
            Command(Menu.FLEETDESK, _("Quit"), "Ctrl+Q", close, begins=True),
        ]

    def commands(self) -> list[Command]:
        """Return every command of the window, in the order of the menus."""
        return self._all

    def show_keys(self) -> None:
        """Show every key with what it does."""
        rows = [(each.key_words, f"{each.menu.words}: {each.text}") for each in self._shown() if each.key]
        ask.show_keys(self._window, [*rows, *self._keys])
