"""What happens to a dropped file before the user sees it in the sheet; every wait is off the window's thread."""

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.documents.decoder_client import NamedFile, Viewer
from fleetdesk.documents.dropped_file_checks import check_size
from fleetdesk.documents.facts import Facts
from fleetdesk.documents.file_type import sign_of
from fleetdesk.documents.guessing import guess
from fleetdesk.documents.matching import Pile, scan_of
from fleetdesk.documents.staging import Staged, stage, stage_bytes
from fleetdesk.sync.store import Store
from fleetdesk.ui.filing.staged_file_row import SURE, StagedFile
from fleetdesk.ui.filing.task_names import TaskNames

MOST_BYTES = 400_000_000  # 100 megapixels as they lie on the clipboard
MOST_PIXELS = 100_000_000
PASTED = pgettext("name of a file", "pasted")


class FileStager:
    """Copies files into `folder`, looks at them, and finds their tasks; `limit` returns the largest in bytes."""

    def __init__(self, store: Store, viewer: Viewer, folder: Path, limit: Callable[[], int], zone: ZoneInfo) -> None:
        self._store, self._viewer, self.folder, self._limit, self._zone = store, viewer, folder, limit, zone
        self.tasks = TaskNames(store, zone)

    async def copy(self, source: Path | QImage | bytes, stopped: Callable[[], bool]) -> Staged:
        """Copy a file, or a picture that has none as PNG, to the disk, and return the copy.

        Raise UsageError or FleetError with the reason where there can be none; Stopped as soon as `stopped` is true.
        """
        if isinstance(source, bytes):
            check_size(len(source), PASTED, MOST_BYTES)
            if sign_of(source) is None:
                source = await self._viewer.paste(source, PASTED)
            return await asyncio.to_thread(stage_bytes, source, PASTED, self.folder, self._limit())
        if isinstance(source, QImage):
            return await asyncio.to_thread(self._copy_image, source)
        return await asyncio.to_thread(stage, source, self.folder, self._limit(), None, stopped)

    def _copy_image(self, image: QImage) -> Staged:
        if image.width() * image.height() > MOST_PIXELS:
            raise UsageError(_("The pasted picture is too large to be filed. Copy a part of it."))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return stage_bytes(bytes(buffer.data().data()), f"{PASTED}.png", self.folder, self._limit())

    async def pile(self) -> Pile:
        """Return the known tasks, prepared for finding the tasks of documents."""
        return await asyncio.to_thread(Pile, list(self._store.tasks.values()), self._zone)

    async def look(self, line: StagedFile, pile: Pile | None = None) -> None:
        """Fill in the thumbnail, the facts, the guessed type, and with a pile the tasks it may belong to."""
        staged, trouble, picture = line.staged, "", b""
        try:
            seen = await self._viewer.look(self.folder / staged.blob, staged.name)
            facts, picture = seen.facts, seen.data
        except FleetError as error:
            facts, trouble = Facts(mime=staged.mime), str(error)
        scan = scan_of(staged.name, facts)
        matches = await asyncio.to_thread(pile.match, scan) if pile is not None else line.matches
        line.facts, line.trouble, line.picture, line.matches = facts, trouble, picture, matches
        best = matches[0] if matches else None
        if not line.task and best and best.confidence >= SURE:
            line.task = best.task.key
        self.guess(line)

    def guess(self, line: StagedFile) -> None:
        """Guess the type from all that is known of the file; keep one that the user has chosen."""
        if not line.chosen:
            facts = line.facts if line.facts.mime else Facts(mime=line.staged.mime)
            found = guess(self._bare(line), line.staged.mime, facts)
            line.type, line.reason = found.type, " ".join(filter(None, (line.trouble, found.reason)))

    def _bare(self, line: StagedFile) -> str:
        """Return the name without its task's reference: ORDER-7 does not say that a document is an order."""
        task = self._store.tasks.get(line.task)
        ref = task.order_ref if task and task.order_ref else ""
        return re.sub(re.escape(ref), " ", line.staged.name, flags=re.IGNORECASE) if ref else line.staged.name

    async def convert(self, line: StagedFile) -> Staged:
        """Return a JPEG copy of the picture; raise FleetError where it cannot be read."""
        seen = await self._viewer.convert(self.folder / line.staged.blob, line.staged.name)
        name = f"{line.staged.name.rpartition('.')[0] or line.staged.name}.jpg"
        return await asyncio.to_thread(stage_bytes, seen.data, name, self.folder, self._limit())

    async def join(self, pages: Sequence[tuple[StagedFile, int]]) -> Staged:
        """Join pictures into one PDF, each turned by its degrees; raise FleetError where one cannot be read."""
        sheets = [NamedFile(self.folder / line.staged.blob, line.staged.name, turn) for line, turn in pages]
        first = pages[0][0].staged.name
        name = f"{first.rpartition('.')[0] or first}.pdf"
        seen = await self._viewer.join(sheets, name)
        return await asyncio.to_thread(stage_bytes, seen.data, name, self.folder, self._limit())
