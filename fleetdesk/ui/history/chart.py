"""One chart, drawn by pyqtgraph, whose import takes a second: only what opens the charts imports this module."""

from collections.abc import Callable, Sequence
from math import floor, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import number
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.series import Measure, Series
from fleetdesk.domain.history.track import Floats
from fleetdesk.domain.statuses import Colour
from fleetdesk.ui.history.chart_words import NAMES
from fleetdesk.ui.widgets.labels import Elided
from fleetdesk.ui.widgets.theme import Tokens, with_text_px

pg.setConfigOption("exitCleanup", False)  # the end of the program is not its business

AXIS_PX, TALL_PX, LEAST_PX, ROW_PX, EDGE_PX = 52, 84, 56, 18, 8
DRAG_PX = 4
"""A press that moves less is a click."""
LEAST = {Measure.SPEED: 20.0, Measure.FUEL: 20.0, Measure.VOLTAGE: 4.0, Measure.TEMPERATURE: 4.0, Measure.INPUT: 1.0}
"""How much a chart shows from its bottom to its top at least, so that noise is no mountain."""
COLOURS = {
    Measure.SPEED: Colour.PROGRESS,
    Measure.FUEL: Colour.DONE,
    Measure.VOLTAGE: Colour.STOPPED,
    Measure.INPUT: Colour.ASSIGNED,
}
SENSORS = (Colour.STOPPED, Colour.PROGRESS, Colour.DONE, Colour.ASSIGNED)
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine)
Line = tuple[Floats, Floats]
"""Moments and values."""


