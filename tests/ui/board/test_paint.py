"""What the day board paints: legible bars, hours by the company's clock, and lanes that come along at the edge."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from fleetdesk.domain.board import DayBoard
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.board.axis import AxisPainter
from fleetdesk.ui.board.bar_text import mark, short
from fleetdesk.ui.board.geometry import Geometry
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.widgets.contrast import LEGIBLE, contrast, legible
from fleetdesk.ui.widgets.drag_data import TASKS, packed
from fleetdesk.ui.widgets.status_icons import task_colour
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.sync.fakes import NOW
from tests.ui import desk as small

KINDS = [small.task(1, unit, status=status) for unit in ("A", None) for status in TaskStatus]


class StoredBoard(BoardPane):
    """A board beside its store."""

    def __init__(self, store):
        super().__init__(store, lambda: LIGHT, small.ZONE)
        self.store = store


@pytest.fixture
def pane(qtbot):
    def make(*tasks):
        made = StoredBoard(small.store(*tasks))
        qtbot.addWidget(made)
        made.resize(800, 300)
        made.show()
        return made

    return make


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("late", [True, False])
def test_the_text_on_every_bar_can_be_read(tokens, late):
    for task in KINDS:
        fill, ink = legible(task_colour(task, late, tokens))
        assert contrast(QColor(fill), QColor(ink)) >= LEGIBLE


def test_colour_is_never_the_only_sign():
    marks = {mark(small.task(1, "A", status=each), False) for each in TaskStatus}
    assert marks == {"", "▸", "✓", "✕", "–"}
    assert mark(small.task(1), False) == "○"
    assert mark(small.task(1, "A"), True) == "!"
    assert short(small.task(1)) == "1"


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 23), [0, 1, 2, 3, 4, 5]),
        (date(2026, 3, 29), [0, 1, 2, 4, 5, 6]),
        (date(2026, 10, 25), [0, 1, 2, 3, 3, 4]),
    ],
)
def test_the_hours_are_those_of_the_clock_even_when_it_is_changed(qapp, day, hours):
    zone = ZoneInfo("Europe/Tallinn")
    geometry = Geometry()
    geometry.lay(DayBoard(day, zone, str))
    geometry.axis.hours = 26
    geometry.axis.go(geometry.axis.begins)
    ticks = AxisPainter(geometry, zone, QFont()).ticks()
    assert [at.hour for _, at in ticks][:6] == hours
    steps = {round(later - before, 6) for (before, _), (later, _) in pairwise(ticks)}
    assert len(steps) == 1


def turn(view, steps, keys):
    place = QPointF(400, 100)
    where = view.viewport().mapToGlobal(place)
    event = QWheelEvent(
        place, where, QPoint(), QPoint(0, 120 * steps), small.NO_BUTTON, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)


def test_ctrl_and_the_wheel_zoom_around_the_pointer(pane):
    view = pane(small.task(1, "242KDN")).view
    axis = view.geometry_.axis
    under = axis.moment(400)
    turn(view, 2, Qt.KeyboardModifier.ControlModifier)
    assert axis.hours < 14
    assert axis.moment(400) == pytest.approx(under)


def test_shift_and_the_wheel_go_along_the_day_and_the_wheel_alone_down_the_lanes(pane):
    view = pane(*(small.task(number, f"{number:03d}") for number in range(60))).view
    first = view.geometry_.axis.first
    turn(view, -1, Qt.KeyboardModifier.ShiftModifier)
    assert view.geometry_.axis.first > first
    turn(view, -1, Qt.KeyboardModifier.NoModifier)
    assert view.geometry_.scroll > 0


def test_lanes_come_along_while_something_is_held_at_the_edge(pane, qtbot):
    view = pane(*(small.task(number, f"{number:03d}") for number in range(60))).view
    data = packed(TASKS, ["m/1"])
    small.drag_over(view.viewport(), QPoint(300, view.viewport().height() - 4), data)
    qtbot.waitUntil(lambda: view.geometry_.scroll > 100)
    small.drag_away(view.viewport())
    assert not view.drops.edge.scrolling


def test_bars_become_late_as_time_passes_without_any_message(pane):
    made = pane(small.task(1, "242KDN", start=13, minutes=30), small.task(2, "242KDN", start=15))
    made.store.now = lambda: NOW.replace(hour=11, minute=0)
    assert not made.view.board.bar("m/1").task.late(made.store.now())
    made.store.now = lambda: NOW
    made.tick()
    picture = made.view.grab().toImage()
    rect = made.view.geometry_.rect(1, *made.view.board.bar("m/1")[:2])
    assert QColor(picture.pixel(round(rect.center().x()), round(rect.bottom()) - 2)) == QColor(LIGHT.late)


def in_sight(board):
    """The hours in sight, by the clock of the company."""
    axis = board.view.geometry_.axis
    return [datetime.fromtimestamp(each, small.ZONE).strftime("%d. %H:%M") for each in (axis.first, axis.last)]


def test_it_opens_around_now_at_any_hour(pane):
    made = pane()
    for day, hour in ((23, 21), (23, 23), (24, 3)):  # 23:44, 01:44 and 05:44 on the clock
        made.store.now = lambda day=day, hour=hour: NOW.replace(day=day, hour=hour, minute=44)
        made.show_now()
        axis, now = made.view.geometry_.axis, made.store.now().timestamp()
        assert (now - axis.first) / (axis.last - axis.first) == pytest.approx(0.25)


def test_midnight_is_no_edge(pane):
    made = pane(small.task(1, "242KDN", start=22, minutes=480))
    made.store.now = lambda: NOW.replace(hour=21, minute=44)
    made.show_now()
    assert in_sight(made) == ["23. 20:14", "24. 10:14"]
    bar = made.view.board.bar("m/1")
    assert (bar.stop - bar.start) / 3600 == 8
    for _ in range(60):
        turn(made.view, -3, Qt.KeyboardModifier.ShiftModifier)
    assert made.day > date(2026, 11, 26)


def test_now_stays_in_sight_over_midnight_until_the_user_goes_elsewhere(pane):
    made = pane()
    made.store.now = lambda: NOW.replace(day=24)
    made.tick()
    assert made.view.geometry_.axis.first < made.store.now().timestamp() < made.view.geometry_.axis.last
    made.show_day(date(2026, 11, 20))
    made.store.now = lambda: NOW.replace(day=25)
    made.tick()
    assert made.day == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Show the shift", ["23. 14:00", "23. 22:00"]),
        ("Show a day", ["23. 00:00", "24. 00:00"]),
        ("Show three days", ["23. 00:00", "26. 00:00"]),
        ("Show the week", ["23. 00:00", "30. 00:00"]),
    ],
)
def test_a_shift_a_day_or_a_week_is_a_press_away(pane, name, hours):
    made = pane()
    next(each for each in made.findChildren(QPushButton) if each.accessibleName() == name).click()
    assert in_sight(made) == hours


def test_the_night_shift_is_shown_in_one_piece(pane):
    made = pane()
    made.store.now = lambda: NOW.replace(hour=23)
    made.show_now()
    next(each for each in made.findChildren(QPushButton) if each.accessibleName() == "Show the shift").click()
    assert in_sight(made) == ["23. 22:00", "24. 06:00"]


def test_the_focus_leaves_the_hours_in_sight(pane, qtbot):
    made = pane(small.task(1, "242KDN", start=1), small.task(2, "820BHT", start=15))
    before = in_sight(made)
    made.activateWindow()
    made.view.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    assert (made.view.current, in_sight(made)) == ("m/2", before)


@pytest.mark.parametrize("points", [9, 11, 14])
def test_bars_and_axis_are_as_tall_as_the_systems_text_needs(pane, points):
    board = pane(small.task(1, "242KDN"))
    font = QFont(board.view.font())
    font.setPointSize(points)
    board.view.setFont(font)
    heights = board.view.geometry_.heights
    assert heights.bar >= QFontMetrics(board.view.painter.small).height()
    assert heights.axis >= QFontMetrics(board.view.painter.small).height()
    assert heights.lane >= board.view.fontMetrics().height()
    assert QFontInfo(board.view.painter.small).pixelSize() == round(QFontInfo(font).pixelSize() * 0.85)


NEAR, FAR = small.task(1, "242KDN", 15), small.task(2, "242KDN", 19)
AWAY = replace(FAR, lat=58.9)


def between(pane):
    """The point in the middle between the bars of both tasks."""
    view = pane.view
    one, other = (view.board.bar(key) for key in ("m/1", "m/2"))
    number = view.board.number(view.board.lane("m/1").key)
    rect = view.geometry_.rect(number, one.stop, other.start, other.row)
    return rect.center()


def test_the_way_between_two_bars_is_told(pane):
    made = pane(NEAR, AWAY)
    assert made.view.words_at(between(made)).startswith("From ORDER-1 to ORDER-2: 43 min, 43.4 km (estimate")


def test_a_gap_that_is_too_short_says_by_how_much(pane):
    made = pane(NEAR, replace(AWAY, start_at=NEAR.stop_at + timedelta(minutes=30)))
    assert made.view.words_at(between(made)).endswith("13 min more than there is between them.")


def test_the_way_is_painted_before_the_bar(pane):
    made = pane(NEAR, AWAY)
    image, place = made.view.viewport().grab().toImage(), between(made)
    number = made.view.board.number(made.view.board.lane("m/1").key)
    rect = made.view.geometry_.rect(number, made.view.board.bar("m/2").start, made.view.board.bar("m/2").stop)
    spot = QPoint(round(rect.left()) - 6, round(rect.bottom()) - 2)
    assert image.pixelColor(spot).name() == QColor(LIGHT.dim).name()
    assert place.x() < spot.x()


def test_the_ways_in_sight_are_asked_for(pane, qtbot):
    made = pane(NEAR, AWAY)
    with qtbot.waitSignal(made.ways_wanted) as wanted:
        made.tick()
    assert wanted.args == [[((25.1, 58.6), (25.1, 58.9))]]
