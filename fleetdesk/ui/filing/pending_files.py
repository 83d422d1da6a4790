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
        """Return the files that wait."""

    def save(self, documents: Iterable[PendingFile]) -> None:
        """Write the files that wait; raise SessionOnly where the file cannot be written."""

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call."""


class PanelFiles:
    """Keeps the sheet's lines. Nothing is written before the lines of last time are back."""

    def __init__(self, panel: FilingPanel, pending_files: KeptFiles, background: Background) -> None:
        self._panel, self._pending_files, self._background = panel, pending_files, background
        self._begun, self._writing, self._soon = asyncio.Event(), asyncio.Lock(), False
        panel.changed.connect(self._save_soon)

    async def lines(self) -> list[StagedFile]:
        """Return what was in the panel when the program last ended; from now on save what is in it."""
        kept = await asyncio.to_thread(self._pending_files.all)
        self.begin()
        return [_line(each) for each in kept]

    def begin(self) -> None:
        """Save from now on what is in the panel."""
        self._begun.set()

    def _save_soon(self) -> None:
        """Save once for all changes that come together."""
        if not self._soon:
            self._soon = True
            self._background.start(self.save(), "keep the tray")

    async def save(self) -> None:
        """Write what is in the panel at the time of writing; several calls write one after another."""
        await self._begun.wait()
        async with self._writing:
            await asyncio.sleep(0)
            self._soon = False
            try:
                await asyncio.to_thread(self._pending_files.save, [_kept(row.line) for row in self._panel.rows])
            except SessionOnly:  # said when the lines were read
                return

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call."""
        return self._pending_files.pop_notices()


def _kept(line: StagedFile) -> PendingFile:
    staged, kind = line.staged, line.type.value if line.chosen else ""
    return PendingFile(staged.sha256, staged.size, staged.mime, staged.name, staged.note, line.task, kind)


def _line(kept: PendingFile) -> StagedFile:
    staged = Staged(kept.sha256, kept.size, kept.mime, kept.name, kept.note)
    kind = DocumentType(kept.type) if kept.type else DocumentType.OTHER
    return StagedFile(staged, kept.task, kind, chosen=bool(kept.type))
