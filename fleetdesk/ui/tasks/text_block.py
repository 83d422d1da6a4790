"""An editor for some lines of text, as tall as they are, within limits."""

from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

LEAST_LINES, MOST_LINES = 2, 6
SPARE_PX = 1  # or Qt scrolls the last line


class TextBlock(QPlainTextEdit):
    """Shows two lines at least and six at most, in whatever font; beyond those it scrolls. Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Return the size in pixels with the lines of the text, as they are broken at the width it has."""
        return QSize(super().sizeHint().width(), self._tall())

    def minimumSizeHint(self) -> QSize:
        """Return a small width, and the same height: the form scrolls before lines are cut."""
        return QSize(super().minimumSizeHint().width(), self._tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the lines are broken elsewhere now."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _tall(self) -> int:
        lines = round(self.document().size().height())  # a plain text's size is in lines
        shown = min(max(lines, LEAST_LINES), MOST_LINES)
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        edges = self.height() - self.viewport().height() + round(2 * self.document().documentMargin())
        return shown * line + edges + SPARE_PX
