"""A row of widgets that goes on in a line below where it is too narrow for all of them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowRow(QLayout):
    """Widgets beside each other, each as wide as it wants; with `fill` those of a line share what is left of it."""

    def __init__(self, parent: QWidget, *, fill: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._fill = fill

    def addItem(self, item: QLayoutItem, /) -> None:
        """Add the layout item into which Qt's addWidget() has wrapped a widget."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        """Return the item with that number, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        """Remove the item with that number and return it, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return no direction: the row takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: the narrower the row, the more lines it has."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Return the height of all lines at this width, in pixels."""
        edges = self.contentsMargins()
        lines = list(self._lines(width - edges.left() - edges.right()))
        gaps = self.spacing() * max(len(lines) - 1, 0)
        return sum(map(_tall, lines)) + gaps + edges.top() + edges.bottom()

    def sizeHint(self) -> QSize:
        """Return the size of the row with everything on one line."""
        shown = self._shown()
        wide = sum(each.sizeHint().width() for each in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(wide, _tall(shown)) + self._edges()

    def minimumSize(self) -> QSize:
        """Return the size of the row with its widest item alone on a line."""
        shown = self._shown()
        return QSize(max((each.sizeHint().width() for each in shown), default=0), _tall(shown)) + self._edges()

    def setGeometry(self, rect: QRect, /) -> None:
        """Place the items in lines from the top."""
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.top()
        for line in self._lines(inside.width()):
            self._lay(line, QPoint(inside.left(), top), inside.width())
            top += _tall(line) + self.spacing()

    def _lay(self, line: list[QLayoutItem], place: QPoint, width: int) -> None:
        used = sum(each.sizeHint().width() for each in line) + self.spacing() * (len(line) - 1)
        more, rest = divmod(max(width - used, 0), len(line)) if self._fill else (0, 0)
        for number, each in enumerate(line):
            size = each.sizeHint() + QSize(more + (number < rest), 0)
            each.setGeometry(QRect(place, QSize(size.width(), _tall(line))))
            place += QPoint(size.width() + self.spacing(), 0)

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        used = 0
        for each in self._shown():
            wide = each.sizeHint().width()
            if line and used + self.spacing() + wide > width:
                yield line
                line, used = [], 0
            used += wide + (self.spacing() if line else 0)
            line.append(each)
        if line:
            yield line

    def _shown(self) -> list[QLayoutItem]:
        return [each for each in self._items if not each.isEmpty()]

    def _edges(self) -> QSize:
        edges = self.contentsMargins()
        return QSize(edges.left() + edges.right(), edges.top() + edges.bottom())


def _tall(line: list[QLayoutItem]) -> int:
    return max((each.sizeHint().height() for each in line), default=0)
