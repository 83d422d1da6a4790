"""The charts of the history dock: opened late, one axis, a linked cursor, a span, and what they do on map and list."""

import asyncio
import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fleetdesk.api.parts import RowList
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.drawn_series import drawn
from fleetdesk.domain.history.series import Measure, series_of
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.history.track import clean
from fleetdesk.domain.history.view import UnitView
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.history.charts_controller import ChartsController
from fleetdesk.ui.history.charts_view import ChartsView
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.domain.history.tracks import BEGUN, NOW, drive, point, rest
from tests.sync.fakes import position
from tests.ui.desk import ZONE
from tests.ui.history.test_controller import command
from tests.waiting import settled, until

T0 = BEGUN.timestamp()
PERIOD = Span(T0, T0 + 4 * 3600)
KEYS = Qt.Key


def measured(points):
    """The points with fuel, temperatures, of which the second has no sensor, inputs and an address."""
    return [
        replace(
            each,
            fuel_l=100.0 - n / 10,
            temperatures=(-18.0, 0.0),
            input=1,
            address="EE, Harju maakond, Tallinn, Tamme 1",
        )
        for n, each in enumerate(points)
    ]


WAY = measured([*drive(0, 30), *rest(31, 29, 30.0), *drive(120, 30, km_from=60)])


def show(view, points=WAY, period=PERIOD):
    track = clean(points, NOW)
    series = series_of(track)
    view.show_series(series, track, period)
    QApplication.processEvents()
    draw(view)


def draw(view):
    lines = {place: drawn(each, view.shown, view.pixels) for place, each in enumerate(view.series)}
    view.show_lines(lines, view.shown)


@pytest.fixture
def view(qapp):
    made = ChartsView(lambda: LIGHT, ZONE)
    made.redraw_wanted.connect(lambda: draw(made))
    made.resize(700, 600)
    made.show()
    show(made)
    made.setFocus()
    yield made
    made.close()


def values(view):
    return [each.value.whole for each in view.charts]


def mouse(chart, kind, x, button=Qt.MouseButton.LeftButton):
    place = QPointF(x, 20)
    event = QMouseEvent(kind, place, chart.plot.viewport().mapToGlobal(place), button, button, Qt.KeyboardModifier(0))
    QApplication.sendEvent(chart.plot.viewport(), event)


def x_of(view, chart, at):
    left, right = chart.edges()
    return left + (at - view.shown.begins) / (view.shown.ends - view.shown.begins) * (right - left)


def hover(view, chart, at):
    mouse(chart, QEvent.Type.MouseMove, x_of(view, chart, at), Qt.MouseButton.NoButton)


def drag(view, chart, begins, ends):
    mouse(chart, QEvent.Type.MouseButtonPress, x_of(view, chart, begins))
    mouse(chart, QEvent.Type.MouseMove, x_of(view, chart, ends))
    mouse(chart, QEvent.Type.MouseButtonRelease, x_of(view, chart, ends))


LATE = """
import sys, warnings
from PySide6.QtWidgets import QApplication
app = QApplication([])
from zoneinfo import ZoneInfo
import fleetdesk.app.main
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.domain.history.tracks import NOW
dress(app, LIGHT)
pane = HistoryPane(lambda: LIGHT, ZoneInfo("UTC"), lambda: NOW).built()
pane.show()
assert "pyqtgraph" not in sys.modules
def state():
    return (sys.excepthook, sys.unraisablehook, sys.stdout, sys.stderr, list(warnings.filters), app.font().key(),
            app.palette().cacheKey(), app.styleSheet(), app.style().objectName(), app.quitOnLastWindowClosed())
before = state()
from tests.ui.history.test_charts import ChartsView, show
show(pane.charts)
assert "pyqtgraph" in sys.modules
assert state() == before
import numpy, pyqtgraph
assert pyqtgraph.getConfigOption("background") == "k" and not pyqtgraph.getConfigOption("antialias")
pane.close()
print("as before")
"""


