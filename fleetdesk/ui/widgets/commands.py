"""Every action of the window, in one table: menus, shortcuts, the command field and the sheet of keys read it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from fleetdesk.base.translation import pgettext, source
from fleetdesk.ui.widgets.foreign_text import new_action


class Menu(Enum):
    """The menus of the window, in their order."""

    FLEETDESK = "fleetdesk"
    FLEET = "fleet"
    TASKS = "tasks"
    MAP = "map"
    VIEW = "view"
    ACCOUNTS = "accounts"
    HELP = "help"

    @property
    def words(self) -> str:
        """Return the title of the menu in the menu bar."""
        return MENU_WORDS[self]


MENU_WORDS = {
    Menu.FLEETDESK: "FleetDesk",
    Menu.FLEET: pgettext("menu", "Fleet"),
    Menu.TASKS: pgettext("menu", "Tasks"),
    Menu.MAP: pgettext("menu", "Map"),
    Menu.VIEW: pgettext("menu", "View"),
    Menu.ACCOUNTS: pgettext("menu", "Accounts"),
    Menu.HELP: pgettext("menu", "Help"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the desk can do, where it stands, and its key; `single` keys can be switched off.

    The key acts in the widgets `within`; where there are none, a single key in every list, the map and the board, and
    any other key in the whole window. One that `begins` a group has a line above it in its menu; one that `asks` opens
    a window that asks for more. `possible` tells whether there is anything to do it with, `checked` whether it holds.
    """

    menu: Menu
    text: str
    key: str
    do: Callable[[], object]
    within: Sequence[QWidget] = ()
    begins: bool = False
    asks: bool = False
    possible: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None

    @property
    def keys(self) -> list[str]:
        """Return the keys, each of which does it."""
        return self.key.split(" or ") if self.key else []

    @property
    def key_words(self) -> str:
        """Return the key as people read it: "Ctrl+F or F3"."""
        first, *others = self.keys or [""]
        for other in others:
            first = pgettext("key", "{key} or {other}").format(key=first, other=other)
        return first

    @property
    def shown(self) -> str:
        """Return the text as menus show it."""
        return pgettext("menu", "{command}…").format(command=self.text) if self.asks else self.text

    @property
    def single(self) -> bool:
        """Return whether the key is a single letter or sign, which typing would trigger."""
        return len(self.key) == 1


def with_own_keys(commands: Sequence[Command], own: Mapping[str, str]) -> list[Command]:
    """Return the commands with the user's own keys, by the English texts; a command that had such a key loses it."""
    known = {source(command.text) for command in commands}
    wanted = {name: key for name, key in own.items() if name in known}
    taken = {written(key) for key in wanted.values() if key}
    return [
        replace(each, key=wanted[name])
        if (name := source(each.text)) in wanted
        else replace(each, key=_left(each, taken))
        for each in commands
    ]


def _left(command: Command, taken: Collection[str]) -> str:
    return " or ".join(key for key in command.keys if written(key) not in taken)


def written(key: str) -> str:
    """Return a key as Qt writes it, so that two spellings of it are one."""
    return QKeySequence(key).toString()


def make_actions(owner: QWidget, commands: Sequence[Command]) -> dict[str, QAction]:
    """Make the commands into actions of the window, without keys; return these by their English text."""
    actions = {}
    for command in commands:
        action = new_action(owner, command.shown)
        action.setData(command.menu.value)
        action.triggered.connect(lambda _=False, do=command.do: do())
        actions[source(command.text)] = action
    return actions


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """Return the commands with words that begin with each typed word, the best match first."""
    typed = text.casefold().split()
    found = [each for each in commands if all(_begins(each, word) for word in typed)]
    return sorted(found, key=lambda each: not each.text.casefold().startswith(text.casefold()))


def _begins(command: Command, word: str) -> bool:
    return any(part.startswith(word) for part in f"{command.menu.words} {command.text}".casefold().split())
