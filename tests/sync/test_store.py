"""The one truth: newer wins, nothing vanishes by accident, every change is one signal."""

from datetime import timedelta

import pytest

from fleetdesk.api.parts import Pairing
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.motion import State
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.store import TASKS_AT_ONCE, Store
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks


@pytest.fixture
def store(qapp):
    return Store(lambda: NOW)


@pytest.fixture
def deltas(store):
    heard = []
    store.fleet_changed.connect(heard.append)
    return heard


def test_a_batch_is_one_signal(store, deltas):
    store.apply_positions([position(f"u{number}") for number in range(500)])
    assert len(deltas) == 1
    assert len(deltas[0].changed) == 500


def test_what_did_not_change_says_nothing(store, deltas):
    store.apply_positions([position("a"), position("b")])
    taken = store.apply_positions([position("a"), position("b", lat=58.6)])
    assert [each.unit for each in taken] == ["b"]
    assert deltas[1].changed == ("m/b",)


def test_an_older_position_is_ignored(store):
    store.apply_positions([position("a", lat=58.6)])
    assert store.apply_positions([position("a", lat=1.0, at=NOW - timedelta(minutes=1))]) == ()
    assert store.fleet["m/a"].position.lat == 58.6


def test_a_clock_from_the_future_does_not_shut_out_the_truth(store):
    store.apply_positions([position("a", at=NOW + timedelta(days=400))])
    store.apply_positions([position("a", lat=58.6, at=NOW)])
    assert store.fleet["m/a"].position.lat == 58.6


def test_a_position_before_its_unit_gets_a_name_later(store):
    store.apply_positions([position("242KDN")])
    assert store.fleet["m/242KDN"].label == "242KDN"
    store.apply_units("m", [unit("242KDN", name="Tartu 4")])
    assert store.fleet["m/242KDN"].unit.name == "Tartu 4"


def test_units_that_are_gone_go(store, deltas):
    store.apply_units("m", [unit("a"), unit("b")])
    store.select(["m/a"])
    store.apply_units("m", [unit("b")])
    assert list(store.fleet) == ["m/b"]
    assert deltas[-1].gone == ("m/a",)


def test_a_list_that_is_not_whole_takes_no_fleet_away(store):
    store.apply_units("m", [unit(f"u{number}") for number in range(100)])
    store.apply_units("m", [unit("u1"), unit("new")], whole=False)
    assert len(store.fleet) == 101


def test_swapped_coordinates_are_suspect(store):
    store.apply_positions([position(f"u{number}", lat=58 + number / 100) for number in range(30)])
    store.apply_positions([position("odd", lat=25.0, lon=58.5)])
    assert [key for key, each in store.fleet.items() if each.suspect] == ["m/odd"]


def test_selection_keeps_only_what_is_there(store):
    heard = []
    store.selection_changed.connect(heard.append)
    store.apply_units("m", [unit("a"), unit("b")])
    store.select(["m/a", "m/nobody", "m/a"])
    store.toggle("m/b")
    store.toggle("m/a")
    assert heard == [("m/a",), ("m/a", "m/b"), ("m/b",)]


def state_of(store):
    return store.fleet["m/a"].motion.state


def test_time_alone_silences(qapp):
    now = [NOW]
    store = Store(lambda: now[0])
    store.apply_positions([position("a", speed_kmh=60.0)])
    assert state_of(store) is State.MOVING
    now[0] += timedelta(minutes=20)
    for _ in range(10):
        store.tick()
    assert state_of(store) is State.SILENT


def test_a_tick_judges_a_tenth(store, deltas):
    store.apply_positions([position(f"u{number}") for number in range(100)])
    deltas.clear()
    store.tick()
    assert deltas == []


def test_drivers_and_pairings_arrive_on_their_units(store):
    store.apply_units("m", [unit("a"), unit("b")])
    store.apply_driving("m", [TachoState("m", unit="a", driver_name="AULO LÜTT", until_daily_rest_min=84)])
    store.apply_pairings("m", [Pairing("b", "Mercedes")])
    assert store.fleet["m/a"].driver == "AULO LÜTT"
    assert store.fleet["m/b"].vehicle == "Mercedes"
    store.apply_pairings("m", [])
    assert store.fleet["m/b"].vehicle is None


def test_forgetting_an_account_leaves_the_others(store):
    store.apply_units("m", [unit("a")])
    store.apply_units("v", [unit("b", account="v")])
    store.forget("m")
    assert list(store.fleet) == ["v/b"]


def test_counts(store):
    store.apply_positions([position("a", speed_kmh=50.0), position("b", speed_kmh=0.0, ignition=True)])
    counts = store.counts()
    assert (counts["all"], counts["moving"], counts["idling"], counts["stopped"]) == (2, 1, 1, 0)


MANY = [Task("m", number, status=TaskStatus.COMPLETED) for number in range(2 * TASKS_AT_ONCE + 1)]


@pytest.fixture
def task_deltas(store):
    heard = []
    store.tasks_changed.connect(heard.append)
    return heard


def test_very_many_tasks_come_and_go_a_slice_at_a_time(store, task_deltas):
    store.task_store.keep_finished = True
    apply_tasks(store, "m", MANY)
    apply_tasks(store, "m", MANY[:1], everything=True)
    assert set(store.tasks) == {"m/0"}
    assert max(len(each.changed) + len(each.gone) for each in task_deltas) <= TASKS_AT_ONCE


def test_finished_tasks_go_a_slice_at_a_time_unless_they_are_wanted_again(store, task_deltas, qtbot):
    store.task_store.keep_finished = True
    apply_tasks(store, "m", MANY)
    task_deltas.clear()
    store.keep_finished(False)
    assert len(store.tasks) == len(MANY) - TASKS_AT_ONCE
    store.keep_finished(True)
    assert len(store.tasks) == len(MANY) - TASKS_AT_ONCE
    store.keep_finished(False)
    qtbot.waitUntil(lambda: not store.tasks)
    assert max(len(each.gone) for each in task_deltas) <= TASKS_AT_ONCE
