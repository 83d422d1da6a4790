"""Files that are dragged over the desk: from the file manager, a mail program or a browser, and the clipboard's."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from fleetdesk.documents.file_type import sign_of
from fleetdesk.ui.widgets.drag_data import TASKS, UNITS
from fleetdesk.ui.widgets.drop_addresses import MOST, PROMISED, Address, Crowd, addresses, is_promised, place

Find = Callable[[QPointF], str]
_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/avif", "image/heic")
_PIXELS = ("image/bmp", "image/x-bmp", "image/x-ms-bmp", "image/x-MS-bmp", "image/x-portable-pixmap")


@dataclass(frozen=True, slots=True)
class Carried:
    """What is dropped or pasted, in its order: files, and addresses that are none; or a picture that has no file.

    A picture is the bytes of a picture file where the other program gives them.
    """

    paths: tuple[Path | Address, ...] = ()
    image: QImage | bytes | None = None

    def __len__(self) -> int:
        return len(self.paths) + (self.image is not None)

    @property
    def is_elsewhere(self) -> bool:
        """Return whether nothing of it is on this computer."""
        return self.image is None and not any(isinstance(each, Path) for each in self.paths)


def carried(data: QMimeData) -> Carried:
    """Return the files and the addresses elsewhere; without files, the picture; else the addresses alone.

    Return only a Crowd where there are too many.
    """
    found = addresses(data)
    if len(found) > MOST:
        return Carried((Crowd(""),))
    paths = tuple(dict.fromkeys(map(place, found)))
    if any(isinstance(each, Path) for each in paths):
        return Carried(paths)
    image = _picture(data)
    return Carried(paths) if image is None else Carried(image=image)


def _picture(data: QMimeData) -> QImage | bytes | None:
    """Return the bytes of a picture file, which are decoded elsewhere, else Qt's own picture; None without one."""
    for name in _PICTURES:
        if data.hasFormat(name) and sign_of(raw := bytes(data.data(name).data())):
            return raw
    if found := next((name for name in _PIXELS if data.hasFormat(name)), ""):
        return bytes(data.data(found).data()) or None
    if any(name.startswith("image/") for name in data.formats()):
        return None  # Qt would decode it here, where the window is: an SVG drawing reads other files
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def is_filed(data: QMimeData) -> bool:
    """Return whether files, pictures or addresses are dragged, and not tasks or vehicles of FleetDesk."""
    if data.hasFormat(TASKS) or data.hasFormat(UNITS):
        return False
    return bool(data.hasUrls() or data.hasImage() or addresses(data) or is_promised(data) or _picture(data))


def holds_files(data: QMimeData) -> bool:
    """Return whether files of this computer are dragged; a link from a browser is text for a text field."""
    return is_filed(data) and any(isinstance(place(each), Path) for each in addresses(data))


def local_files(data: QMimeData) -> list[Path]:
    """Return the files of this computer among the dragged data."""
    return [each for each in map(place, addresses(data)) if isinstance(each, Path)]


class FileDrops(QObject):
    """Takes files on a widget. `find` answers for a place on whom they would fall; "" is on nobody.

    hovered: how many, on whom, place on the screen. dropped: what, on whom.
    """

    hovered = Signal(int, str, QPoint)
    dropped = Signal(object, str)
    refused = Signal(str)
    left = Signal()

    def __init__(self, widget: QWidget, find: Find, wanted: Callable[[QMimeData], bool] = is_filed) -> None:
        super().__init__(widget)
        self.widget, self._find, self._wanted = widget, find, wanted
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the enter, move, leave and drop of files; pass on every other event."""
        if event.type() == QEvent.Type.DragLeave:
            self.left.emit()
        if isinstance(event, QDropEvent) and self._wanted(event.mimeData()):
            self._take(event)
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> None:
        onto = self._find(event.position())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragMoveEvent):
            count = max(len(addresses(event.mimeData())), 1)
            self.hovered.emit(count, onto, self.widget.mapToGlobal(event.position().toPoint()))
            return
        self.left.emit()
        found = carried(event.mimeData())
        if found.is_elsewhere:
            self.refused.emit(_why_none(found))
        else:
            self.dropped.emit(found, onto)


def _why_none(found: Carried) -> str:
    """Return the sentences that say why nothing can be taken, each reason once."""
    return " ".join(dict.fromkeys(each.sentence for each in found.paths if isinstance(each, Address))) or PROMISED
