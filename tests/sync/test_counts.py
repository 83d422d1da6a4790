"""Counters kept by what changes: the same numbers as one walk over fleet and tasks, for less."""

import random
from datetime import timedelta
from functools import partial

from fleetdesk.domain.motion import Motion, State
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.counts import FleetCounts
from fleetdesk.sync.fleet import Delta, Seen
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, position, unit


def walked(store):
    counted = dict.fromkeys((*State, "all", "late", "unassigned", "people"), 0)
    for seen in store.fleet.values():
        counted[seen.motion.state] += 1
        counted["people"] += seen.unit.kind is UnitKind.PERSON
    counted["all"] = len(store.fleet)
    counted["late"] = sum(task.late(store.now()) for task in store.task_store.unfinished.values())
    counted["unassigned"] = sum(task.unassigned for task in store.task_store.unfinished.values())
    return counted


def some_task(dice):
    end = NOW + timedelta(minutes=dice.randint(-300, 300)) if dice.random() < 0.8 else None
    status = dice.choice((TaskStatus.CREATED, TaskStatus.COMPLETED))
    return Task("m", dice.randint(1, 40), status=status, unit=dice.choice((None, "u1")), stop_at=end)


def some_position(dice):
    at = NOW - timedelta(minutes=dice.choice((0, 10, 20, 2000)))
    return position(f"u{dice.randint(1, 60)}", at=at, speed_kmh=dice.choice((0.0, 50.0)), ignition=dice.random() < 0.5)


def change(dice, store):
    """Let one thing happen that changes numbers."""
    dice.choice(
        (
            lambda: store.apply_positions([some_position(dice) for _ in range(20)]),
            lambda: store.apply_units("m", [unit(f"u{number}") for number in dice.sample(range(1, 61), 30)]),
            lambda: store.apply_units("n", [unit(f"p{number}", "n", kind=UnitKind.PERSON) for number in range(5)]),
            lambda: store.apply_task(some_task(dice)),
            lambda: store.tick(),
            lambda: store.set_link(Link("m", "Fake", dice.choice((LinkStatus.LIVE, LinkStatus.OFFLINE)))),
            lambda: store.forget("n"),
            lambda: store.keep_finished(dice.random() < 0.5),
        )
    )()


def test_numbers_are_those_of_a_walk_whatever_changes(qapp, day_seed):
    for turn in range(8):
        dice, now = random.Random(day_seed + turn), [NOW]
        store = Store(partial(now.__getitem__, 0))
        for _ in range(150):
            now[0] += timedelta(minutes=dice.choice((0, 0, 1, 30)))
            change(dice, store)
            assert dict(store.counts()) == walked(store)


def test_another_fleet_in_its_place_is_counted(qapp):
    store = Store(lambda: NOW)
    store.apply_units("m", [unit("a"), unit("b")])
    assert store.counts()["all"] == store.counts()[State.SILENT] == 2
    store.fleet = {"m/a": Seen(unit("a"))}
    assert store.counts()["all"] == store.counts()[State.SILENT] == 1


def test_a_change_counts_who_changed_and_not_the_fleet():
    fleet = {f"m/{number}": Seen(unit(f"{number}")) for number in range(5000)}
    counts = FleetCounts()
    counts.of(fleet)
    before = counts.counted
    fleet["m/7"] = Seen(unit("7"), motion=Motion(State.MOVING, None, 0))
    counts.note(fleet, Delta(("m/7",)))
    assert counts.of(fleet)[State.MOVING] == 1
    assert counts.counted - before == 1
