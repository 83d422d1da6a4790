"""Pictures of documents for the window, made by a process of their own and decoded off the window's thread."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.documents.facts import Facts
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.ui.widgets.status_icons import icon_of

THUMB_PX, MOST_THUMBS, MOST_WANTED = 96, 600, 80
GONE = _("This computer's copy of {file} is gone, and the server gives no files back.")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a picture, and the facts that came with it."""

    image: QImage
    facts: Facts


class Thumbnails(QObject):
    """Thumbnails that come by themselves, and pages for which one waits. `arrived` carries the name of a copy."""

    arrived = Signal(str)

    def __init__(self, viewer: Viewer | None = None, background: Background | None = None) -> None:
        super().__init__()
        self._viewer, self._background = viewer, background
        self._icons: OrderedDict[str, QIcon | None] = OrderedDict()
        self._wanted: OrderedDict[str, tuple[Path, str]] = OrderedDict()
        self._busy = False

    @property
    def background(self) -> Background | None:
        """Return what runs the work asked for here; None where nothing does."""
        return self._background

    def thumbnail(self, path: Path | None, name: str) -> QIcon | None:
        """Return the thumbnail of a copy; None while there is none, and ask for it, the latest first."""
        if path is None or path.name in self._icons:
            return None if path is None else self._icons[path.name]
        self._wanted[path.name] = path, name
        self._wanted.move_to_end(path.name)
        while len(self._wanted) > MOST_WANTED:
            self._wanted.popitem(last=False)
        if self._viewer and self._background and not self._busy:
            self._busy = True
            self._background.start(self._fetch(), "thumbnails")
        return None

    def forget_failed(self) -> None:
        """Try thumbnails that failed again when they are next on the screen."""
        for name in [name for name, icon in self._icons.items() if icon is None]:
            del self._icons[name]

    async def _fetch(self) -> None:
        try:
            while self._wanted:
                blob, (path, name) = self._wanted.popitem()
                self._keep(blob, await self._icon(path, name))
        finally:
            self._busy = False

    async def _icon(self, path: Path, name: str) -> QIcon | None:
        try:
            page = await self.look(path, name, THUMB_PX)
        except FleetError:
            return None
        return icon_of(QPixmap.fromImage(page.image))

    def _keep(self, blob: str, icon: QIcon | None) -> None:
        self._icons[blob] = icon
        while len(self._icons) > MOST_THUMBS:
            self._icons.popitem(last=False)
        self.arrived.emit(blob)

    async def look(self, path: Path, name: str, most_px: int) -> Page:
        """Return the first page and all facts; raise a FleetError with a sentence where it cannot be shown."""
        viewer = await self._ready(path, name)
        seen = await viewer.look(path, name, most_px)
        return Page(await _decoded(seen.data, name), seen.facts)

    async def page(self, path: Path, name: str, number: int, width_px: int) -> Page:
        """Return page `number` (from 0) with a width of so many pixels; raise as `look` does."""
        viewer = await self._ready(path, name)
        seen = await viewer.page(path, name, number, width_px)
        return Page(await _decoded(seen.data, name), seen.facts)

    async def _ready(self, path: Path, name: str) -> Viewer:
        if self._viewer is None:
            raise FleetError(_("Documents cannot be shown here."))
        if not await asyncio.to_thread(path.is_file):
            raise FleetError(GONE.format(file=name))
        return self._viewer


@dataclass(frozen=True, slots=True)
class DocumentTools:
    """What the window needs to show documents."""

    document_store: DocumentStore
    looks: Thumbnails


async def _decoded(data: bytes, name: str) -> QImage:
    image = await asyncio.to_thread(QImage.fromData, data, "PNG")  # type: ignore[arg-type]  # PySide takes no bytes here
    if image.isNull():
        raise FleetError(_("{file} could not be shown.").format(file=name))
    return image


def icon_size(row_px: int) -> QSize:
    """Return the size of a thumbnail in a row of this height in pixels."""
    return QSize(row_px + 4, row_px - 4)
