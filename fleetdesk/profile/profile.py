"""What every command starts from: folders, settings, secrets, and a back end that closes itself."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.base import log
from fleetdesk.base.console import complain
from fleetdesk.base.errors import FleetError
from fleetdesk.base.own_thread import in_own_thread
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.profile import accounts
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Folders, Settings
from fleetdesk.profile.settings_file import SettingsFile


@dataclass(slots=True)
class Profile:
    """One user's FleetDesk on this computer.

    `saving` is held while `settings` and their file are about to be the same: who compares the two takes it.
    """

    folders: Folders
    settings: Settings
    secrets: Secrets
    notice: str | None = None
    file: SettingsFile | None = None
    saving: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def save_settings(self, settings: Settings) -> None:
        """Save changed settings; SessionOnly, once they are in use, where the file must not be written."""
        with self.saving:
            before, self.settings = self.settings, settings
            self.file = self.file or SettingsFile(settings_path(self.folders))
            self.file.save(settings, before)

    @asynccontextmanager
    async def provider(self, name: str | None) -> AsyncIterator[Metrotec | Vezma]:
        """Open the provider of an account; it is closed at the end."""
        account = self.settings.account(name)
        secret = await in_own_thread(self.secrets.get, account)
        provider = accounts.open_provider(account, secret, self.folders, complain)
        try:
            yield provider
        finally:
            await provider.close()


def settings_path(folders: Folders) -> Path:
    """Return where the settings are."""
    return folders.settings / "settings.toml"


def open_profile(folders: Folders | None = None, *, reading: bool = False) -> Profile:
    """Read the settings; a file that cannot be read is put aside, unless only `reading`, and said on stderr.

    A command that only reads makes no folder and changes no file, except the log.
    """
    folders = folders or Folders.usual()
    _begin(folders, reading=reading)
    file = SettingsFile(settings_path(folders), moves=not reading)
    settings, secrets = file.load(), Secrets(folders.settings, moves=not reading)
    secrets.look()
    notices = [*file.pop_notices(), *secrets.pop_notices()]
    for notice in notices:
        complain(notice)
    return Profile(folders, settings, secrets, together(*notices) or None, file)


def _begin(folders: Folders, *, reading: bool) -> None:
    try:
        if reading:
            folders.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        else:
            folders.make()
        log.start(folders.logs)
    except OSError as error:
        if not reading:
            place = folders.settings.parent
            raise FleetError(
                _("FleetDesk cannot keep its files in {folder}: {reason}.").format(folder=place, reason=error.strerror)
            ) from error
        log.start(None)
