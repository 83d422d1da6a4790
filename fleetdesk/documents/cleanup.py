"""Takes away copies that nothing refers to."""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from fleetdesk.documents.staging import BESIDE
from fleetdesk.domain.documents import ENDINGS

_BLOB = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(ENDINGS.values())})")


def sweep(folder: Path, keep: Callable[[str], bool], now: float, older_than_s: float) -> int:
    """Remove copies whose name `keep` denies and what a copying left, if older than so many seconds at `now`.

    Only names that staging gives are touched. Return how many files went; one that cannot be removed waits its turn.
    """
    gone = 0
    for entry in _ours(folder):
        with contextlib.suppress(OSError):
            found = entry.stat(follow_symlinks=False)
            if now - found.st_mtime > older_than_s and not (_BLOB.fullmatch(entry.name) and keep(entry.name)):
                Path(entry.path).unlink()
                gone += 1
    return gone


def _ours(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.startswith(BESIDE) or _BLOB.fullmatch(entry.name)]
    except FileNotFoundError:
        return
    yield from (entry for entry in found if entry.is_file(follow_symlinks=False))
