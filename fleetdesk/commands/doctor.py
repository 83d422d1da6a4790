"""fleetdesk doctor: what is installed, where files are, what is wrong; no secrets."""

import argparse
import os
import platform
import sqlite3
from collections.abc import Iterator
from typing import Any

from fleetdesk import __version__
from fleetdesk.base.console import show
from fleetdesk.base.translation import _
from fleetdesk.commands import checkup
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import AVAILABLE_S, keyring_available


def doctor(desk: Profile, words: argparse.Namespace) -> int:
    """Print the findings; 1 where something is wrong."""
    found = findings(desk)
    show(found)
    return 1 if found["problems"] else 0


def findings(desk: Profile) -> dict[str, Any]:
    """Return what is installed, where files are and what is wrong, without secrets. Waits for disk and keyring."""
    outbox = checkup.outbox_state(desk.folders)
    sandbox = checkup.sandbox()
    names = [each.name for each in desk.settings.accounts]
    problems = [*_problems(desk), *([outbox.refused] if outbox.refused else []), *checkup.stranded(outbox, names)]
    return {
        "fleetdesk": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": {name: checkup.version(name) for name in (*checkup.NEEDED, *checkup.DECODERS)},
        "folders": {name: str(getattr(desk.folders, name)) for name in ("settings", "data", "cache", "logs")},
        "keyring": keyring_available(AVAILABLE_S),
        "root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "sandbox": sandbox,
        "display": checkup.display_problem() or "good",
        "outbox": {"usable": outbox.refused is None, "waiting": sum(outbox.waiting.values())},
        "accounts": [
            {"name": each.name, "provider": each.provider, "url": each.url, "assumed": checkup.assumed(each)}
            for each in desk.settings.accounts
        ],
        "problems": problems,
        "notes": list(_notes(desk, sandbox)),
    }


def _problems(desk: Profile) -> Iterator[str]:
    if desk.notice:
        yield desk.notice
    yield from checkup.missing_packages()
    yield from checkup.missing_libraries()
    yield from checkup.missing_map_files()
    yield from checkup.bad_folders(desk.folders)
    yield from checkup.put_aside(desk.folders)
    for account in desk.settings.accounts:
        if account.secret_store == "file" and not desk.secrets.has(account):
            yield _("The secret of {account} is missing. Remove the account and add it again.").format(
                account=account.name
            )


def _notes(desk: Profile, sandbox: str) -> Iterator[str]:
    """Yield what is worth knowing and not wrong."""
    yield from checkup.missing_decoders()
    yield from checkup.sandbox_note(sandbox)
    yield from checkup.unused_proxies()
    for account in desk.settings.accounts:
        yield from checkup.assumed_note(account)
