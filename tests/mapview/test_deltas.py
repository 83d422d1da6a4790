"""One message says what changed, and no more than that."""

import json

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import LATE
from fleetdesk.mapview.changes import ROWS_AT_ONCE
from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.pins import MapPin


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


def pins(count, label="a"):
    return [MapPin(f"m/{number}", 58.0, 25.0, LATE, label, "") for number in range(count)]


def page_of(state):
    """What a page knows that has taken every message, and how many rows each had."""
    known, sizes = {}, []
    while state.pending:
        message = state.take()
        if "tasks" in message:
            known.clear()
        rows = message.get("tasks", message.get("tasks_changed", []))
        known.update((row[0], row[5]) for row in rows)
        for key in message.get("tasks_gone", ()):
            del known[key]
        sizes.append(len(rows))
    return known, sizes


def test_very_many_pins_go_with_several_messages_and_all_of_them_arrive():
    state = MapState()
    state.update_pins(pins(2 * ROWS_AT_ONCE + 5), [])
    known, sizes = page_of(state)
    assert (len(known), sizes) == (2 * ROWS_AT_ONCE + 5, [ROWS_AT_ONCE, ROWS_AT_ONCE, 5])
    state.restart()
    state.take()
    state.update_pins(pins(3, "b"), [f"m/{2 * ROWS_AT_ONCE}"])
    state.restart()
    known, sizes = page_of(state)
    assert max(sizes) == ROWS_AT_ONCE
    assert known == {f"m/{number}": "b" if number < 3 else "a" for number in range(2 * ROWS_AT_ONCE + 5)
                     if number != 2 * ROWS_AT_ONCE}  # fmt: skip


def test_a_pin_that_goes_before_its_turn_is_not_told():
    state = MapState()
    state.update_pins(pins(ROWS_AT_ONCE + 5), [])
    state.take()
    state.update_pins([], [f"m/{ROWS_AT_ONCE + 1}"])
    assert [row[0] for row in state.take()["tasks_changed"]] == [f"m/{ROWS_AT_ONCE + each}" for each in (0, 2, 3, 4)]
