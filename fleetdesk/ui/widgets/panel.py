"""A dock with a header: the name in bold, the count beside it in dim text, its buttons at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fleetdesk.ui.widgets.foreign_text import set_name, set_title
from fleetdesk.ui.widgets.labels import Elided, Paragraph


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


NAME_PX = 280


class Header(QWidget):
    """The title of a panel; dragging it moves the dock."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("PanelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name, self.count = Elided("PanelName", name, cap_px=NAME_PX), Elided("PanelCount")
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
        super().__init__()
        self.setObjectName(f"dock {name}")
        set_title(self, name)
        set_name(self, name)
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
        self.header.count.say(text)


class Empty(QWidget):
    """What a panel says when it has nothing to show, and what to do about it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        box = self.box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.text = Paragraph("EmptyTitle", title, lines=2), Paragraph("Dim", text, lines=6)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
