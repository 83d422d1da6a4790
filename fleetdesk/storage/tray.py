"""Papers that were dropped and not filed yet: copied already, so they outlive a restart and a crash."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from fleetdesk.domain.papers import ENDINGS, PaperType


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that waits to be filed; `task` is the key of the task it was dropped on, or empty."""

    sha256: str
    size: int
    mime: str
    name: str
    note: str = ""
    task: str = ""
    type: str = ""


class Tray:
    """A small file. Every call may wait for the disk; `write` puts a text into it whole or not at all."""

    def __init__(self, path: Path, write: Callable[[Path, str], None]) -> None:
        self._path, self._write = path, write

    def all(self) -> list[Kept]:
        """What waits; a file that cannot be read is kept aside, and lines that make no sense are left out."""
        if not self._path.is_file():
            return []
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
            return [kept for each in read if (kept := _kept(each)) is not None]
        except (ValueError, TypeError, RecursionError):
            self._path.replace(self._path.with_suffix(".unreadable.json"))
            return []

    def keep(self, papers: Iterable[Kept]) -> None:
        """These wait from now on, and no others."""
        self._write(self._path, json.dumps([asdict(each) for each in papers], ensure_ascii=False, indent=1))


def _kept(read: object) -> Kept | None:
    try:
        made = Kept(**read)  # type: ignore[arg-type]
    except TypeError:
        return None
    plain = all(isinstance(getattr(made, name), str) for name in ("sha256", "mime", "name", "note", "task", "type"))
    hexadecimal = plain and len(made.sha256) == 64 and set(made.sha256) <= set("0123456789abcdef")
    known = plain and made.type in {"", *PaperType} and made.mime in ENDINGS
    return made if hexadecimal and isinstance(made.size, int) and known else None
