"""Charts below each other, one for each measure, above one axis of time."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.series import Measure, Series
from fleetdesk.domain.history.track import Floats
from fleetdesk.ui.history.time_axis_bar import TimeAxisBar
from fleetdesk.ui.widgets.panel import scrolling
from fleetdesk.ui.widgets.theme import Tokens

if TYPE_CHECKING:
    from fleetdesk.ui.history.chart import Chart

Lines = Mapping[int, tuple[Floats, Floats]]
"""Moments and values to draw, by the place of their series."""


class ChartColumn(QWidget):
    """Widget "Time axis" and what is above it.

    pointed: a moment in seconds since 1970, or None. spanned: a span that is being drawn, and whether it is chosen.
    """

    pointed = Signal(object)
    spanned = Signal(object, bool)

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._tokens = tokens
        self.charts: tuple[Chart, ...] = ()
        self.axis = TimeAxisBar(tokens, zone)
        inner = QWidget()
        self._stack, box = QVBoxLayout(inner), QVBoxLayout(self)
        for each in (self._stack, box):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        box.addWidget(scrolling(inner), 1)
        box.addWidget(self.axis)

    def show_series(self, series: Sequence[Series]) -> None:
        """Make a chart for each measure, in place of those before; their lines come by show_lines()."""
        for each in self.charts:
            self._stack.removeWidget(each)
            each.hide()
            each.deleteLater()
        groups = [tuple(group) for _measure, group in groupby(series, lambda each: each.measure)]
        self.charts = tuple(map(self._make, groups))

    def _make(self, series: Sequence[Series]) -> "Chart":
        from fleetdesk.ui.history.chart import Chart  # it imports pyqtgraph, which a thread has done before

        made = Chart(series, self._tokens)
        self._stack.addWidget(made, 0 if made.measure is Measure.INPUT else 1)
        made.pointed.connect(self.pointed)
        made.spanned.connect(self.spanned)
        return made

    def show_lines(self, lines: Lines, shown: Span) -> None:
        """Draw lines for a span."""
        self._place_axis(shown)
        marks, place = self.axis.marks(), 0
        for chart in self.charts:
            own = range(place, place + len(chart.series))
            chart.show_lines([lines[each] for each in own], shown, marks)
            place = own.stop

    def _place_axis(self, shown: Span) -> None:
        for chart in self.charts[:1]:
            edges = (chart.plot.mapToGlobal(QPoint(round(x), 0)) for x in chart.edges())
            left, right = (self.axis.mapFromGlobal(edge).x() for edge in edges)
            self.axis.show_span(shown, left, right)

    def point(self, at: float | None, words: Sequence[str]) -> None:
        """Show the cursor at a moment in all charts, with what each says of it; None takes it away."""
        for chart, value in zip(self.charts, words, strict=True):
            chart.point(at, value)

    def draw_span(self, span: Span | None) -> None:
        """Show a span that is being drawn in all charts; None hides it."""
        for each in self.charts:
            each.draw_span(span)

    def mark_part(self, span: Span | None) -> None:
        """Show the part that is chosen on the list in all charts; None hides it."""
        for each in self.charts:
            each.mark_part(span)

    def recolour(self) -> None:
        """Take the colours of the theme and the text of the desk."""
        for each in self.charts:
            each.recolour()