@pytest.mark.process
def test_pyqtgraph_is_imported_by_open_charts_alone_and_leaves_the_program_as_it_was():
    run = subprocess.run([sys.executable, "-W", "error", "-c", LATE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "as before"), run.stderr


def test_each_measure_that_is_known_has_a_chart(view):
    assert [each.name.whole for each in view.charts] == [
        "Speed by the track, km/h",
        "Fuel, L",
        "Temperatures, °C",
        "Inputs",
    ]
    show(view, drive(0, 30))
    assert [each.name.whole for each in view.charts] == ["Speed by the track, km/h"]


def test_pointing_at_one_chart_tells_time_place_and_all_values(view, qtbot):
    with qtbot.waitSignal(view.pointed) as pointed:
        hover(view, view.charts[1], T0 + 15 * 60)
    assert pointed.args[0] == pytest.approx(T0 + 15 * 60, abs=30)
    assert view.cursor_words.whole.startswith("23.11.2026 10:1")
    assert view.cursor_words.whole.endswith("Tamme 1, Tallinn")
    assert values(view) == ["60 km/h", "97.0 L", "sensor 1: -18.0 °C", "on: 1 (ignition)"]
    assert "Fuel, L: 97.0 L" in view.accessibleDescription()


def test_leaving_the_charts_takes_the_cursor_away(view, qtbot):
    hover(view, view.charts[0], T0 + 900)
    with qtbot.waitSignal(view.pointed) as pointed:
        QApplication.sendEvent(view.charts[0].plot, QEvent(QEvent.Type.Leave))
    assert pointed.args == [None]
    assert values(view) == [""] * 4


def test_in_a_gap_nothing_is_known(view):
    hover(view, view.charts[0], T0 + 90 * 60)
    assert values(view) == ["unknown"] * 4
    assert view.cursor_words.whole.endswith("place unknown")


def test_a_place_without_an_address_is_told_in_degrees(view):
    show(view, drive(0, 30))
    hover(view, view.charts[0], T0)
    assert view.cursor_words.whole.endswith("58.50000, 25.00000")


def test_a_drag_over_one_chart_shows_the_span_in_all_and_a_button_all_again(view, qtbot):
    with qtbot.waitSignal(view.span_chosen) as chosen:
        drag(view, view.charts[2], T0 + 600, T0 + 1800)
    (span,) = chosen.args
    assert (span.begins, span.ends) == (pytest.approx(T0 + 600, abs=40), pytest.approx(T0 + 1800, abs=40))
    assert view.shown == span
    assert view.whole.isVisible()
    with qtbot.waitSignal(view.span_chosen) as chosen:
        view.whole.click()
    assert (view.shown, chosen.args, view.whole.isVisible()) == (PERIOD, [None], False)


def test_a_click_is_no_span(view, qtbot):
    with qtbot.assertNotEmitted(view.span_chosen):
        drag(view, view.charts[0], T0 + 600, T0 + 601)


def test_escape_shows_the_whole_period_once(view):
    drag(view, view.charts[0], T0 + 600, T0 + 1800)
    assert view.on_escape()
    assert view.shown == PERIOD
    assert not view.on_escape()


def test_arrows_move_the_cursor_and_say_what_is_there(view, qtbot):
    moments = []
    view.pointed.connect(moments.append)
    QTest.keyClick(view, KEYS.Key_Home)
    QTest.keyClick(view, KEYS.Key_Right)
    QTest.keyClick(view, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, KEYS.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, KEYS.Key_End)
    QTest.keyClick(view, KEYS.Key_Right)
    pixel_s = 4 * 3600 / view.width()
    expected = [T0, T0 + pixel_s, T0 + pixel_s + 3600, T0 + pixel_s, PERIOD.ends, PERIOD.ends]
    assert moments == pytest.approx(expected)
    QTest.keyClick(view, KEYS.Key_Home)
    assert "60 km/h" in view.accessibleDescription()


def test_enter_begins_and_ends_a_span(view):
    QTest.keyClick(view, KEYS.Key_Home)
    QTest.keyClick(view, KEYS.Key_Return)
    QTest.keyClick(view, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, KEYS.Key_Return)
    assert (view.shown.begins, view.shown.ends) == (T0, T0 + 3600)


def test_escape_gives_up_a_span_that_was_begun(view):
    QTest.keyClick(view, KEYS.Key_Home)
    QTest.keyClick(view, KEYS.Key_Return)
    assert view.on_escape()
    QTest.keyClick(view, KEYS.Key_End)
    QTest.keyClick(view, KEYS.Key_Return)
    assert view.shown == PERIOD


def test_the_hour_that_the_clock_shows_twice_is_told_apart(view):
    autumn = 1_792_886_400.0  # 03:00, the first of two
    span = Span(autumn - 7200, autumn + 7200)
    shift_s = autumn - T0
    points = [replace(each, at=each.at.fromtimestamp(each.at.timestamp() + shift_s, each.at.tzinfo)) for each in WAY]
    track = clean(points, NOW)
    view.show_series(series_of(track), track, span)
    QApplication.processEvents()
    draw(view)
    assert view.column.axis.labels().count("03:00") == 2
    view.point(autumn + 60)
    first = view.cursor_words.whole
    view.point(autumn + 3660)
    assert "(00:01:00 UTC)" in first
    assert "(01:01:00 UTC)" in view.cursor_words.whole


def test_another_theme_changes_the_colours(qapp):
    tokens = [LIGHT]
    view = ChartsView(lambda: tokens[0], ZONE)
    view.resize(500, 400)
    view.show()
    show(view)
    light = view.grab().toImage().pixelColor(250, 60)
    tokens[0] = DARK
    QApplication.sendEvent(view, QEvent(QEvent.Type.PaletteChange))
    draw(view)
    chart = view.charts[0]
    place = chart.plot.mapTo(view, QPoint(120, 10))
    assert view.grab().toImage().pixelColor(place).name() == DARK.panel != light.name()
    view.close()


# -- in the desk


@pytest.fixture
async def charted(asked, pane, monkeypatch):
    async def track(unit, start):
        return RowList(each for each in WAY if each.at >= start)

    monkeypatch.setattr(asked.vendor.history, "track", track)
    command(asked, "History")
    pane.charts_button.click()
    await settled(asked)
    return asked


async def test_the_charts_of_the_vehicle_are_opened_by_a_button(charted, pane):
    assert pane.charts.isVisible()
    assert len(pane.charts.charts) == 4
    pane.charts_button.click()
    assert not pane.charts.isVisible()


async def test_a_moment_is_marked_on_the_map_until_the_cursor_is_gone_or_the_dock(charted, pane):
    state = charted.view.map.pane.map.state
    pane.charts.point(T0 + 600)
    await until(lambda: state.value("moment") is not None)
    assert state.value("moment") == pytest.approx([58.5, 25.0 + 10 / (111.195 * 0.5225)], abs=0.01)
    pane.charts.point(None)
    assert state.value("moment") is None
    pane.charts.point(T0 + 600)
    await until(lambda: state.value("moment") is not None)
    pane.close()
    await until(lambda: state.value("moment") is None)


class Watched(tuple):
    """Points that remember which threads have gone through them."""

    threads: list[int] = []

    def __iter__(self):
        self.threads.append(threading.get_ident())
        return super().__iter__()


async def test_points_are_read_once_and_never_by_the_thread_of_the_window(charted, pane):
    track = clean(WAY, NOW)
    unit = UnitView("m/966AJJ", PERIOD, (), Totals(), replace(track, points=Watched(track.points)))
    Watched.threads.clear()
    charts = charts_of(charted, pane)
    charts.set_open(True)
    charts.show_views((unit,))
    await settled(charted)
    read = len(Watched.threads)
    assert [each.number for each in pane.charts.series] == [0, 0, 1, 2, 1]
    assert threading.get_ident() not in Watched.threads
    pane.charts.show_span(Span(T0, T0 + 1800))
    pane.charts.point(T0 + 900)
    pane.charts.resize(pane.charts.width() - 20, pane.charts.height())
    await settled(charted)
    assert len(Watched.threads) == read > 0


def charts_of(desk, pane):
    """The charts' controller, with a second temperature sensor that is known otherwise."""
    on_map, voltages = desk.view.history.controller.on_map, desk.services.recorder.voltages
    return ChartsController(pane, on_map, desk.background, lambda key: (2,), voltages)


async def recorded(desk, key, volts):
    """Record a minute of a unit that measured so many volts."""
    await desk.services.recorder.load()
    desk.store.set_link(Link("m", "Fake", LinkStatus.LIVE))
    desk.store.apply_positions([position(key, at=NOW, power_v=volts)])
    desk.services.recorder.tick()
    await settled(desk)


async def test_the_voltage_that_the_desk_recorded_has_a_chart_below_the_others(charted, pane):
    await recorded(charted, "966AJJ", 27.5)
    unit = UnitView("m/966AJJ", Span(T0, NOW.timestamp() + 60), (), Totals(), clean(WAY, NOW))
    charts = charts_of(charted, pane)
    charts.set_open(True)
    charts.show_views((unit,))
    await settled(charted)
    assert [each.measure for each in pane.charts.charts][-1] == Measure.VOLTAGE
    pane.charts.point(NOW.timestamp())
    assert values(pane.charts)[-1] == "27.5 V"


async def test_voltage_alone_is_shown_where_there_is_no_track(charted, pane):
    await recorded(charted, "966AJJ", 12.0)
    unit = UnitView("m/966AJJ", Span(T0, NOW.timestamp() + 60), (), Totals(), clean([], NOW))
    charts = charts_of(charted, pane)
    charts.set_open(True)
    charts.show_views((unit,))
    await settled(charted)
    assert [each.measure for each in pane.charts.charts] == [Measure.VOLTAGE]


async def test_charts_wait_for_the_way_while_it_is_fetched(asked, pane, monkeypatch):
    pane.charts_button.click()
    reached, go = asyncio.Event(), asyncio.Event()

    async def track(unit, start):
        reached.set()
        await go.wait()
        return RowList(each for each in WAY if each.at >= start)

    monkeypatch.setattr(asked.vendor.history, "track", track)
    command(asked, "History")
    await reached.wait()
    assert "as soon as the way of a vehicle is known" in pane.charts.accessibleDescription()
    go.set()
    await settled(asked)
    assert len(pane.charts.charts) == 4


async def test_a_span_is_shown_on_the_map_and_told_in_figures(charted, pane):
    pane.charts.show_span(Span(T0, T0 + 1800))
    await settled(charted)
    (line,) = charted.view.map.pane.map.state.value("track")["picked"]
    assert line[0] == pytest.approx([58.5, 25.0])
    assert pane.charts.figures.whole == (
        "30.0 km · in 0:30 · on the move 60 km/h on average · highest 60 km/h · used 6.0 L"
    )
    assert pane.on_escape()
    await settled(charted)
    assert charted.view.map.pane.map.state.value("track")["picked"] == []


async def test_a_row_that_is_chosen_is_marked_in_the_charts(charted, pane):
    chart = pane.charts.charts[0]
    before = chart.grab().toImage()
    rows = [pane.model.item(pane.model.key(row)) for row in range(pane.model.rowCount())]
    driven = next(row for row, each in enumerate(rows) if each.part.km)
    pane.charts.show_span(Span(T0 + 7300, T0 + 8000))
    pane.table.selectRow(driven)
    await settled(charted)
    assert not pane.charts.is_zoomed  # the row was out of sight
    assert chart.grab().toImage() != before


async def test_a_period_without_values_says_why(asked, pane, monkeypatch):
    async def track(unit, start):
        return RowList()

    monkeypatch.setattr(asked.vendor.history, "track", track)
    command(asked, "History")
    pane.charts_button.click()
    await settled(asked)
    assert pane.charts.charts == ()
    assert "Nothing that a chart could show was received" in pane.charts.accessibleDescription()


async def test_the_unit_of_the_row_that_is_chosen_is_charted(charted, pane):
    charted.store.select(["m/242KDN", "m/820BHT"])
    command(charted, "History")
    await settled(charted)
    first = pane.charts.series
    rows = [pane.model.item(pane.model.key(row)) for row in range(pane.model.rowCount())]
    other = next(row for row, each in enumerate(rows) if each.unit == "m/820BHT")
    pane.table.selectRow(other)
    await settled(charted)
    assert pane.charts.series
    assert pane.charts.series is not first


def test_points_at_one_place_have_a_speed_of_nothing(view):
    show(view, [point(0), point(10), point(20)])
    hover(view, view.charts[0], T0 + 300)
    assert values(view) == ["0 km/h"]
