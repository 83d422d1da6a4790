"""The menu bar: the program's own menu, one menu for each kind of command, and in View the docks."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.commands import MENUS, Command
from fleetdesk.ui.widgets.foreign_text import entry_text, set_entry

PROGRAM = "FleetDesk"


class Menus(QMenuBar):
    """The commands in their menus, in their order; `actions` are theirs by their texts."""

    def __init__(
        self, commands: Sequence[Command], actions: Mapping[str, QAction], docks: Sequence[QDockWidget]
    ) -> None:
        super().__init__()
        program = self.addMenu(PROGRAM)
        font = self.font()
        font.setBold(True)
        program.menuAction().setFont(font)
        _fill(program, PROGRAM, commands, actions)
        for name in MENUS:
            menu = self.addMenu(entry_text(name))
            _fill(menu, name, commands, actions)
            if name == "View":
                _add_docks(menu, docks)


def _fill(menu: QMenu, name: str, commands: Sequence[Command], actions: Mapping[str, QAction]) -> None:
    for command in commands:
        if command.menu == name:
            menu.addAction(actions[command.text])


def _add_docks(menu: QMenu, docks: Sequence[QDockWidget]) -> None:
    for dock in docks:
        # Not the dock's own name: that is fixed for the dock, and one name must mean one thing.
        set_entry(dock.toggleViewAction(), _("Show {dock}").format(dock=dock.windowTitle().lower()))
        menu.addAction(dock.toggleViewAction())
