"""A dock with a header: the name in bold, the count beside it in dim text, its buttons at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.base.translation import source
from fleetdesk.ui.widgets.floating_buttons import FloatingButtons
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import set_name, set_title
from fleetdesk.ui.widgets.labels import Elided, Paragraph
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.walk import step


class Side(IntEnum):
    """The column of the window that a dock stands in at first."""

    LEFT = 0
    MIDDLE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a dock stands in a window that no layout was saved for; sizes in pixels, 0 where it does not care.

    A tabbed dock shares its place with the dock before it in the same column, and lies behind that. The one that grows
    takes the width that the others leave.
    """

    side: Side
    wide: int = 0
    tall: int = 0
    tabbed: bool = False
    grows: bool = False


def scrolling(body: QWidget) -> QScrollArea:
    """Put the body into a frameless area that scrolls and shows the panel's background."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and is scrolled to
    made.setFrameShape(QScrollArea.Shape.NoFrame)
    made.setWidget(body)
    for part in (made.viewport(), body):
        part.setAutoFillBackground(False)
    return made


NAME_PX, COUNT_PX, LINE_PX, EDGE_PX = 280, 70, 34, 8
LEAST_OPEN_PX, QWIDGETSIZE_MAX = 120, (1 << 24) - 1
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Header(QWidget):
    """The title of a panel; dragging it moves the dock."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("PanelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told_tall = 0
        self.name, self.count = Elided("PanelName", name, cap_px=NAME_PX), Elided("PanelCount")
        self._title, self._tools = QWidget(self), QWidget(self)
        self._row = QHBoxLayout(self._title)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.name)
        self._row.addWidget(self.count, 1)
        self._flow = FlowRow(self._tools)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(4)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets at the right end; where the panel is narrow, they stand below the name."""
        for each in widgets:
            self._flow.addWidget(each)
        self._place()

    def add_before_name(self, widget: QWidget) -> None:
        """Add a widget at the left end."""
        self._row.insertWidget(0, widget)

    def sizeHint(self) -> QSize:
        """Return the size in pixels with everything on one line, as tall as it is at the width it has."""
        tools = self._flow.sizeHint().width()
        return QSize(tools + self._name_px() + 2 * EDGE_PX, self._tall())

    def minimumSizeHint(self) -> QSize:
        """Return the size in pixels with the name above the widest tool."""
        least = max(self._flow.minimumSize().width(), self._title.minimumSizeHint().width())
        return QSize(least + 2 * EDGE_PX, self._tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools beside the name or below it."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Follow tools and texts that change their size; pass on every event."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _name_px(self) -> int:
        return self.name.sizeHint().width() + COUNT_PX

    def _fits(self) -> bool:
        return self._flow.sizeHint().width() + self._name_px() + 2 * EDGE_PX <= self.width()

    def _line_px(self) -> int:
        tools = max((each.sizeHint().height() for each in self._shown_tools()), default=0)
        return max(LINE_PX, tools + 6, self.fontMetrics().height() + 12)

    def _shown_tools(self) -> list[QWidget]:
        return [each for each in self._tools.findChildren(QWidget, options=DIRECT) if not each.isHidden()]

    def _tall(self) -> int:
        if self._fits() or not self._shown_tools():
            return self._line_px()
        return self._line_px() + self._flow.heightForWidth(self.width() - 2 * EDGE_PX) + EDGE_PX // 2

    def _place(self) -> None:
        line, wide = self._line_px(), max(self.width() - 2 * EDGE_PX, 0)
        tools = self._flow.sizeHint()
        if self._fits() or not self._shown_tools():
            left = EDGE_PX + wide - tools.width()
            self._tools.setGeometry(left, (line - tools.height()) // 2, tools.width(), tools.height())
            self._title.setGeometry(EDGE_PX, 0, max(left - EDGE_PX - 8, 0), line)
        else:
            self._title.setGeometry(EDGE_PX, 0, wide, line)
            self._tools.setGeometry(EDGE_PX, line - EDGE_PX // 2, wide, self._flow.heightForWidth(wide))
        if self._told_tall != self._tall():
            self._told_tall = self._tall()
            self.updateGeometry()


class Panel(QDockWidget):
    """A dock that keeps its place under its English name; the name is fixed for scripts and screen readers.

    Its header is the dock's title bar: dragging moves it, a double click floats it.
    """

    def __init__(self, name: str, placement: Placement) -> None:
        super().__init__()
        self.placement, self._folded, self._folded_px = placement, False, placement.tall
        self.setObjectName(f"dock {source(name)}")
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
        self._floating = FloatingButtons(self)
        self.header.add(*self._floating.buttons)

    @property
    def open_px(self) -> int:
        """How tall the dock is while it is not folded, in pixels."""
        shown = self.isVisible() and not self._folded
        return max(self.height(), LEAST_OPEN_PX) if shown else self._folded_px

    @open_px.setter
    def open_px(self, tall: int) -> None:
        self._folded_px = max(tall, LEAST_OPEN_PX)

    def set_folded(self, folded: bool) -> None:
        """Leave only the header, so that the docks beside it get the room, or open it as tall as it was.

        A dock that floats or shares its place as a tab stays open: its room would be nobody's.
        """
        window = self.parentWidget()
        beside = isinstance(window, QMainWindow) and not self.isFloating() and not window.tabifiedDockWidgets(self)
        folded = folded and beside
        if folded == self._folded:
            return
        if folded:
            self._folded_px = self.open_px
        self._folded = folded
        self._frame.setMaximumHeight(0 if folded else QWIDGETSIZE_MAX)  # hidden, it would let the dock become narrow
        self.setMaximumHeight(self.header.sizeHint().height() if folded else QWIDGETSIZE_MAX)
        if not folded and isinstance(window, QMainWindow):
            window.resizeDocks([self], [self._folded_px], Qt.Orientation.Vertical)

    def say_count(self, text: str) -> None:
        """Show a count beside the panel's name."""
        self.header.count.say(text)

    def bring_up(self) -> None:
        """Show the dock, in front of those that share its place."""
        self.show()
        self.raise_()

    def focusNextPrevChild(self, forwards: bool, /) -> bool:
        """Go round the dock on Tab where it floats; docked it is a part of the window's round."""
        return step(self, forwards=forwards) if self.isFloating() else super().focusNextPrevChild(forwards)

    def dock(self) -> QDockWidget:
        """Return the dock of the panel."""
        return self

    def tables(self) -> Sequence[Table]:
        """Return the tables whose columns are saved."""
        return ()

    def surfaces(self) -> Sequence[QWidget]:
        """Return the widgets in which single letters are commands, because nothing is typed into them."""
        return self.tables()

    def on_escape(self) -> bool:
        """Go one step back on Esc, where the focus is in this dock; return False where there is no step."""
        return False

    def save_layout(self) -> object:
        """Return what else is saved of the dock's inside; None for nothing."""
        return None

    def restore_layout(self, saved: object) -> None:
        """Restore what save_layout() returned; None or anything unreadable for the first layout."""


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


class ListOrEmpty(QWidget):
    """A list, or in its place what to say while it has no rows."""

    def __init__(self, table: QWidget, empty: Empty) -> None:
        super().__init__()
        self.empty = empty
        self._stack = QStackedLayout(self)
        self._stack.addWidget(table)
        self._stack.addWidget(empty)

    def show_list(self) -> None:
        """Show the list."""
        self._stack.setCurrentIndex(0)

    def show_empty(self, title: str, text: str) -> None:
        """Show in place of the list that it is empty, and what to do about it."""
        self.empty.title.say(title)
        self.empty.text.say(text)
        self._stack.setCurrentIndex(1)
