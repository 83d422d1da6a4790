"""Documents dragged out of the desk into a folder or a mail: copies with their names, made beforehand."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from fleetdesk.domain.tasks import Document
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.ui.widgets.document_formatting import file_name

MOST = 50


class DocumentDragOut:
    """Keeps copies of the chosen documents ready in `folder`: a drag may not wait for a disk."""

    def __init__(self, document_store: DocumentStore, background: Background, folder: Path) -> None:
        self._document_store, self._background, self._folder = document_store, background, folder
        self._ready: dict[str, Path] = {}

    def clean_up(self) -> None:
        """Delete the copies of the last run; this blocks while it uses the disk."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def data_for(self, keys: tuple[str, ...]) -> QMimeData | None:
        """Return the files of those documents whose copies are ready; None where there are none."""
        ready = [path for key in keys if (path := self._ready.get(key)) is not None]
        if not ready:
            return None
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in ready])
        return data

    def prepare(self, documents: Sequence[tuple[str, Document]]) -> None:
        """Copy the chosen documents, given by their keys in the table, that are on this computer."""
        wanted = {}
        for key, document in documents[:MOST]:
            filed = self._document_store.filed(document)
            if filed and key not in self._ready:
                source = self._document_store.folder / filed.blob
                wanted[key] = source, self._folder / str(filed.file) / file_name(filed.name, source.suffix)
        if wanted:
            self._background.start(self._copy(wanted), "copies to drag")

    async def _copy(self, wanted: dict[str, tuple[Path, Path]]) -> None:
        for key, (source, path) in wanted.items():
            if await asyncio.to_thread(_copied, source, path):
                self._ready[key] = path


def _copied(source: Path, path: Path) -> bool:
    """Copy a file and return whether it worked; no link, so that other programs cannot change our own."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(source, path)
    except OSError:
        return False
    return True
