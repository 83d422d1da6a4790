"""The charts of one unit with a cursor and a span that all of them share, for mouse and keyboard."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.sentences import filled, joined
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.series import Series
from fleetdesk.domain.history.time_axis import time_words
from fleetdesk.domain.history.track import Track
from fleetdesk.ui.history.chart_column import ChartColumn, Lines
from fleetdesk.ui.history.chart_words import NAMES, place_words, value_words
from fleetdesk.ui.widgets.foreign_text import set_description, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty
from fleetdesk.ui.widgets.theme import Tokens

if TYPE_CHECKING:
    from fleetdesk.ui.history.chart import Chart

HOUR_S, NEAR_PX, LEAST_SPAN_S = 3600.0, 3, 10.0
"""A value by itself is told when the cursor is no farther than NEAR_PX; a shorter span than LEAST_SPAN_S is none."""
WAITING = (_("Charts"), _("Shown here as soon as the way of a vehicle is known."))
HINT = _("Point at a chart for values. Drag over it for a span. Arrows move the cursor, Enter begins and ends a span.")
WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChartsView(QWidget):
    """Widget "Charts"; button "Whole period".

    pointed: a moment in seconds since 1970, or None where the cursor is gone. span_chosen: the Span that is shown, or
    None for the whole period. redraw_wanted: lines are wanted for `shown` and `pixels`.
    """

    pointed = Signal(object)
    span_chosen = Signal(object)
    redraw_wanted = Signal()
    _column: ChartColumn | None = None  # of the class: Qt changes palette and font during construction too

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._tokens, self._zone = tokens, zone
        self._period = self.shown = Span(0.0, 1.0)
        self.series: tuple[Series, ...] = ()
        self.is_drawn = False
        self._track = Track()
        self._at: float | None = None
        self._begun: float | None = None
        self.figures, self.cursor_words = Paragraph(lines=3), Elided("Dim")
        self.whole = button(_("Whole period"), flat=True, hint=_("Show the whole period again (Esc)"))
        self._column = self.column = ChartColumn(tokens, zone)
        page = QWidget()
        self._body = ListOrEmpty(page, Empty(*WAITING))
        self._build(page)
        self.clear(*WAITING)

    def _build(self, page: QWidget) -> None:
        set_name(self, _("Charts"))
        set_name(self.figures, _("Figures of the span"))
        set_name(self.cursor_words, _("At the cursor"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner, whole, top = QVBoxLayout(page), QVBoxLayout(self), QHBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        whole.setContentsMargins(1, 1, 1, 1)
        top.setContentsMargins(8, 2, 8, 0)
        top.addWidget(self.figures, 1)
        top.addWidget(self.whole)
        self.cursor_words.setContentsMargins(8, 0, 8, 0)
        inner.addLayout(top)
        inner.addWidget(self.cursor_words)
        inner.addWidget(self.column, 1)
        whole.addWidget(self._body)
        self.whole.clicked.connect(self.show_all)
        self.column.pointed.connect(self.point)
        self.column.spanned.connect(self._spanned)

    # -- what is shown

    @property
    def charts(self) -> "tuple[Chart, ...]":
        """Return the charts that are shown, one for each measure."""
        return self.column.charts

    @property
    def pixels(self) -> int:
        """Return how many pixels lines may be wide."""
        return max(round(self.width() * self.devicePixelRatioF()), 1)

    @property
    def is_zoomed(self) -> bool:
        """Return whether a part of the period is shown."""
        return bool(self.series) and self.shown != self._period

    def clear(self, title: str, text: str) -> None:
        """Show no chart, and say why."""
        self._take((), Track(), Span(0.0, 1.0))
        self._body.show_empty(title, text)
        set_description(self, text)

    def show_series(self, series: Sequence[Series], track: Track, period: Span) -> None:
        """Make a chart for each measure that has a value; their lines come by show_lines()."""
        self._take(tuple(series), track, period)
        self._body.show_list()

    def add_series(self, series: Sequence[Series]) -> None:
        """Make charts of more that became known of the same period; their lines come by show_lines()."""
        shown = self.shown
        self._take((*self.series, *series), self._track, self._period)
        self.shown = shown

    def _take(self, series: tuple[Series, ...], track: Track, period: Span) -> None:
        self.series, self._track, self._period, self.shown, self._begun = series, track, period, period, None
        self.is_drawn = False
        self.column.show_series(series)
        self.column.setUpdatesEnabled(not series)  # empty charts need no painting
        self.say_figures("")
        self.point(None)

    def show_lines(self, lines: Lines, shown: Span) -> None:
        """Draw lines for a span."""
        self.column.show_lines(lines, shown)
        self.column.setUpdatesEnabled(True)
        self.is_drawn = True
        self.point(self._at)

    def say_figures(self, words: str) -> None:
        """Say what the span comes to that is shown; empty as long as that is not known."""
        self.figures.say(words if self.is_zoomed else "")
        for each in (self.figures, self.whole):
            each.setVisible(self.is_zoomed)

    def mark_part(self, span: Span | None) -> None:
        """Show the part that is chosen on the list; the whole period where it is out of sight."""
        if span is not None and (span.ends < self.shown.begins or span.begins > self.shown.ends):
            self.show_all()
        self.column.mark_part(span)

    # -- the span

    def show_span(self, span: Span) -> None:
        """Show a part of the period in all charts."""
        if span.ends - span.begins >= LEAST_SPAN_S and span != self.shown:
            self.shown = span
            self.say_figures("")
            self.redraw_wanted.emit()
            self.span_chosen.emit(span if self.is_zoomed else None)

    def show_all(self) -> None:
        """Show the whole period again."""
        self.show_span(self._period)

    def on_escape(self) -> bool:
        """Give up a span that was begun, else show the whole period; return False where there is neither."""
        begun, self._begun = self._begun, None
        self.column.draw_span(None)
        if begun is None and self.is_zoomed and self.isVisible():
            self.show_all()
            return True
        return begun is not None

    def _spanned(self, span: Span, chosen: bool) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.column.draw_span(None if chosen else span)
        if chosen:
            self.show_span(span)

    # -- the cursor

    def point(self, at: float | None) -> None:
        """Show the cursor at a moment in all charts, and tell of it; None takes it away."""
        self._at = at
        near_s = NEAR_PX * (self.shown.ends - self.shown.begins) / self.pixels
        values = ["" if at is None else value_words(chart.series, at, near_s) for chart in self.charts]
        self.column.point(at, values)
        if at is not None and self._begun is not None:
            self.column.draw_span(Span(*sorted((at, self._begun))))
        self._tell(at, values)
        self.pointed.emit(at)

    def _tell(self, at: float | None, values: Sequence[str]) -> None:
        where = "" if at is None else joined((time_words(at, self._zone), place_words(self._track, at)), " · ")
        self.cursor_words.say(where or HINT)
        told = [
            filled("{name}: {value}", name=NAMES[chart.measure], value=value)
            for chart, value in zip(self.charts, values, strict=True)
        ]
        if self.series:  # else it says why there is no chart
            set_description(self, joined((where, *told), ". ") if where else HINT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor by a pixel, with Shift by an hour, or to an end; Enter begins and ends a span."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self._begin_or_end(self._at)
            return
        moved = self._moved(event) if self.series else None
        if moved is None:
            super().keyPressEvent(event)
        else:
            self.point(min(max(moved, self.shown.begins), self.shown.ends))

    def _moved(self, event: QKeyEvent) -> float | None:
        """Return where a key takes the cursor, from the middle on; None for other keys."""
        ends = {Qt.Key.Key_Home: self.shown.begins, Qt.Key.Key_End: self.shown.ends}
        way = WAYS.get(Qt.Key(event.key()))
        if way is None:
            return ends.get(Qt.Key(event.key()))
        if self._at is None:
            return (self.shown.begins + self.shown.ends) / 2
        pixel_s = (self.shown.ends - self.shown.begins) / max(self.width(), 1)
        return self._at + way * (HOUR_S if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else pixel_s)

    def _begin_or_end(self, at: float) -> None:
        begun, self._begun = self._begun, at if self._begun is None else None
        if begun is not None:
            self._spanned(Span(*sorted((at, begun))), chosen=True)

    # -- Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the cursor away that the keyboard moved."""
        super().focusOutEvent(event)
        self.point(None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame where the keyboard is here."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QColor(self._tokens().accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the cursor away, and its mark on the map."""
        super().hideEvent(event)
        self.point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for lines that fit."""
        super().resizeEvent(event)
        if self.series:
            self.redraw_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another theme or size of text."""
        super().changeEvent(event)
        looks = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
        if event.type() in looks and self._column is not None:
            self._column.recolour()
