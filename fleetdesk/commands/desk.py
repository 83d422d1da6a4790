"""What every command starts from: folders, settings, secrets, and a back end that closes itself."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fleetdesk import accounts, display_check, log
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.domain.plain import plain
from fleetdesk.errors import FleetError
from fleetdesk.secrets import Secrets
from fleetdesk.settings import Folders, Settings, load, save


@dataclass(slots=True)
class Desk:
    """One user's FleetDesk on this computer."""

    folders: Folders
    settings: Settings
    secrets: Secrets
    notice: str | None = None

    @property
    def file(self) -> Path:
        """The settings file."""
        return self.folders.settings / "settings.toml"

    def keep(self, settings: Settings) -> None:
        """Saves changed settings."""
        self.settings = settings
        save(settings, self.file)

    @asynccontextmanager
    async def provider(self, name: str | None) -> AsyncIterator[Metrotec | Vezma]:
        """The back end of an account, closed at the end."""
        account = self.settings.account(name)
        provider = accounts.open_provider(account, self.secrets.get(account), self.folders)
        try:
            yield provider
        finally:
            await provider.close()


def open_desk(folders: Folders | None = None) -> Desk:
    """Reads the settings; a file that cannot be read is put aside and said on stderr."""
    folders = folders or Folders.usual()
    try:
        folders.make()
    except OSError as error:
        raise FleetError(f"FleetDesk cannot keep its files in {folders.settings.parent}: {error.strerror}.") from error
    log.start(folders.logs)
    settings, notice = load(folders.settings / "settings.toml")
    if notice:
        complain(notice)
    return Desk(folders, settings, Secrets(folders.settings), notice)


def show(value: Any) -> None:
    """Data for scripts: one JSON document on stdout."""
    json.dump(plain(value), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


def complain(sentence: str) -> None:
    """What a person should know, on stderr."""
    sys.stderr.write(f"fleetdesk: {sentence}\n")


def warn_of_display() -> None:
    """Raise FleetError where no window can be opened; say on stderr what gets in its way."""
    sentence = display_check.check()
    if sentence:
        complain(sentence)
