"""Files that are dragged over the desk: from the file manager, a mail program or a browser, and the clipboard's."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from fleetdesk.ui.dragging import TASKS, UNITS

Find = Callable[[QPointF], str]
ELSEWHERE = "That is an address on the web and no file. Save it on this computer first, then drop the file."


@dataclass(frozen=True, slots=True)
class Carried:
    """What is dropped or pasted: files of this computer, or a picture that has no file."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None

    def __len__(self) -> int:
        return len(self.paths) + (self.image is not None)


def carried(data: QMimeData) -> Carried:
    """The files, else the picture; nothing of what lies elsewhere."""
    paths = tuple(dict.fromkeys(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()))
    if paths or not data.hasImage():
        return Carried(paths)
    image = data.imageData()
    return Carried(image=image if isinstance(image, QImage) and not image.isNull() else None)


def is_filed(data: QMimeData) -> bool:
    """Whether it is for us: files, pictures or addresses, and none of what is dragged inside the desk."""
    return (data.hasUrls() or data.hasImage()) and not data.hasFormat(TASKS) and not data.hasFormat(UNITS)


def holds_files(data: QMimeData) -> bool:
    """Whether it is files of this computer: a link from a browser is text to a text field."""
    return is_filed(data) and any(url.isLocalFile() for url in data.urls())


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
        """Enter, move, leave and drop of files; all else goes its way."""
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
            count = max(len(event.mimeData().urls()), 1)
            self.hovered.emit(count, onto, self.widget.mapToGlobal(event.position().toPoint()))
            return
        self.left.emit()
        found = carried(event.mimeData())
        if found:
            self.dropped.emit(found, onto)
        else:
            self.refused.emit(ELSEWHERE)
