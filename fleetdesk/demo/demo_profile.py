"""The settings of the demo: a desk of its own in a folder of its own, with the simulator's accounts."""

from pathlib import Path
from typing import Any

from fleetdesk.base import log
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Account, Folders, Settings

POLL_S = 2.0


def demo_profile(folder: Path, told: dict[str, Any], *, vezma: bool = True) -> Profile:
    """A desk of its own in a folder of its own, with the simulator's accounts for this session only."""
    folders = Folders(folder / "settings", folder / "data", folder / "cache", folder / "logs")
    folders.make()
    log.start(folders.logs)
    found = [Account("Metrotec", "metrotec", told["metrotec_url"], told["username"], "session")]
    if vezma:
        found.append(Account("VEZMA", "vezma", told["vezma_url"], secret_store="session", zone="Europe/Bratislava"))
    secrets = Secrets(folders.settings)
    for account in found:
        secrets.set(account, told["password"] if account.provider == "metrotec" else told["token"])
    return Profile(folders, Settings(accounts=tuple(found), poll_s=POLL_S), secrets)
