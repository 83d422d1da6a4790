"""The commands of the menu Help."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from fleetdesk.base import resources
from fleetdesk.base.translation import _
from fleetdesk.sync.background import Background
from fleetdesk.ui.help import pages
from fleetdesk.ui.help.manual import ManualDialog
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import Tokens

Licences = Sequence[tuple[str, str, str]]
COPIED = _("What support needs is on the clipboard: versions, folders, accounts without secrets, and what is wrong.")


class HelpCommands:
    """Binds the pages of Help to what they show.

    `versions` and `licences` read what is installed, `report` what is wrong; all may wait for a disk. `keep` writes the
    settings, so that there is a file to open.
    """

    def __init__(
        self,
        tokens: Callable[[], Tokens],
        background: Background,
        notices: Notices,
        installed: Callable[[], tuple[Mapping[str, str], Licences]],
        report: Callable[[], str],
        keep: Callable[[], object],
        settings: Path,
        logs: Path,
    ) -> None:
        self._tokens, self._background, self._notices = tokens, background, notices
        self._installed, self._report, self._keep = installed, report, keep
        self._settings, self._logs = settings, logs

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [
            Command(Menu.HELP, _("Manual"), "", self.show_manual, begins=True, asks=True),
            Command(Menu.HELP, _("First steps"), "F1", self.show_first_steps, asks=True),
            Command(Menu.HELP, _("Legend of the signs"), "", self.show_legend, asks=True),
            Command(Menu.HELP, _("Copy what support needs"), "", self.copy_report, begins=True),
            Command(Menu.HELP, _("Open the settings file"), "", self.open_settings),
            Command(Menu.HELP, _("Show the log folder"), "", self.open_logs),
            Command(Menu.HELP, _("About FleetDesk"), "", self.show_about, begins=True, asks=True),
        ]

    def show_first_steps(self) -> None:
        """Show what a new user does first."""
        pages.show_first_steps(self._notices.window())

    def show_manual(self) -> None:
        """Open the manual beside the window."""
        self._background.start(self._show_manual(), "manual")

    async def _show_manual(self) -> None:
        chapters = await asyncio.to_thread(resources.manual_chapters)
        ManualDialog(self._notices.window(), resources.manual(), chapters).show()

    def show_legend(self) -> None:
        """Show what the signs mean, in the colours of now."""
        pages.show_legend(self._notices.window(), self._tokens())

    def show_about(self) -> None:
        """Show versions and licences."""
        self._background.start(self._about(), "about")

    async def _about(self) -> None:
        versions, licences = await asyncio.to_thread(self._installed)
        pages.show_about(self._notices.window(), versions, licences)

    def copy_report(self) -> None:
        """Put on the clipboard what the command `doctor` says."""
        self._background.start(self._copy_report(), "report")

    async def _copy_report(self) -> None:
        copy(await asyncio.to_thread(self._report))
        self._notices.say(COPIED)

    def open_settings(self) -> None:
        """Open the file of the settings in the user's editor."""
        self._background.start(self._open_settings(), "open settings")

    async def _open_settings(self) -> None:
        if not await asyncio.to_thread(self._settings.exists):
            await asyncio.to_thread(self._keep)
        self._open(self._settings)

    def open_logs(self) -> None:
        """Show the folder of the logs."""
        self._open(self._logs)

    def _open(self, path: Path) -> None:
        """Let the system show a file or folder; say where it is in any case."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._notices.say(
            _("It is here: {path}").format(path=path), action=_("Copy the path"), do=lambda: copy(str(path))
        )
