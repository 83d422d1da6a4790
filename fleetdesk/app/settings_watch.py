"""Settings that are edited by hand while the desk runs are taken up."""

import asyncio
from dataclasses import fields, replace

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from fleetdesk.base.translation import _
from fleetdesk.profile.profile import Profile, settings_path
from fleetdesk.profile.settings import Settings
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.sync.background import Background

REST_MS = 300  # an editor writes, renames and touches; one reading is enough


class SettingsWatcher(QObject):
    """Reads settings.toml again when it has changed. Accounts stay as they are until the next start.

    `changed` carries the names of the settings that differ; `refused` says what is wrong with the file.
    """

    changed = Signal(object)
    refused = Signal(str)
    touched = Signal()  # the file may have changed; it is read again

    def __init__(self, profile: Profile, background: Background, parent: QObject) -> None:
        super().__init__(parent)
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
        read, notices = await asyncio.to_thread(self._load)
        if read is None:
            return
        for notice in notices:
            self.refused.emit(notice)
        before = self._profile.settings
        now = before if notices else replace(read, accounts=before.accounts)
        names = [each.name for each in fields(Settings) if getattr(now, each.name) != getattr(before, each.name)]
        if names:
            self._profile.settings = now
            self.changed.emit(names)
        if not notices and _told(read) != _told(before):
            self.refused.emit(_("Accounts that were changed in the settings file are used from the next start."))

    def _load(self) -> tuple[Settings | None, list[str]]:
        if not self._path.is_file():
            return None, []
        file = SettingsFile(self._path, moves=False)
        return file.load(), file.pop_notices()


def _told(settings: Settings) -> list[tuple[str, str, str]]:
    return sorted((each.name, each.url, each.username) for each in settings.accounts)
