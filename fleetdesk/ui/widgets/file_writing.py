"""Writes a file that the user has chosen in a thread, and says so."""

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices


class FileWriting:
    """Shows that a file is being written while that takes long, and where it is afterwards."""

    def __init__(self, long_work: LongWork, notices: Notices) -> None:
        self._long_work, self._notices = long_work, notices

    def start(self, path: Path, write: Callable[[], object], name: str) -> asyncio.Task[None]:
        """Call `write` in a thread, which writes `path` or raises a FleetError; `name` is that of the work."""
        sentence = _("{file} is being written …").format(file=readable(path.name, NAME))
        return self._long_work.start(self._write(path, write), name, sentence)

    async def _write(self, path: Path, write: Callable[[], object]) -> None:
        await asyncio.to_thread(write)
        self._notices.say(_("Written to {file}.").format(file=readable(str(path), NAME)))


def with_ending(path: Path, endings: Collection[str], usual: str) -> Path:
    """Return a path as it is where it has one of the endings (".pdf", in any case), else with the usual one added."""
    return path if path.suffix.casefold() in endings else path.with_name(f"{path.name}{usual}")
