"""Where a unit drove, on the real page: coloured by speed, with what is picked plainer, and gone when it is to go."""

import pytest
from PySide6.QtCore import QPoint

from fleetdesk.mapview import page
from fleetdesk.mapview.track_layer import MapStop, MapTrack
from tests.mapview.test_task_pins import coloured, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

WAY = MapTrack(tuple((58.7, 25.0 + n * 0.02) for n in range(21)), (0, *(0,) * 6, *(2,) * 14))
SLOW, FAST = (58.7, 25.05), (58.7, 25.29)


def test_the_colour_tells_the_speed(desk, qtbot):
    shown(desk)
    desk.map.track.show([WAY], [], [])
    qtbot.waitUntil(lambda: coloured(desk, "moving", around=desk.pixel(*FAST)) > 60)
    assert coloured(desk, "stopped", around=desk.pixel(*SLOW)) > 60
    assert coloured(desk, "stopped", around=desk.pixel(*FAST)) == 0


def test_arrows_show_the_direction(desk, qtbot):
    shown(desk)
    desk.map.track.show([WAY], [], [])
    at = desk.pixel(58.7, 25.0)
    end = desk.pixel(58.7, 25.4)
    places = [QPoint(x, at.y()) for x in range(at.x(), end.x(), 24)]
    qtbot.waitUntil(lambda: sum(coloured(desk, "text", around=each) > 3 for each in places) >= 1)


def test_stops_and_what_is_picked_are_seen(desk, qtbot):
    shown(desk)
    before = coloured(desk, "ring", around=desk.pixel(*FAST))
    desk.map.track.show([WAY], [MapStop(58.8, 25.2, "0:45 <b>")], [[(58.7, 25.26), (58.7, 25.32)]])
    qtbot.waitUntil(lambda: coloured(desk, "ring", around=desk.pixel(*FAST)) > before + 40)
    assert coloured(desk, "stopped", around=desk.pixel(58.8, 25.2)) > 20


def test_it_takes_no_clicks_and_leaves_the_page_whole(desk, qtbot):
    at = shown(desk)
    desk.map.track.show([WAY], [MapStop(58.7, 25.2, "x")], [[(58.7, 25.2)]])
    desk.settle()
    with qtbot.waitSignal(desk.map.background_clicked):
        desk.click(at)
    wrong = []
    desk.page.runJavaScript(page.whole(), 0, wrong.append)
    qtbot.waitUntil(lambda: bool(wrong))
    assert wrong == [""]


def test_it_is_taken_away(desk, qtbot):
    shown(desk)
    desk.map.track.show([WAY], [], [])
    qtbot.waitUntil(lambda: coloured(desk, "moving", around=desk.pixel(*FAST)) > 60)
    desk.map.track.clear()
    qtbot.waitUntil(lambda: coloured(desk, "moving", around=desk.pixel(*FAST)) == 0)
    assert not desk.map.track.is_shown


def test_the_moment_of_the_charts_is_marked_until_it_is_gone(desk, qtbot):
    shown(desk)
    here, there = desk.pixel(58.7, 25.1), desk.pixel(58.7, 25.3)
    before = coloured(desk, "accent", around=here)
    desk.map.track.mark((58.7, 25.1))
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=here) > before + 30)
    desk.map.track.mark((58.7, 25.3))
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=there) > before + 30)
    assert coloured(desk, "accent", around=here) <= before
    desk.map.track.mark(None)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=there) <= before)