class _Values(pg.AxisItem):  # type: ignore[misc]
    """The axis of values: numbers as the user's language writes them, so far apart that they can be read."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return the one step of the marks, 1, 2, 4 or 5 of some decimal place, and where they begin."""
        tall = QFontMetrics(self.style["tickFont"] or QFont()).height()
        least = (high - low) / max(size / (1.6 * tall), 1.0)
        ten = 10.0 ** floor(log10(least))
        return [(next(each * ten for each in (1, 2, 4, 5, 10) if each * ten >= least), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the texts of values."""
        return [number(value, 0 if spacing >= 1 else 1) for value in values]


class _Plot(pg.GraphicsView):  # type: ignore[misc]
    """Two axes and a box for lines; it hears the mouse itself. Places are pixels of the widget.

    A PlotWidget would make menus of its own, which take ten milliseconds each.
    """

    pointed = Signal(object)
    spanned = Signal(int, int, bool)

    def __init__(self) -> None:
        super().__init__()
        self._pressed: int | None = None
        self.lines = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.left, self.bottom = _Values("left"), pg.AxisItem("bottom")
        inner = pg.GraphicsLayout()
        inner.setContentsMargins(0, 2, EDGE_PX, 2)
        inner.setSpacing(0)
        for item, row, column in ((self.left, 0, 0), (self.lines, 0, 1), (self.bottom, 1, 1)):
            inner.addItem(item, row, column)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.lines)
            axis.setZValue(-1)  # its grid lies below the lines
        self.setCentralItem(inner)
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a span."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = round(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer is, and the span that it draws."""
        x = round(event.position().x())
        self.pointed.emit(x)
        if self._pressed is not None and abs(x - self._pressed) >= DRAG_PX:
            self.spanned.emit(self._pressed, x, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the span that was drawn."""
        begun, self._pressed = self._pressed, None
        x = round(event.position().x())
        if begun is not None and abs(x - begun) >= DRAG_PX:
            self.spanned.emit(begun, x, True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do nothing more than a press does."""

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is elsewhere."""
        self.pointed.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls the charts."""
        event.ignore()


class Chart(QWidget):
    """Name, value at the cursor, and lines of one measure.

    pointed: a moment in seconds since 1970, or None. spanned: a span that is being drawn, and whether it is chosen.
    """

    pointed = Signal(object)
    spanned = Signal(object, bool)

    def __init__(self, series: Sequence[Series], tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self.series, self.measure, self._tokens = tuple(series), series[0].measure, tokens
        self._shown = Span(0.0, 1.0)
        self.name, self.value = Elided("Dim", NAMES[self.measure], cap_px=with_text_px(240)), Elided("Strong")
        self.plot = _Plot()
        self._curves = [pg.PlotCurveItem(connect="finite", skipFiniteCheck=True) for _each in series]
        self._cursor = pg.InfiniteLine(angle=90)
        self._drawing, self._part = (pg.LinearRegionItem(movable=False) for _each in range(2))
        self._build()
        self.recolour()

    def _build(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(EDGE_PX, 2, EDGE_PX, 0)
        heading.setSpacing(EDGE_PX)
        heading.addWidget(self.name)
        heading.addWidget(self.value, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(heading)
        box.addWidget(self.plot, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for item in (self._part, self._drawing, *self._curves, self._cursor):
            self.plot.lines.addItem(item, ignoreBounds=True)
        for item in (self._part, self._drawing, self._cursor):
            item.hide()
        for curve in self._curves:
            curve.setCacheMode(curve.CacheMode.DeviceCoordinateCache)  # the cursor moves over it
        self._build_axes()
        self.plot.pointed.connect(lambda x: self.pointed.emit(None if x is None else self._moment(x)))
        self.plot.spanned.connect(lambda one, other, chosen: self.spanned.emit(self._span(one, other), chosen))

    def _build_axes(self) -> None:
        left, bottom = self.plot.left, self.plot.bottom
        left.setWidth(with_text_px(AXIS_PX))
        left.enableAutoSIPrefix(False)
        bottom.setStyle(showValues=False, tickLength=0)
        bottom.setHeight(1)
        if self.measure is Measure.INPUT:
            left.setTicks([[(row + 0.4, str(each.number)) for row, each in enumerate(self.series)]])

    def sizeHint(self) -> QSize:
        """Return how tall it wants to be: an input has a row of its own."""
        return QSize(200, self._tall(TALL_PX))

    def minimumSizeHint(self) -> QSize:
        """Return a height below which charts scroll."""
        return QSize(60, self._tall(LEAST_PX))

    def _tall(self, plot_px: int) -> int:
        rows = ROW_PX * len(self.series) + 8 if self.measure is Measure.INPUT else plot_px
        return with_text_px(rows) + self.fontMetrics().height()

    # -- what is shown

    def recolour(self) -> None:
        """Take the colours of the theme and the text of the desk."""
        tokens = self._tokens()
        self.plot.setBackground(tokens.panel)
        for axis in (self.plot.left, self.plot.bottom):
            axis.setPen(QPen(QColor(tokens.hairline), 0))
            axis.setTextPen(QColor(tokens.dim))
            axis.setStyle(tickFont=self.font(), maxTickLevel=0)
            axis.setGrid(70)
        for curve, each in zip(self._curves, self.series, strict=True):
            curve.setPen(_pen(each, tokens, max(self.devicePixelRatioF(), 1.0)))
        self._cursor.setPen(QPen(QColor(tokens.text), 0))
        for region, colour in ((self._drawing, tokens.accent), (self._part, tokens.ring)):
            region.setBrush(_clear(colour, 40))
            for edge in region.lines:
                edge.setPen(QPen(QColor(colour), 0))

    def show_lines(self, lines: Sequence[Line], shown: Span, marks: Sequence[float]) -> None:
        """Draw these lines of the series over a span; `marks` are the moments of the axis of time."""
        self._shown = shown
        self.plot.lines.setXRange(0.0, shown.ends - shown.begins, padding=0)
        self.plot.bottom.setTicks([[(at - shown.begins, "") for at in marks]])
        for row, (curve, (moments, values)) in enumerate(zip(self._curves, lines, strict=True)):
            curve.setData(moments - shown.begins, values * 0.8 + row if self.measure is Measure.INPUT else values)
        self.plot.lines.setYRange(*self._range([values for _moments, values in lines]), padding=0)
        self._cursor.hide()

    def _range(self, values: Sequence[Floats]) -> tuple[float, float]:
        if self.measure is Measure.INPUT:
            return -0.2, float(len(self.series))
        known = np.concatenate([each[~np.isnan(each)] for each in values])
        if self.measure is Measure.SPEED:
            high = max(float(known.max(initial=0.0)) * 1.08, LEAST[self.measure])
            return -0.04 * high, high  # standing is a line that is seen
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
        more = max(LEAST[self.measure] - (high - low), (high - low) * 0.16) / 2
        return low - more, high + more

    def point(self, at: float | None, words: str) -> None:
        """Show the cursor at a moment, and what is said of it; None hides it."""
        self._cursor.setVisible(at is not None)
        if at is not None:
            self._cursor.setPos(at - self._shown.begins)
        self.value.say(words)

    def draw_span(self, span: Span | None) -> None:
        """Show a span that is being drawn; None hides it."""
        self._region(self._drawing, span)

    def mark_part(self, span: Span | None) -> None:
        """Show the part that is chosen on the list; None hides it."""
        self._region(self._part, span)

    def _region(self, region: Any, span: Span | None) -> None:
        region.setVisible(span is not None)
        if span is not None:
            region.setRegion((span.begins - self._shown.begins, span.ends - self._shown.begins))

    # -- where things are

    def edges(self) -> tuple[int, int]:
        """Return where the lines begin and end, in pixels of the chart."""
        rect = self.plot.lines.sceneBoundingRect()
        left, right = (self.plot.mapFromScene(QPointF(x, 0)).x() for x in (rect.left(), rect.right()))
        return left, right

    def _moment(self, x: int) -> float:
        left, right = self.edges()
        part = min(max((x - left) / max(right - left, 1), 0.0), 1.0)
        return self._shown.begins + part * (self._shown.ends - self._shown.begins)

    def _span(self, one: int, other: int) -> Span:
        return Span(*sorted((self._moment(one), self._moment(other))))


def _pen(series: Series, tokens: Tokens, wide: float) -> QPen:
    """Return the pen of a line, so many of the screen's own pixels wide; more than one takes twice as long."""
    place = (series.number - 1) % len(SENSORS) if series.measure is Measure.TEMPERATURE else 0
    colour = SENSORS[place] if series.measure is Measure.TEMPERATURE else COLOURS[series.measure]
    pen = QPen(QColor(tokens.of(colour)), wide)
    pen.setCosmetic(True)
    pen.setStyle(STYLES[place])
    return pen


def _clear(colour: str, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made
