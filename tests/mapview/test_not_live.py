"""A map of a desk that is turned back: a frame with words around the vehicles of then, on the real page."""

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.mapview.replay_layer import ReplayedUnit
from tests.mapview.conftest import unit
from tests.mapview.test_replay import BANNER
from tests.mapview.test_task_pins import coloured, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

PLACE = (58.8, 25.1)
PAST, REPLAY = "Not live: Fri 27.11.2026 14:03 <b>", "Not live: 26.11.2026 08:00:00 (replay)"


def said(desk):
    desk.settle()
    return "" if desk.js(f"{BANNER}.hidden") else desk.js(f"{BANNER}.textContent")


def test_the_frame_says_it_and_the_vehicles_stay(desk, qtbot):
    shown(desk)
    desk.map.set_units([unit("m/1", *PLACE)])
    desk.map.say_past(PAST)
    assert said(desk) == PAST
    qtbot.waitUntil(lambda: coloured(desk, "stopped", around=desk.pixel(*PLACE)) > 30)
    desk.map.say_past("")
    assert said(desk) == ""


def test_a_replay_s_words_come_first_and_those_of_the_desk_come_back(desk):
    shown(desk)
    desk.map.say_past(PAST)
    desk.map.replay.show(1000.0, REPLAY, [ReplayedUnit("x", *PLACE, State.MOVING)])
    assert said(desk) == REPLAY
    desk.map.replay.end()
    assert said(desk) == PAST
