"""The past in place of what is live, on the real page: in a frame that says so, until it ends."""

import os
import signal

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.mapview import page
from fleetdesk.mapview.replay_layer import NearPair, ReplayedUnit, ReplayedWay
from fleetdesk.mapview.track_layer import MapTrack
from tests.mapview.conftest import unit
from tests.mapview.test_task_pins import coloured, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

LIVE, PAST = (58.8, 25.1), (58.7, 25.3)
WORDS = "Not live: 27.11.2026 14:03:10 (replay) <b>"
WAY = ReplayedWay(tuple((58.7, 25.0 + n * 0.02) for n in range(21)), tuple(1000.0 + 60 * n for n in range(21)))
BANNER = "document.querySelector('.fleet-banner')"


@pytest.fixture
def live(desk):
    """A map with a vehicle that stands there now."""
    shown(desk)
    desk.map.set_units([unit("m/1", *LIVE)])
    desk.settle()
    desk.bot.waitUntil(lambda: coloured(desk, "stopped", around=desk.pixel(*LIVE)) > 30)
    return desk


def replayed(desk, *units, at=1900.0, near=()):
    desk.map.replay.show(at, WORDS, units or [ReplayedUnit("242KDN", *PAST, State.MOVING, 90.0)], near)
    desk.settle()


def test_what_was_is_drawn_and_what_is_live_is_not(live, qtbot):
    replayed(live)
    qtbot.waitUntil(lambda: coloured(live, "moving", around=live.pixel(*PAST)) > 30)
    assert coloured(live, "stopped", around=live.pixel(*LIVE)) == 0


def test_a_frame_and_words_say_that_it_is_not_live(live):
    replayed(live)
    assert live.js(f"{BANNER}.textContent") == WORDS
    assert not live.js(f"{BANNER}.hidden")
    frame = "getComputedStyle(map_fleet.getContainer(), '::before').borderTopWidth"
    assert live.js(frame) == "6px"
    live.map.replay.end()
    live.settle()
    assert live.js(f"{BANNER}.hidden")
    assert live.js(frame) != "6px"


def test_news_do_not_draw_over_it(live, qtbot):
    replayed(live)
    live.map.update_units([unit("m/1", *LIVE, label="news"), unit("m/2", 58.7, 25.1)])
    live.settle()
    replayed(live, ReplayedUnit("242KDN", 58.7, 25.35, State.MOVING, 90.0))
    qtbot.waitUntil(lambda: coloured(live, "moving", around=live.pixel(58.7, 25.35)) > 30)
    assert coloured(live, "stopped", around=live.pixel(58.7, 25.1)) == 0
    live.map.replay.end()
    qtbot.waitUntil(lambda: coloured(live, "stopped", around=live.pixel(58.7, 25.1)) > 30)
    assert coloured(live, "moving", around=live.pixel(*PAST)) == 0


def test_the_way_is_drawn_as_far_as_the_moment_and_no_further(live, qtbot):
    live.map.replay.show_ways([WAY])
    replayed(live, ReplayedUnit("x", 58.7, 25.3, State.MOVING), at=1900.0)
    behind, ahead = live.pixel(58.7, 25.25), live.pixel(58.7, 25.37)
    qtbot.waitUntil(lambda: coloured(live, "accent", around=behind) > 40)
    assert coloured(live, "accent", around=ahead) == 0
    replayed(live, ReplayedUnit("x", 58.7, 25.4, State.MOVING), at=2200.0)
    qtbot.waitUntil(lambda: coloured(live, "accent", around=ahead) > 40)


def test_who_is_near_whom_is_joined_by_a_line(live, qtbot):
    one, other = (58.7, 25.2), (58.7, 25.3)
    between = live.pixel(58.7, 25.22)
    before = coloured(live, "ring", around=between)
    units = [ReplayedUnit(name, *place, State.STOPPED) for name, place in (("a", one), ("b", other))]
    replayed(live, *units, near=[NearPair((one, other), "120 m")])
    qtbot.waitUntil(lambda: coloured(live, "ring", around=between) > before + 30)


def test_the_track_of_the_whole_period_steps_aside(live, qtbot):
    live.map.track.show([MapTrack(WAY.places, (0, *(2,) * 20))], [], [])
    ahead = live.pixel(58.7, 25.37)
    qtbot.waitUntil(lambda: coloured(live, "moving", around=ahead) > 40)
    replayed(live, ReplayedUnit("242KDN", 58.8, 25.3, State.MOVING))
    qtbot.waitUntil(lambda: coloured(live, "moving", around=ahead) == 0)
    live.map.replay.end()
    qtbot.waitUntil(lambda: coloured(live, "moving", around=ahead) > 40)


def test_hidden_vehicles_take_no_clicks_no_drops_and_are_not_lifted(live, qtbot):
    at = live.pixel(*LIVE)
    assert live.map.unit_at(at) == "m/1"
    replayed(live)
    assert live.map.unit_at(at) is None
    with qtbot.assertNotEmitted(live.map.unit_clicked), qtbot.waitSignal(live.map.background_clicked):
        live.click(at)
    live.map.replay.end()
    live.settle()
    with qtbot.waitSignal(live.map.unit_clicked):
        live.click(at)


def test_the_page_stays_whole(live, qtbot):
    replayed(live)
    wrong = []
    live.page.runJavaScript(page.whole(), 0, wrong.append)
    qtbot.waitUntil(lambda: bool(wrong))
    assert wrong == [""]


def test_it_goes_on_after_the_page_was_lost_and_ends(live, qtbot):
    replayed(live)
    with qtbot.waitSignal(live.map.ready, timeout=30_000):
        os.kill(live.page.renderProcessPid(), signal.SIGKILL)
    live.settle()
    assert live.js(f"{BANNER}.textContent") == WORDS
    qtbot.waitUntil(lambda: coloured(live, "moving", around=live.pixel(*PAST)) > 30)
    assert coloured(live, "stopped", around=live.pixel(*LIVE)) == 0
    with qtbot.waitSignal(live.map.replay.changed) as told:
        assert live.map.replay.end()
    assert told.args == [False]
    qtbot.waitUntil(lambda: coloured(live, "stopped", around=live.pixel(*LIVE)) > 30)
    assert not live.map.replay.end()
