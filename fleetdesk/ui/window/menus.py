"""The menu bar: the program's own menu, one menu for each kind of command, and in View the docks."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar

from fleetdesk.base.translation import _, source
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import entry_text, set_entry


class Menus(QMenuBar):
    """The commands in their menus, in their order; `actions` are theirs by their English texts."""

    def __init__(
        self, commands: Sequence[Command], actions: Mapping[str, QAction], docks: Sequence[QDockWidget]
    ) -> None:
        super().__init__()
        for each in Menu:
            menu = self.addMenu(entry_text(each.words))
            _fill(menu, each, commands, actions)
            if each is Menu.FLEETDESK:
                self._embolden(menu)
            if each is Menu.VIEW:
                _add_docks(menu, docks)

    def _embolden(self, menu: QMenu) -> None:
        font = self.font()
        font.setBold(True)
        menu.menuAction().setFont(font)


def _fill(menu: QMenu, which: Menu, commands: Sequence[Command], actions: Mapping[str, QAction]) -> None:
    for command in commands:
        if command.menu is which:
            menu.addAction(actions[source(command.text)])


def _add_docks(menu: QMenu, docks: Sequence[QDockWidget]) -> None:
    for dock in docks:
        # Not the dock's own name: that is fixed for the dock, and one name must mean one thing.
        set_entry(dock.toggleViewAction(), _("Show {dock}").format(dock=dock.windowTitle().lower()))
        menu.addAction(dock.toggleViewAction())
