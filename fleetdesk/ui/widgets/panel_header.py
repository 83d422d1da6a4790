"""The title of a panel: its name, what is said beside it, and its buttons, which go below where it is narrow."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.labels import Elided

NAME_PX, COUNT_PX, LINE_PX, EDGE_PX = 280, 70, 34, 8
CHANGES = frozenset((QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.StyleChange))


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What a header tells of its size while it is so many pixels wide."""

    width: int
    usual: QSize
    least: QSize


@dataclass(frozen=True, slots=True)
class _Needs:
    """Pixels that the parts of a header need: tools on one line, the least width, the name, and a line's height."""

    tools: QSize
    least_px: int
    name_px: int
    line_px: int


class Header(QWidget):
    """The title of a panel; dragging it moves the dock."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("PanelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told: _Sizes | None = None
        self._told_tall = 0
        self._known: _Needs | None = None
        self._last: tuple[QWidget, ...] = ()
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
        """Add widgets at the right; where the panel is narrow, they stand below the name."""
        for each in self._last:
            self._flow.removeWidget(each)
        for each in (*widgets, *self._last):
            self._flow.addWidget(each)
        self._place()

    def add_last(self, *widgets: QWidget) -> None:
        """Add widgets that stay behind all others."""
        self._last = widgets
        self.add()

    def add_before_name(self, widget: QWidget) -> None:
        """Add a widget at the left end."""
        self._row.insertWidget(0, widget)

    def sizeHint(self) -> QSize:
        """Return the size in pixels with everything on one line, as tall as it is at the width it has."""
        return self._sizes().usual

    def minimumSizeHint(self) -> QSize:
        """Return the size in pixels with the name above the widest tool."""
        return self._sizes().least

    def _sizes(self) -> _Sizes:
        """Return both sizes. Qt asks for them thousands of times while it lays out a window, so they are kept."""
        wide = self.width()
        if self._told is None or self._told.width != wide:
            needs, tall = self._needs, self._tall()
            usual = QSize(needs.tools.width() + needs.name_px + 2 * EDGE_PX, tall)
            self._told, self._told_tall = _Sizes(wide, usual, QSize(needs.least_px + 2 * EDGE_PX, tall)), tall
        return self._told

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools beside the name or below it."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Place what came or changed while nobody saw it."""
        super().showEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Follow tools and texts that change their size; pass on every event."""
        if event.type() in CHANGES:
            self._place()
        return super().event(event)

    @property
    def _needs(self) -> _Needs:
        """What the parts need, kept until one of them changes."""
        if self._known is None:
            tools, least = self._flow.sizeHint(), self._flow.minimumSize().width()
            line = max(LINE_PX, tools.height() + 6, self.fontMetrics().height() + 12)
            least = max(least, self._title.minimumSizeHint().width())
            self._known = _Needs(tools, least, self.name.sizeHint().width() + COUNT_PX, line)
        return self._known

    def _fits(self) -> bool:
        needs = self._needs
        return needs.tools.isEmpty() or needs.tools.width() + needs.name_px + 2 * EDGE_PX <= self.width()

    def _tall(self) -> int:
        below = 0 if self._fits() else self._flow.heightForWidth(self.width() - 2 * EDGE_PX) + EDGE_PX // 2
        return self._needs.line_px + below

    def _place(self) -> None:
        self._known, self._told = None, None
        if not self.isVisible():
            self.updateGeometry()  # it is placed when it is shown
            return
        tools, line, wide = self._needs.tools, self._needs.line_px, max(self.width() - 2 * EDGE_PX, 0)
        if self._fits():
            left = EDGE_PX + wide - tools.width()
            self._tools.setGeometry(left, (line - tools.height()) // 2, tools.width(), tools.height())
            self._title.setGeometry(EDGE_PX, 0, max(left - EDGE_PX - 8, 0), line)
        else:
            self._title.setGeometry(EDGE_PX, 0, wide, line)
            self._tools.setGeometry(EDGE_PX, line - EDGE_PX // 2, wide, self._flow.heightForWidth(wide))
        before = self._told_tall
        if self._sizes().usual.height() != before:
            self.updateGeometry()
