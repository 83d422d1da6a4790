"""The settings of the demo: a desk of its own in a folder of its own, with the simulator's accounts."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from fleetdesk.base import log
from fleetdesk.base.sentences import together
from fleetdesk.profile.instance import Instance
from fleetdesk.profile.profile import Profile, settings_path
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Account, Folders, Settings, Tiles
from fleetdesk.profile.settings_file import SettingsFile

POLL_S = 2.0
KEPT = ("areas", "templates", "desk.lock")
"""How the names of files begin that outlive the simulator they were made with."""


def demo_profile(folder: Path, told: dict[str, Any], streets: Path | None = None, *, vezma: bool = True) -> Profile:
    """A desk of its own in a folder of its own, with the simulator's accounts for this session only.

    What was set in a folder that is kept holds again. `streets` is the map file where the user has chosen no streets.
    """
    folders = _folders(folder)
    folders.make()
    log.start(folders.logs)
    found = [Account("Metrotec", "metrotec", told["metrotec_url"], told["username"], "session")]
    if vezma:
        found.append(Account("VEZMA", "vezma", told["vezma_url"], secret_store="session", zone="Europe/Bratislava"))
    secrets = Secrets(folders.settings)
    for account in found:
        secrets.set(account, told["password"] if account.provider == "metrotec" else told["token"])
    file = SettingsFile(settings_path(folders))
    settings = replace(_quick(file.load()), accounts=tuple(found))
    if streets and not settings.tiles.source:
        settings = replace(settings, tiles=Tiles(str(streets)))
    return Profile(folders, settings, secrets, together(*file.pop_notices()) or None, file)


def _folders(folder: Path) -> Folders:
    return Folders(folder / "settings", folder / "data", folder / "cache", folder / "logs")


def _quick(settings: Settings) -> Settings:
    """Ask the simulator more often than servers are asked, unless the user has set how often."""
    return replace(settings, poll_s=POLL_S) if settings.poll_s == Settings().poll_s else settings


def begin_anew(folder: Path) -> None:
    """Remove from a kept folder what came from the last simulator: tasks of the next have its numbers and are others.

    Where a demo runs with the folder, nothing is removed.
    """
    folders = _folders(folder)
    folders.make()
    instance = Instance(folders.data)
    if not instance.claim():
        return
    try:
        for each in (*folders.data.iterdir(), *folders.cache.iterdir()):
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            elif not each.name.startswith(KEPT):
                each.unlink()
    finally:
        instance.release()
