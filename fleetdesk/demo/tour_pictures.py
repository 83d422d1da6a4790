"""Pictures of the tour that show a dialog over the window."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget


async def save_over(window: QWidget, over: QWidget, file: Path) -> None:
    """Save a picture of a window with another one in its middle."""
    picture = window.grab()
    painter = QPainter(picture)
    place = QPoint((window.width() - over.width()) // 2, (window.height() - over.height()) // 2)
    painter.drawPixmap(place, over.grab())
    painter.end()
    await asyncio.to_thread(picture.toImage().save, str(file))
