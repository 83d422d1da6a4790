"""Binds the window of the preferences to the settings: what is chosen holds, and is kept off the window's thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from fleetdesk.base.translation import _
from fleetdesk.profile.profile import Profile
from fleetdesk.sync.background import Background
from fleetdesk.ui.settings.dialog import PreferencesDialog
from fleetdesk.ui.settings.entries import fitting
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import set_value
from fleetdesk.ui.widgets.notices import Notices


class SettingsController(QObject):
    """Opens the window. `changed` carries the names of settings that have other values now, wherever from."""

    changed = Signal(object)

    def __init__(
        self,
        profile: Profile,
        background: Background,
        notices: Notices,
        actions: Mapping[str, tuple[str, Callable[[], object]]],
    ) -> None:
        super().__init__()
        self._profile, self._background, self._notices, self._actions = profile, background, notices, actions
        self._dialog: PreferencesDialog | None = None

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEETDESK, _("Preferences"), "Ctrl+,", self.open, asks=True)]

    def find(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many preferences that contain every word of a text; Enter shows one."""
        found = fitting(text)[:most]
        named = _("Preference: {title}")
        return [(named.format(title=each.title), partial(self.open, each.title)) for each in found]

    def open(self, search: str = "") -> PreferencesDialog:
        """Show the window, with this in its search."""
        if self._dialog is None or not isValid(self._dialog):
            self._dialog = PreferencesDialog(self._profile.settings, self._actions, self._notices.window())
            self._dialog.chosen.connect(self.set_value)
        set_value(self._dialog.search, search)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def set_value(self, name: str, value: object) -> None:
        """Set a setting and keep it."""
        self._background.start(self._set(name, value), "keep settings")

    async def _set(self, name: str, value: object) -> None:
        settings = replace(self._profile.settings, **{name: value})  # type: ignore[arg-type]
        await asyncio.to_thread(self._profile.save_settings, settings)
        self.changed.emit([name])

    def take_over(self, names: Sequence[str]) -> None:
        """Show settings that were changed in the file, and let them hold."""
        self.changed.emit(list(names))
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.show_settings(self._profile.settings)
        self._notices.say(_("The settings were read again, because their file has changed."))
