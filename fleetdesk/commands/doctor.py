"""fleetdesk doctor: what is installed, where files are, what is wrong; no secrets."""

import argparse
import os
import platform
import shutil
import sys
from importlib import metadata
from typing import Any

from fleetdesk import __version__, resources
from fleetdesk.commands.desk import Desk, show
from fleetdesk.secrets import keyring_available

LIBRARIES = ("PySide6", "qasync", "httpx", "folium", "msgspec", "shapely", "numpy", "keyring", "fastapi",
             "Pillow", "pikepdf", "pypdfium2", "img2pdf", "pi-heif", "zxing-cpp")  # fmt: skip
LEAST_FREE_BYTES = 250_000_000


def doctor(desk: Desk, words: argparse.Namespace) -> int:
    """Prints the findings; 1 when something is wrong."""
    problems = list(_problems(desk))
    show({
        "fleetdesk": __version__, "python": platform.python_version(), "system": platform.platform(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "folders": {name: str(getattr(desk.folders, name)) for name in ("settings", "data", "cache", "logs")},
        "keyring": keyring_available(), "root": _is_root(),
        "accounts": [{"name": each.name, "provider": each.provider, "url": each.url}
                     for each in desk.settings.accounts],
        "problems": problems,
    })  # fmt: skip
    return 1 if problems else 0


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _problems(desk: Desk) -> Any:
    if desk.notice:
        yield desk.notice
    if not resources.path("map", "assets").is_dir():
        yield "The map's files are missing. Run make assets, or install the wheel again."
    if sys.version_info < (3, 12) and (_version("PySide6") or "").startswith("6.12.0"):
        yield "PySide6 6.12.0 aborts on this Python. Install 6.11.3."
    if shutil.disk_usage(desk.folders.data).free < LEAST_FREE_BYTES:
        yield "The disk is nearly full; positions are no longer kept."
    for account in desk.settings.accounts:
        if account.secret_store == "file" and not desk.secrets.has(account):
            yield f"The secret of {account.name} is missing. Remove the account and add it again."
