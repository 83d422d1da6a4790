"""What is dragged across the desk: tasks and units by their keys."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QFontMetricsF, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from fleetdesk.base.readable import readable
from fleetdesk.domain.count_words import count_documents, count_tasks, count_vehicles
from fleetdesk.ui.widgets.foreign_text import draw

TASKS = "application/x-fleetdesk-tasks"
UNITS = "application/x-fleetdesk-units"
MOST_BYTES, MOST_KEYS, LONGEST_KEY = 256 * 1024, 2000, 300
PAD_PX, MOST_LETTERS, WIDEST_PX = 8, 60, 360


def packed(mime: str, keys: Sequence[str]) -> QMimeData:
    """Return keys as the data of a drag; at most 2,000 of them."""
    data = QMimeData()
    data.setData(mime, json.dumps(list(keys[:MOST_KEYS])).encode())
    return data


def unpacked(data: QMimeData, mime: str) -> tuple[str, ...]:
    """Return the keys that are dragged; none where another program sent anything but a short list of texts."""
    raw = bytes(data.data(mime).data()) if data.hasFormat(mime) else b""
    if not 0 < len(raw) <= MOST_BYTES:
        return ()
    try:
        keys = json.loads(raw)
    except (ValueError, RecursionError):
        return ()
    good = isinstance(keys, list) and len(keys) <= MOST_KEYS and all(_is_key(each) for each in keys)
    return tuple(dict.fromkeys(keys)) if good else ()


def _is_key(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KEY


def picture(words: str, ratio: float = 1.0) -> QPixmap:
    """Return the picture beside the cursor of a drag, with these words in it."""
    words = readable(words, MOST_LETTERS)
    palette, metrics = QGuiApplication.palette(), QFontMetricsF(QGuiApplication.font())
    wide, tall = min(metrics.horizontalAdvance(words), WIDEST_PX) + 2 * PAD_PX, metrics.height() + PAD_PX
    pixmap = QPixmap(round(wide * ratio), round(tall * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(palette.color(QPalette.ColorRole.Accent))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, tall - 1), 5, 5)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    draw(painter, QRectF(0, 0, wide, tall), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return pixmap


def called(names: Sequence[str], mime: str = "") -> str:
    """Return one name as it is, several as a number: "3 tasks"; without `mime` they are counted as documents."""
    count_words = {TASKS: count_tasks, UNITS: count_vehicles}.get(mime, count_documents)
    return names[0] if len(names) == 1 else count_words(len(names))


def carry(source: QWidget, mime: str, keys: Sequence[str], words: str) -> None:
    """Drag the keys from a widget until the button is released. Only from a mouse event, never from a task."""
    carry_data(source, packed(mime, keys), words)


def carry_data(source: QWidget, data: QMimeData, words: str) -> None:
    """Drag any data, for example files for other programs, until the button is released, as carry() does."""
    drag = QDrag(source)
    drag.setMimeData(data)
    shown = picture(words, source.devicePixelRatioF())
    drag.setPixmap(shown)
    drag.setHotSpot(QPoint(-6, round(shown.deviceIndependentSize().height()) + 4))
    drag.exec(Qt.DropAction.CopyAction)
