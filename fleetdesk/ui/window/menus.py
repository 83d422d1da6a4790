"""The menu bar: the program's own menu, one menu for each kind of command, and in View the docks."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar

from fleetdesk.base.translation import _, pgettext, source
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import entry_text, set_entries


class Menus(QMenuBar):
    """The commands in their menus, in their order; `actions` are theirs by their English texts.

    Alt and the letter that is underlined open a menu. While one is open its entries say what holds and what cannot be
    done now; a key of such an entry still works, and says why.
    """

    def __init__(
        self, commands: Sequence[Command], actions: Mapping[str, QAction], docks: Sequence[QDockWidget]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("Menu bar"))
        for each in Menu:
            menu = self.addMenu(entry_text(each.words))
            own = [command for command in commands if command.menu is each]
            _fill(menu, own, actions)
            if each is Menu.FLEETDESK:
                self._embolden(menu)
            if each is Menu.VIEW:
                _add_docks(menu, docks)
        set_entries(self.actions(), [each.words for each in Menu])

    def _embolden(self, menu: QMenu) -> None:
        font = self.font()
        font.setBold(True)
        menu.menuAction().setFont(font)


def _fill(menu: QMenu, commands: Sequence[Command], actions: Mapping[str, QAction]) -> None:
    entries = [actions[source(command.text)] for command in commands]
    for command, entry in zip(commands, entries, strict=True):
        if command.begins:
            menu.addSeparator()
        entry.setCheckable(command.checked is not None)
        menu.addAction(entry)
    set_entries(entries, [command.shown for command in commands])
    menu.aboutToShow.connect(lambda: _say_what_holds(commands, entries))
    menu.aboutToHide.connect(lambda: _enable(entries))


def _say_what_holds(commands: Sequence[Command], entries: Sequence[QAction]) -> None:
    for command, entry in zip(commands, entries, strict=True):
        entry.setEnabled(command.possible is None or command.possible())
        if command.checked is not None:
            entry.setChecked(command.checked())


def _enable(entries: Sequence[QAction]) -> None:
    for entry in entries:
        entry.setEnabled(True)


def _add_docks(menu: QMenu, docks: Sequence[QDockWidget]) -> None:
    """Add a menu of the docks, each with a tick where it is shown."""
    panels = menu.addMenu(pgettext("menu", "Panels"))
    entries = [dock.toggleViewAction() for dock in docks]
    panels.addActions(entries)
    # Not the dock's own name: that is fixed for the dock, and one name must mean one thing.
    set_entries(entries, [_("Show {dock}").format(dock=dock.windowTitle().lower()) for dock in docks])
