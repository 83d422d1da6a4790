"""The bar of a replay by mouse, keyboard and screen reader."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fleetdesk.domain.history.meetings import Meeting
from fleetdesk.ui.replay.bar import MOST_ENTRIES, ReplayBar
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.widgets.walk import is_stop
from tests.ui.desk import ZONE
from tests.ui.replay.conftest import PERIOD, after

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(qapp, scene):
    made = ReplayBar(lambda: LIGHT, ZONE)
    made.resize(700, 100)
    made.show_scene(scene)
    made.show_moment(after(60), ("",))
    made.show()
    yield made
    made.close()


@pytest.fixture
def moved(bar):
    said = []
    bar.moved.connect(said.append)
    return said


@pytest.mark.parametrize(
    ("key", "keys", "seconds"),
    [(Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 10), (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, -10),
     (Qt.Key.Key_Right, SHIFT, 3600), (Qt.Key.Key_Left, SHIFT, -3600),
     (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 600)],
)  # fmt: skip
def test_arrows_move_the_time(bar, moved, key, keys, seconds):
    QTest.keyClick(bar.timeline, key, keys)
    assert moved == [after(60) + seconds]


def test_home_and_end_go_to_the_edges(bar, moved):
    QTest.keyClick(bar.timeline, Qt.Key.Key_Home)
    QTest.keyClick(bar.timeline, Qt.Key.Key_End)
    assert moved == [PERIOD.begins, PERIOD.ends]


def test_ctrl_and_arrows_step_and_space_plays(bar):
    steps, plays = [], []
    bar.step_wanted.connect(steps.append)
    bar.play_wanted.connect(lambda: plays.append(1))
    QTest.keyClick(bar.timeline, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(bar.timeline, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(bar.timeline, Qt.Key.Key_Space)
    assert (steps, plays) == ([1, -1], [1])


def test_buttons_do_the_same(bar):
    said = []
    for signal, name in ((bar.play_wanted, "play"), (bar.live_wanted, "live")):
        signal.connect(lambda name=name: said.append(name))
    bar.step_wanted.connect(said.append)
    for each in bar.buttons:
        if each.accessibleName() != "Meetings":
            QTest.keyClick(each, Qt.Key.Key_Space)
    assert said == ["play", -1, 1, "live"]


def test_the_time_is_dragged(bar, moved):
    held = []
    bar.held.connect(held.append)
    line = bar.timeline
    middle, end = QPoint(line.width() // 2, 8), QPoint(line.width() + 40, 8)
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(line, end)
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=end)
    assert moved[0] == pytest.approx((PERIOD.begins + PERIOD.ends) / 2, abs=60)
    assert moved[-1] == PERIOD.ends
    assert held == [True, False]


def test_a_moment_that_is_shown_is_not_one_that_is_wanted(bar, moved):
    bar.show_moment(after(90), ("",))
    assert moved == []
    assert bar.timeline.value() == 90 * 60


def test_speeds_are_chosen_by_keyboard(bar):
    said = []
    bar.speed_chosen.connect(said.append)
    QTest.keyClick(bar.speed, Qt.Key.Key_Down)
    QTest.keyClick(bar.speed, Qt.Key.Key_Home)
    assert said == [300, 1]


def test_everything_has_a_name_and_the_keyboard_reaches_it(bar):
    stops = [each for each in bar.findChildren(QWidget) if is_stop(each)]
    assert {each.accessibleName() for each in stops} == {
        "Play or pause the replay",
        "Speed of the replay",
        "Previous event",
        "Next event",
        "Meetings",
        "Back to live",
        "Time of the replay",
    }


def test_screen_readers_are_told_where_it_stands(bar):
    bar.show_moment(after(50), ("242KDN and 820BHT: 120 m",))
    bar.show_playing(False)
    told = QAccessible.queryAccessibleInterface(bar.timeline)
    assert told.role() == QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Description) == "23.11.2026 10:50:00. 242KDN and 820BHT: 120 m"


def test_the_button_says_what_it_does_next(bar):
    bar.show_playing(True)
    assert bar.play.text() == "Pause"
    bar.show_playing(False)
    assert bar.play.text() == "Play"


def test_a_meeting_that_is_chosen_is_gone_to(bar, moved, scene):
    menu = bar.open_meetings()
    assert [each.text() for each in menu.actions()] == [
        "23.11.2026 10:05:00 · 242KDN and 820BHT · for 5 min · 10 m",
        "23.11.2026 10:44:47 · 242KDN and 820BHT · for 55 min · 10 m",
    ]
    menu.actions()[1].trigger()
    assert moved == [scene.meetings[-1].begins]
    menu.close()


def test_of_many_meetings_those_around_the_moment_are_offered(bar, scene):
    many = tuple(Meeting(0, 1, after(n), after(n) + 30, 99.0) for n in range(100))
    bar.show_scene(replace(scene, meetings=many))
    bar.show_moment(after(50), ("",))
    menu = bar.open_meetings()
    entries = [each.text() for each in menu.actions()]
    assert len(entries) == MOST_ENTRIES + 1
    assert "10:50:00" in entries[5]
    assert entries[-1] == "60 more, before and after"
    menu.close()


def test_what_happens_where_is_painted(bar):
    picture = bar.timeline.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert {LIGHT.moving, LIGHT.stopped, LIGHT.ring, LIGHT.silent} <= colours


def test_of_one_vehicle_no_meetings_are_offered(bar, scene):
    bar.show_scene(replace(scene, labels=scene.labels[:1], meetings=()))
    assert not bar.buttons[3].isVisibleTo(bar)
