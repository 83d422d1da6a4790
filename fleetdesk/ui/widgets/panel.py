"""A dock with a header: the name in bold, the count beside it in dim text, its buttons at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.base.translation import source
from fleetdesk.ui.widgets.floating_buttons import FloatingButtons
from fleetdesk.ui.widgets.foreign_text import set_name, set_title
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.panel_header import Header
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import with_text_px
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


def stacked(*parts: QWidget, grows: QWidget) -> QWidget:
    """Return these widgets below each other without margins; the one that grows gets the room."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for widget in parts:
        box.addWidget(widget, 1 if widget is grows else 0)
    return made


LEAST_INSIDE_PX = 102
"""How tall the inside of a late panel is at least before it is built: a search above a list, so that nothing moves."""
LEAST_OPEN_PX, QWIDGETSIZE_MAX = 120, (1 << 24) - 1
FIRST_PART = 0.62  # of its column that a dock takes at most when it unfolds for the first time


class Panel(QDockWidget):
    """A dock that keeps its place under its English name; the name is fixed for scripts and screen readers.

    Its header is the dock's title bar: dragging moves it, a double click floats it. inside_built: what is in a
    LatePanel is there now. resized: it has another size.
    """

    resized = Signal()
    inside_built = Signal()
    is_built = True

    def __init__(self, name: str, placement: Placement) -> None:
        super().__init__()
        self.placement, self._folded, self._folded_px = placement, False, placement.tall
        self._was_open = False  # then it is as tall as the user wants it
        self._had_room = False
        self.setObjectName(f"dock {source(name)}")
        set_title(self, name)
        set_name(self, name)
        self.header = Header(name)
        self._frame = QFrame()
        self._frame.setObjectName("PanelBody")
        self.box = QVBoxLayout(self._frame)
        self.box.setContentsMargins(1, 0, 1, 1)
        self.box.setSpacing(0)
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.timeout.connect(self._widen_behind)
        self.setTitleBarWidget(self.header)
        self.setWidget(self._frame)
        self._floating = FloatingButtons(self)
        self.header.add_last(*self._floating.buttons)

    @property
    def open_px(self) -> int:
        """How tall the dock is while it is not folded, in pixels."""
        shown = self.isVisible() and not self._folded
        return max(self.height(), LEAST_OPEN_PX) if shown else self._folded_px

    @open_px.setter
    def open_px(self, tall: int) -> None:
        self._folded_px, self._was_open = max(tall, LEAST_OPEN_PX), True

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
            self._unfold(window)

    def _unfold(self, window: QMainWindow) -> None:
        """Take the height that the dock had, the first time that of its placement, from the docks above and below.

        Qt, told of one dock alone, gives it less.
        """
        column = [each for each in window.findChildren(QDockWidget) if self._shares_column(each)]
        others = sum(each.height() for each in column)
        room = others + self.height()
        tall = self._folded_px if self._was_open else min(self._folded_px, int(room * FIRST_PART))
        self._was_open = True
        left = max(room - tall, 0) / max(others, 1)
        heights = [tall, *(int(each.height() * left) for each in column)]
        window.resizeDocks([self, *column], heights, Qt.Orientation.Vertical)

    def _shares_column(self, other: QDockWidget) -> bool:
        """Return whether another dock stands above or below this one, in front of those in its place."""
        beside = other is self or other.isFloating() or other.visibleRegion().isEmpty()
        return not beside and other.x() == self.x() and other.width() == self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the docks behind this one as wide, so that none is taller than was thought when it comes forward."""
        super().resizeEvent(event)
        self.resized.emit()
        self._behind.start(0)  # not now: Qt may be about to place them all

    def _widen_behind(self) -> None:
        window = self.parentWidget()
        if isinstance(window, QMainWindow) and not self.visibleRegion().isEmpty():
            for behind in window.tabifiedDockWidgets(self):
                behind.resize(self.width(), behind.height())

    def built(self) -> Self:
        """Return the panel with its inside, which only a LatePanel has to build yet."""
        return self

    def say_count(self, text: str) -> None:
        """Show a count beside the panel's name."""
        self.header.count.say(text)

    def bring_up(self) -> None:
        """Show the dock, in front of those that share its place."""
        self.show()
        self.raise_()

    def make_room(self, tall: int) -> None:
        """Be so tall, in pixels, the first time that the dock is used where it stands."""
        if not self._had_room:
            self._had_room = True
            self.grow(tall)

    def grow(self, tall: int) -> None:
        """Be so tall, in pixels, where the dock is lower; half of the window at most, for the map's sake."""
        window = self.parentWidget()
        if isinstance(window, QMainWindow) and not self.isFloating():
            tall = min(tall, window.height() // 2)
            if self.height() < tall:
                window.resizeDocks([self], [tall], Qt.Orientation.Vertical)

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


class LatePanel(Panel):
    """A panel whose inside is built when it is first seen or asked for, so that the window is there sooner.

    The constructor of a subclass keeps what build() needs; what build() makes is there after built() only. seen: some
    of the panel is to be seen, with its inside, or no longer.
    """

    seen = Signal(bool)

    def __init__(self, name: str, placement: Placement) -> None:
        super().__init__(name, placement)
        self.is_built = False
        self._frame.setMinimumHeight(with_text_px(LEAST_INSIDE_PX))
        self.visibilityChanged.connect(self._on_visible)

    def build(self) -> None:
        """Build what is in the panel; called once."""
        raise NotImplementedError

    def built(self) -> Self:
        """Build the inside where it is not there yet, and return the panel."""
        if not self.is_built:
            self.is_built = True
            self._frame.setMinimumHeight(0)
            self.build()
            self.inside_built.emit()
        return self

    def bring_up(self) -> None:
        """Show the dock with its inside, in front of those that share its place."""
        self.built()
        super().bring_up()

    @property
    def is_seen(self) -> bool:
        """Return whether some of the panel is to be seen, with its inside."""
        return self.is_built and not self.visibleRegion().isEmpty()

    def _on_visible(self, visible: bool) -> None:
        if visible:
            QTimer.singleShot(0, self, self._look)  # not now: Qt says so too of a dock behind others
        else:
            self.seen.emit(False)

    def _look(self) -> None:
        if not self.visibleRegion().isEmpty():
            self.built()
            self.seen.emit(True)


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
    """A list, or in its place what to say while it has no rows; the keyboard goes from one to the other."""

    def __init__(self, table: QWidget, empty: Empty) -> None:
        super().__init__()
        self._table, self.empty = table, empty
        self._stack = QStackedLayout(self)
        self._stack.addWidget(table)
        self._stack.addWidget(empty)

    def show_list(self) -> None:
        """Show the list."""
        self._stack.setCurrentWidget(self._table)
        self.setFocusProxy(self._table)

    def show_empty(self, title: str, text: str) -> None:
        """Show in place of the list that it is empty, and what to do about it."""
        self.empty.title.say(title)
        self.empty.text.say(text)
        self._stack.setCurrentWidget(self.empty)
        self.setFocusProxy(self.empty)
