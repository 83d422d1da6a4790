"""Answers to dialogs that the user may have closed before they came."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from fleetdesk.ui.widgets.notices import Notices


def say_failure(dialog: QDialog, say: Callable[[str], None], sentence: str, notices: Notices) -> None:
    """Show in a dialog, by its own `say`, what went wrong; as a notice where it is closed already."""
    if isValid(dialog):
        say(sentence)
    else:
        notices.say(sentence, trouble=True)


def accept(dialog: QDialog) -> None:
    """Close a dialog, because what it asked for is done, unless it is closed already."""
    if isValid(dialog):
        dialog.accept()
