"""The theme: light, dark or as the system has it; put on, remembered, and followed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fleetdesk.profile.profile import Profile
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets import theme
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.window.feature import Feature


class Appearance(QObject):
    """Holds the colours of now. `changed` when there are others.

    At first there is no style sheet: `style` sets it when the window is built.
    """

    changed = Signal()

    def __init__(self, qt: QApplication, profile: Profile, background: Background) -> None:
        super().__init__()
        self._qt, self._profile, self._background = qt, profile, background
        self._tokens = theme.wanted(profile.settings.theme)
        theme.set_base(qt, self._tokens)
        qt.styleHints().colorSchemeChanged.connect(self._follow_system)

    def tokens(self) -> theme.Tokens:
        """Return the colours in use."""
        return self._tokens

    def feature(self) -> Feature:
        """Return the commands that choose the theme."""
        return Feature(commands=[self._command(text, name) for name, text in theme.THEMES.items()])

    def _command(self, text: str, name: str) -> Command:
        return Command(
            Menu.VIEW,
            text,
            "",
            self._choice(name),
            begins=name == next(iter(theme.THEMES)),
            checked=lambda: self._profile.settings.theme == name,
        )

    def _choice(self, name: str) -> Callable[[], None]:
        return lambda: self.choose(name)

    def choose(self, name: str) -> None:
        """Set the theme, light, dark or system, and save the choice."""
        settings = replace(self._profile.settings, theme=name)
        self._background.start(asyncio.to_thread(self._profile.save_settings, settings), "keep settings")
        self.put_on(name)

    def _follow_system(self, _: object) -> None:
        if self._profile.settings.theme == "system":
            self.put_on("system")

    def put_on(self, name: str) -> None:
        """Wear a theme, light, dark or system, with the density that is set, and save nothing."""
        self._tokens = theme.wanted(name)
        theme.set_base(self._qt, self._tokens)
        self.style()
        self.changed.emit()

    def style(self) -> None:
        """Set the style sheet for the colours of now and the density that is set."""
        theme.set_sheet(self._qt, self._tokens, self._profile.settings.density)
