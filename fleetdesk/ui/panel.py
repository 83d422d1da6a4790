"""A dock with a header: the name in bold, the count beside it in dim text, its buttons at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", name: str = "") -> QLabel:
    """A label that never takes a vendor's text for HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if name:
        made.setObjectName(name)
    return made


class Elided(QLabel):
    """A label on one line that gives way: it takes what room is left and ends in an ellipsis."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the text as fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(painter, self.rect(), Qt.AlignmentFlag.AlignVCenter, self.palette(),
                                  self.isEnabled(), text, self.foregroundRole())  # fmt: skip
        painter.end()


def button(text: str, name: str = "", *, primary: bool = False, flat: bool = False, hint: str = "") -> QPushButton:
    """A button with its accessible name; one primary a panel."""
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    made.setProperty("primary", primary)
    made.setProperty("flat", flat)
    made.setToolTip(hint)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def scrolling(body: QWidget) -> QScrollArea:
    """The body in a frameless area that scrolls up and down and lets the panel's ground through."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QScrollArea.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(body)
    for part in (made.viewport(), body):
        part.setAutoFillBackground(False)
    return made


class Header(QWidget):
    """The title of a panel; dragging it moves the dock."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("PanelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name, self.count = label(name, "PanelName"), Elided("PanelCount")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 5, 6, 5)
        self._row.setSpacing(8)
        self._row.addWidget(self.name)
        self._row.addWidget(self.count, 1)
        self.setMinimumHeight(34)

    def add(self, widget: QWidget) -> None:
        """Puts a widget at the right end."""
        self._row.addWidget(widget)


class Panel(QDockWidget):
    """A dock that keeps its place under its name; the name is fixed for scripts and screen readers.

    Its header is the dock's title bar: dragging moves it, a double click floats it.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName(f"dock {name}")
        self.setAccessibleName(name)
        self.header = Header(name)
        self._frame = QFrame()
        self._frame.setObjectName("PanelBody")
        self.box = QVBoxLayout(self._frame)
        self.box.setContentsMargins(1, 0, 1, 1)
        self.box.setSpacing(0)
        self.setTitleBarWidget(self.header)
        self.setWidget(self._frame)

    def say_count(self, text: str) -> None:
        """Writes beside the name."""
        self.header.count.setText(text)


class Empty(QWidget):
    """What a panel says when it has nothing to show, and what to do about it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        box = self.box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.text = label(title, "EmptyTitle"), label(text, "Dim")
        self.text.setWordWrap(True)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
