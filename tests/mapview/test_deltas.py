"""One message says what changed, and no more than that."""

import json

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.map_unit import MapUnit


def unit(key, lat=58.0, **more):
    return MapUnit(key, lat, 25.0, State.MOVING, 90, 0, key, **more)


@pytest.fixture
def state():
    state = MapState()
    state.set_units([unit("a"), unit("b")])
    state.take()
    return state


def test_nothing_is_pending_after_a_message(state):
    assert not state.pending
    assert state.take() == {}


def test_the_last_word_wins(state):
    state.put("theme", "dark")
    state.put("theme", "light")
    assert state.take() == {"theme": "light"}


def test_after_a_restart_everything_is_said_again(state):
    state.put("selection", ["a"])
    state.take()
    state.restart()
    message = state.take()
    assert message["selection"] == ["a"]
    assert len(message["units"]["named"]) == 2


def test_what_the_page_reported_is_said_only_after_a_restart(state):
    state.remember("view", {"lat": 1.0})
    assert not state.pending
    state.restart()
    assert state.take()["view"] == {"lat": 1.0}


def test_a_report_does_not_overwrite_an_order_not_yet_given(state):
    state.put("view", {"lat": 2.0})
    state.remember("view", {"lat": 1.0})
    assert state.take()["view"] == {"lat": 2.0}


def test_ten_thousand_units_that_moved_are_one_message_of_less_than_a_quarter_of_a_megabyte():
    state = MapState()
    state.set_units(unit(f"metrotec/{number}") for number in range(10_000))
    assert len(json.dumps(state.take())) < 1_000_000
    state.update_units((unit(f"metrotec/{number}", 58.1) for number in range(10_000)), [])
    assert len(json.dumps(state.take())) < 250_000
