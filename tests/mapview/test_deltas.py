"""One message says what changed, and no more than that."""

import json

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.mapview.deltas import MapState, MapUnit, row


def unit(key, lat=58.0, **more):
    return MapUnit(key, lat, 25.0, State.MOVING, 90, 0, key, "", **more)


@pytest.fixture
def state():
    state = MapState()
    state.set_units([unit("a"), unit("b")])
    state.take()
    return state


def test_the_first_message_has_every_unit():
    state = MapState()
    state.set_units([unit("a"), unit("b")])
    assert [found[0] for found in state.take()["units"]] == ["a", "b"]


def test_nothing_is_pending_after_a_message(state):
    assert not state.pending
    assert state.take() == {}


def test_a_change_goes_alone(state):
    state.update_units([unit("a", 59.0)], [])
    message = state.take()
    assert [found[:2] for found in message["changed"]] == [("a", 59.0)]
    assert message["gone"] == []


def test_an_unchanged_unit_costs_nothing(state):
    state.update_units([unit("a")], ["unknown"])
    assert not state.pending


def test_many_changes_of_one_unit_make_one_row(state):
    for lat in range(10, 60):
        state.update_units([unit("a", float(lat))], [])
    assert [found[1] for found in state.take()["changed"]] == [59.0]


def test_gone_and_back_is_a_change_only(state):
    state.update_units([], ["a"])
    state.update_units([unit("a", 59.0)], [])
    message = state.take()
    assert [found[0] for found in message["changed"]] == ["a"]
    assert message["gone"] == []


def test_changed_and_gone_is_gone_only(state):
    state.update_units([unit("a", 59.0)], ["a"])
    assert state.take() == {"changed": [], "gone": ["a"]}


def test_a_replacement_swallows_the_changes_before_it(state):
    state.update_units([unit("a", 59.0)], ["b"])
    state.set_units([unit("c")])
    assert state.take() == {"units": [row(unit("c"))]}


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
    assert len(message["units"]) == 2


def test_what_the_page_reported_is_said_only_after_a_restart(state):
    state.remember("view", {"lat": 1.0})
    assert not state.pending
    state.restart()
    assert state.take()["view"] == {"lat": 1.0}


def test_a_report_does_not_overwrite_an_order_not_yet_given(state):
    state.put("view", {"lat": 2.0})
    state.remember("view", {"lat": 1.0})
    assert state.take()["view"] == {"lat": 2.0}


def test_a_row_carries_state_heading_and_flags_as_numbers():
    found = row(MapUnit("k", 58.1234567, 25.0, State.SILENT, None, 7, "L", "D", person=True, suspect=True))
    assert found == ("k", 58.123457, 25.0, 3, -1, 3, "L", "D", 3)


def test_ten_thousand_units_are_one_message_of_less_than_two_megabytes():
    state = MapState()
    state.set_units(unit(f"metrotec/{number}") for number in range(10_000))
    assert len(json.dumps(state.take())) < 2_000_000
