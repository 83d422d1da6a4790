"""Fills the charts off the window's thread, and binds their cursor and span to the map."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.drawn_series import drawn
from fleetdesk.domain.history.series import Series, series_of, voltage
from fleetdesk.domain.history.span_figures import figures_of
from fleetdesk.domain.history.view import UnitView
from fleetdesk.sync.background import Background
from fleetdesk.sync.newest import Newest
from fleetdesk.ui.history.chart_column import Lines
from fleetdesk.ui.history.chart_words import NO_CHARTS, span_words
from fleetdesk.ui.history.charts_view import WAITING, ChartsView
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.history.rows import HistoryRow
from fleetdesk.ui.history.track_on_map import TrackOnMap

MARK_MS = 60
"""How long the mark on the map waits for the cursor to rest, so that a page is not asked for each pixel."""
CHART = "fleetdesk.ui.history.chart"
Sensors = Callable[[str], Iterable[int]]
Voltages = Callable[[str, Span], Awaitable[Sequence[tuple[float, float]]]]


class ChartsController(QObject):
    """Shows the charts of one unit: the first, or the one whose row is chosen; `sensors` tells what is known of one.

    `voltages` returns when the desk heard of a unit's supply, in seconds since 1970, and the volts.

    Nothing is prepared, and pyqtgraph is not imported, before the charts are opened.
    """

    def __init__(
        self, pane: HistoryPane, on_map: TrackOnMap, background: Background, sensors: Sensors, voltages: Voltages
    ) -> None:
        super().__init__(pane)
        self._pane, self._on_map, self._sensors, self._voltages = pane, on_map, sensors, voltages
        self._work = Newest(background, "charts")
        self._views: tuple[UnitView, ...] = ()
        self._unit: UnitView | None = None
        self._charted: UnitView | None = None
        self._part: Span | None = None
        self._open = False
        self._at: float | None = None
        self._rest = QTimer(self, singleShot=True, interval=MARK_MS)
        self._rest.timeout.connect(self._mark)
        pane.pointed.connect(self._pointed)
        pane.span_chosen.connect(self._span_chosen)
        pane.redraw_wanted.connect(lambda: self._work.start(self._draw))

    @property
    def view(self) -> ChartsView:
        """Return the charts of the dock."""
        return self._pane.charts

    def set_open(self, opened: bool) -> None:
        """Show the charts of what was found, or leave them alone while nobody sees them."""
        self._open = opened
        self._refresh()

    def show_views(self, views: Sequence[UnitView]) -> None:
        """Show the first of these units."""
        self._views, self._part = tuple(views), None
        self._choose(self._views[0] if self._views else None)

    def pick(self, rows: Iterable[HistoryRow]) -> None:
        """Show where the parts of these rows lie, and the unit of the first."""
        chosen = tuple(rows)
        unit = next((view for view in self._views if chosen and view.key == chosen[0].unit), self._unit)
        parts = [row.part for row in chosen if unit is not None and row.unit == unit.key]
        ends = max((part.ends for part in parts), default=0.0)
        self._part = Span(min(part.begins for part in parts), ends) if parts else None
        if unit is not self._unit:
            self._choose(unit)
        else:
            self.view.mark_part(self._part)

    def _choose(self, unit: UnitView | None) -> None:
        self._unit = unit
        self._refresh()

    def _refresh(self) -> None:
        if self._open and self._unit is not self._charted:
            self._charted = self._unit
            self.view.clear(*WAITING)
            self._work.start(self._prepare)

    async def _prepare(self) -> None:
        unit = self._charted
        if unit is None:
            return
        await asyncio.to_thread(import_module, CHART)
        series = await asyncio.to_thread(series_of, unit.track, self._sensors(unit.key))
        if series:
            self.view.show_series(series, unit.track, unit.period)
            await self._draw()
            self.view.mark_part(self._part)
        await self._add_recorded(unit)

    async def _add_recorded(self, unit: UnitView) -> None:
        """Add what the desk itself recorded, which takes longer to read."""
        told = voltage(await self._voltages(unit.key, unit.period))
        if unit is not self._charted:
            return
        if told and self.view.series:
            self.view.add_series(told)
        elif told:
            self.view.show_series(told, unit.track, unit.period)
        elif not self.view.series:
            self.view.clear(*NO_CHARTS)
        if told:
            await self._draw()
            self.view.mark_part(self._part)

    async def _draw(self) -> None:
        """Thin out the lines for what is shown, and say what it comes to."""
        unit, series, shown = self._charted, self.view.series, self.view.shown
        if unit is None or not series:
            return
        lines = await asyncio.to_thread(_lines, series, shown, self.view.pixels)
        figures = await asyncio.to_thread(figures_of, unit, series, shown)
        if series is self.view.series and shown == self.view.shown:
            self.view.show_lines(lines, shown)
            self.view.say_figures(span_words(figures))

    def _span_chosen(self, span: Span | None) -> None:
        if self._charted is not None:
            self._on_map.show_span(self._charted.key, span)

    def _pointed(self, at: float | None) -> None:
        self._at = at
        if at is None:
            self._rest.stop()
            self._mark()
        elif not self._rest.isActive():
            self._rest.start()

    def _mark(self) -> None:
        unit, at = self._charted, self._at
        self._on_map.mark(None if unit is None or at is None else unit.track.place_at(at))


def _lines(series: Sequence[Series], shown: Span, pixels: int) -> Lines:
    return {place: drawn(each, shown, pixels) for place, each in enumerate(series)}
