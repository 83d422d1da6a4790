"""Binds the window of the preferences to the settings: what is chosen holds, and is kept off the window's thread."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import available_timezones

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile.profile import Profile
from fleetdesk.sync.background import Background
from fleetdesk.ui.settings.dialog import PreferencesDialog
from fleetdesk.ui.settings.editors import Action
from fleetdesk.ui.settings.entries import fitting
from fleetdesk.ui.settings.rule_dialog import RuleDialog
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import set_value
from fleetdesk.ui.widgets.notices import Notices


class SettingsController(QObject):
    """Opens the window. `changed` carries the names of settings that have other values now, wherever from.

    `measures` look up what is told beside entries, by the keys of these.
    """

    changed = Signal(object)
    keys_wanted = Signal()  # the dialog in which commands are given keys

    def __init__(
        self,
        profile: Profile,
        background: Background,
        notices: Notices,
        actions: Mapping[str, Action],
        measures: Mapping[str, Callable[[], Awaitable[str]]],
    ) -> None:
        super().__init__()
        self._measures = measures
        self._profile, self._background, self._notices = profile, background, notices
        self._actions = {
            "keys": Action(pgettext("button", "Change"), self.keys_wanted.emit),
            "documents": Action(_("Add a rule"), self.add_rule, self.change_rule),
            **actions,
        }
        self._one_by_one = asyncio.Lock()
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
        if self._dialog is None:
            self._dialog = PreferencesDialog(self._profile.settings, self._actions, self._notices.window())
            self._dialog.chosen.connect(self.set_value)
            self._dialog.finished.connect(self._forget)
            self._dialog.came_forward.connect(self._show_now)
            self._background.start(self._offer_zones(self._dialog), "time zones")
        self.measure()
        set_value(self._dialog.search, search)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def measure(self) -> None:
        """Look up anew what is told beside entries, while the window is open."""
        if self._dialog is not None:
            self._background.start(self._measure(self._dialog), "sizes for the preferences")

    async def _measure(self, dialog: PreferencesDialog) -> None:
        for key, look_up in self._measures.items():
            words = await look_up()
            if isValid(dialog):
                dialog.show_measured(key, words)

    def _forget(self) -> None:
        self._dialog = None

    def add_rule(self) -> None:
        """Ask for a new rule for documents."""
        self._ask_rule(None)

    def change_rule(self, key: str) -> None:
        """Show a rule for documents, by its place, to change or to remove it."""
        self._ask_rule(int(key))

    def _ask_rule(self, place: int | None) -> None:
        rules = self._profile.settings.documents
        if place is not None and place >= len(rules):  # the file was edited meanwhile
            return
        dialog = RuleDialog(rules, place, self._dialog or self._notices.window())
        dialog.rules_chosen.connect(lambda rules: self.set_value("documents", rules))
        dialog.show_it()

    async def _offer_zones(self, dialog: PreferencesDialog) -> None:
        zones = await asyncio.to_thread(available_timezones)
        if isValid(dialog):
            dialog.offer_zones(zones)

    def set_value(self, name: str, value: object) -> None:
        """Set a setting and keep it."""
        self._background.start(self._set(name, value), "keep settings")

    async def _set(self, name: str, value: object) -> None:
        async with self._one_by_one:
            settings = replace(self._profile.settings, **{name: value})  # type: ignore[arg-type]
            try:
                await asyncio.to_thread(self._profile.save_settings, settings)
            finally:  # where it cannot be kept it holds for this run
                self.changed.emit([name])
                self._show_now()

    def _show_now(self, names: Sequence[str] = ()) -> None:
        """Show what is told of the settings, and these; the others may be in the middle of being typed."""
        if self._dialog is not None:
            self._dialog.show_settings(self._profile.settings, names)

    def take_over(self, names: Sequence[str]) -> None:
        """Show settings that were changed in the file, and let them hold."""
        self.changed.emit(list(names))
        self._show_now(names)
        self._notices.say(_("The settings were read again, because their file has changed."))
