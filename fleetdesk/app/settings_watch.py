"""Settings that are edited by hand while the desk runs are taken up."""

import asyncio
from dataclasses import fields, replace

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from fleetdesk.base.translation import _
from fleetdesk.profile.account_changes import AccountChanges
from fleetdesk.profile.profile import Profile, settings_path
from fleetdesk.profile.settings import Settings
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.sync.background import Background

REST_MS = 300  # an editor writes, renames and touches; one reading is enough


class SettingsWatcher(QObject):
    """Reads settings.toml again when it has changed. Accounts that were changed or added hold at once where they can.

    `changed` carries the names of the settings that differ; `refused` says what is wrong with the file.
    """

    changed = Signal(object)
    refused = Signal(str)
    touched = Signal()  # the file may have changed; it is read again

    def __init__(self, profile: Profile, changes: AccountChanges, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._changes, self._one_by_one = changes, asyncio.Lock()
        self._profile, self._background, self._path = profile, background, settings_path(profile.folders)
        self._files = QFileSystemWatcher([str(profile.folders.settings)], self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.touched.connect(lambda: background.start(self.read(), "read settings again"))
        self._files.directoryChanged.connect(lambda _: self._rest.start())
        self._files.fileChanged.connect(lambda _: self._rest.start())
        self._watch()

    def _watch(self) -> None:
        """Watch the file itself too: a folder does not tell of what is written into a file that stays."""
        if str(self._path) not in self._files.files():
            self._files.addPath(str(self._path))

    def _on_rest(self) -> None:
        self._watch()
        self.touched.emit()

    async def read(self) -> None:
        """Read the file again, and let hold what differs."""
        async with self._one_by_one:
            await self._take_over()

    async def _take_over(self) -> None:
        before, read, notices = await asyncio.to_thread(self._load)
        if read is None or self._profile.settings is not before:
            return  # what was set here meanwhile is about to be written, and this is called once more
        for notice in notices:
            self.refused.emit(notice)
        now = before if notices else replace(read, accounts=before.accounts)
        names = [each.name for each in fields(Settings) if getattr(now, each.name) != getattr(before, each.name)]
        if names:
            self._profile.settings = now
            self.changed.emit(names)
        if not notices and await self._changes.take_over(read.accounts):
            self.refused.emit(_("Some of what was changed of accounts in the settings file holds from the next start."))

    def _load(self) -> tuple[Settings, Settings | None, list[str]]:
        """Return the settings that hold and those of the file, of one moment, and what is wrong with the file."""
        with self._profile.saving:
            if not self._path.is_file():
                return self._profile.settings, None, []
            file = SettingsFile(self._path, moves=False)
            return self._profile.settings, file.load(), file.pop_notices()
