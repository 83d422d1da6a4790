"""What lies in the sheet is on the disk as well, so that a restart or a crash takes nothing out of it."""

import asyncio
from collections.abc import Iterable
from typing import Protocol

from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.documents.staging import Staged
from fleetdesk.domain.documents import DocumentType, PendingFile
from fleetdesk.sync.background import Background
from fleetdesk.ui.filing.filing_panel import FilingPanel
from fleetdesk.ui.filing.staged_file_row import StagedFile


class KeptFiles(Protocol):
    """The file of what waits; both calls may wait for the disk."""

    def all(self) -> list[PendingFile]:
        """Return what waits."""

    def save(self, documents: Iterable[PendingFile]) -> None:
        """Write what waits. SessionOnly where the file cannot be written."""

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call."""


class PanelFiles:
    """Keeps the sheet's lines. Nothing is written before the lines of last time are back."""

    def __init__(self, panel: FilingPanel, pending_files: KeptFiles, background: Background) -> None:
        self._panel, self._pending_files, self._background = panel, pending_files, background
        self._begun, self._writing, self._soon = asyncio.Event(), asyncio.Lock(), False
        panel.changed.connect(self._save_soon)

    async def lines(self) -> list[StagedFile]:
        """What lay in the sheet when the program ended; from now on what lies there is kept."""
        kept = await asyncio.to_thread(self._pending_files.all)
        self.begin()
        return [_line(each) for each in kept]

    def begin(self) -> None:
        """Keep from now on what lies in the sheet."""
        self._begun.set()

    def _save_soon(self) -> None:
        """One write for all that changes together."""
        if not self._soon:
            self._soon = True
            self._background.start(self.save(), "keep the tray")

    async def save(self) -> None:
        """One writer at a time, and the last one writes what is in the sheet then."""
        await self._begun.wait()
        async with self._writing:
            await asyncio.sleep(0)
            self._soon = False
            try:
                await asyncio.to_thread(self._pending_files.save, [_kept(row.line) for row in self._panel.rows])
            except SessionOnly:  # said when the lines were read
                return

    def pop_notices(self) -> list[str]:
        """What has to be said of the tray's file since the last call."""
        return self._pending_files.pop_notices()


def _kept(line: StagedFile) -> PendingFile:
    staged, kind = line.staged, line.type.value if line.chosen else ""
    return PendingFile(staged.sha256, staged.size, staged.mime, staged.name, staged.note, line.task, kind)


def _line(kept: PendingFile) -> StagedFile:
    staged = Staged(kept.sha256, kept.size, kept.mime, kept.name, kept.note)
    kind = DocumentType(kept.type) if kept.type else DocumentType.OTHER
    return StagedFile(staged, kept.task, kind, chosen=bool(kept.type))
