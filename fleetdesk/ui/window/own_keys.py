"""The user's own keys: which may be taken, and what becomes of a command whose key another one takes. No widgets."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence

from fleetdesk.base.translation import _, source
from fleetdesk.ui.widgets.commands import Command, with_own_keys, written

FIXED = frozenset(
    written(each)
    for each in (
        *("Tab", "Shift+Tab", "Return", "Enter", "Esc", "Space", "Backspace", "Del", "Menu"),
        *("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown"),
        *("Ctrl+A", "Ctrl+C", "Ctrl+X", "Alt+F4"),
    )
)
"""What lists, fields and the system do with these keys is not to be lost."""


def refusal(key: str) -> str:
    """Return why a key cannot be a command's, empty where it can."""
    if not key or written(key) not in FIXED:
        return ""
    told = _("{key} is what lists and fields work with. Choose another key.")
    return told.format(key=shown(key))


def shown(key: str) -> str:
    """Return a key as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def holder(commands: Sequence[Command], own: Mapping[str, str], name: str, key: str) -> Command | None:
    """Return the other command that has a key now; `name` is the English text of the one that wants it."""
    others = (each for each in with_own_keys(commands, own) if source(each.text) != name)
    return next((each for each in others if written(key) in map(written, each.keys)), None) if key else None


def with_key(commands: Sequence[Command], own: Mapping[str, str], name: str, key: str) -> dict[str, str]:
    """Return the own keys when a command is given a key; another that had it as an own key has none then."""
    loser = holder(commands, own, name, key)
    taken = {source(loser.text): ""} if loser is not None and source(loser.text) in own else {}
    return {**own, **taken, name: key}


def without_key(own: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the own keys when a command has its usual one again."""
    return {each: key for each, key in own.items() if each != name}
