"""Figures of the history's charts with 100,000 points, beside pyqtgraph with all of them."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from fleetdesk.app.loop import new_loop
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.drawn_series import drawn
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.series import Series, series_of
from fleetdesk.domain.history.track import Track, clean
from fleetdesk.ui.history.chart_column import Lines
from fleetdesk.ui.history.charts_view import ChartsView
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench.fleet import NOW
from tests.bench.measure import RUNS, Figure, Row, longest_gap, row, timed
from tests.conftest import application

POINTS, EVERY_S = 100_000, 25
WIDE, TALL = 1200, 600
Plain = list[tuple[pg.PlotWidget, list[pg.PlotDataItem], pg.InfiniteLine]]


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    track = _track()
    series, period = series_of(track), Span(float(track.at[0]), float(track.at[-1]))
    view, plain = _charts(series, track, period), _plots(series)
    size = f"{POINTS} points, {len(series)} lines"
    yield row(
        f"charts drawn and painted, {size}",
        timed(lambda: _ours(view, period)),
        timed(lambda: _theirs(plain, series)),
        "pyqtgraph with all points",
    )
    turn = iter(range(10**6))
    yield row(
        "charts, cursor moved and painted",
        timed(lambda: _point(view, period.begins + next(turn) * 600)),
        timed(lambda: _move(plain, next(turn) * 600.0), 3),
        "a line moved over all points",
    )
    with asyncio.Runner(loop_factory=lambda: new_loop(application())) as runner:
        ours, theirs = runner.run(_gaps(view, track, period))
    yield row("charts opened: window's longest gap", ours, theirs, "all of it in the window's thread")


def _track() -> Track:
    begins = NOW - timedelta(seconds=POINTS * EVERY_S)
    points = [
        TrackPoint(
            "m",
            "242KDN",
            begins + timedelta(seconds=number * EVERY_S),
            58.5 + number % 977 * 1e-4,
            25.0 + number % 1801 * 1e-4,
            fuel_l=300.0 - number % 20_000 / 100,
            input=1 + number // 50 % 2 * 2,
            temperatures=(-18.0 + number % 7, 4.0, 0.0, 0.0),
        )
        for number in range(POINTS)
    ]
    return clean(points, NOW)


def _charts(series: tuple[Series, ...], track: Track, period: Span) -> ChartsView:
    view = ChartsView(lambda: LIGHT, ZoneInfo("Europe/Tallinn"))
    view.resize(WIDE, TALL)
    view.show()
    view.show_series(series, track, period)
    QApplication.processEvents()
    return view


def _lines(series: tuple[Series, ...], period: Span, pixels: int) -> Lines:
    return {place: drawn(each, period, pixels) for place, each in enumerate(series)}


def _ours(view: ChartsView, period: Span) -> None:
    view.show_lines(_lines(view.series, period, view.pixels), period)
    view.grab()


def _point(view: ChartsView, at: float) -> None:
    view.point(at)
    view.grab()


def _plots(series: tuple[Series, ...]) -> Plain:
    made = []
    for _each in series:
        plot, cursor = pg.PlotWidget(), pg.InfiniteLine()
        plot.resize(WIDE, TALL // len(series))
        plot.addItem(cursor)
        plot.show()
        made.append((plot, [plot.plot(connect="finite")], cursor))
    QApplication.processEvents()
    return made


def _theirs(plain: Plain, series: tuple[Series, ...]) -> None:
    for (plot, (curve,), _cursor), each in zip(plain, series, strict=True):
        curve.setData(each.at - each.at[0], each.values)
        plot.grab()


def _move(plain: Plain, at: float) -> None:
    for plot, _curves, cursor in plain:
        cursor.setPos(at)
        plot.grab()


async def _gaps(view: ChartsView, track: Track, period: Span) -> tuple[Figure, Figure]:
    async def our_way() -> None:
        series = await asyncio.to_thread(series_of, track)
        view.show_series(series, track, period)
        view.show_lines(await asyncio.to_thread(_lines, series, period, view.pixels), period)
        await asyncio.sleep(0.05)

    async def plain_way() -> None:
        series = series_of(track)
        view.show_series(series, track, period)
        view.show_lines(_lines(series, period, view.pixels), period)
        await asyncio.sleep(0.05)

    ours = [await longest_gap(our_way) for _run in range(RUNS)]
    return Figure(tuple(ours)), Figure(tuple([await longest_gap(plain_way) for _run in range(RUNS)]))
