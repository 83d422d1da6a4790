"""Turned back, the desk shows a recorded minute and nothing else; the live picture goes on and comes back whole."""

import asyncio
import random
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.api.provider import Listing
from fleetdesk.base.errors import UsageError
from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.motion import State
from fleetdesk.domain.recording.picture import minute_of
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import UnitKind
from fleetdesk.storage.recording import RecordingFile
from fleetdesk.sync.back_in_time import BackInTime
from fleetdesk.sync.background import Background
from fleetdesk.sync.recorder import Recorder
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, position, unit


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.at = NOW

    def __call__(self):
        return self.at

    def go(self, **span):
        self.at += timedelta(**span)


class Turnable:
    """A live store with a recorder, what shows it, and the one way to turn that."""

    def __init__(self, folder, **settings):
        self.clock, self.failed = Clock(), []
        self.background = Background(lambda name, error: self.failed.append(error))
        self.live = Store(self.clock)
        self.file = RecordingFile(folder / "recording.db", 1e9, 14)
        self.recorder = Recorder(self.live, self.file, self.background, lambda: ["m"], **settings)
        self.shown = ShownStore(self.live)
        self.back = BackInTime(self.shown, self.recorder, self.background, str)
        self.said = []
        self.back.failed.connect(self.said.append)
        self.live.set_link(Link("m", "Fake", LinkStatus.LIVE))

    async def record(self):
        """Record a minute, as soon as it has begun."""
        self.recorder.tick()
        await self.rest()

    async def rest(self):
        """Wait until all that was begun has ended."""
        while self.background.running:
            await asyncio.gather(*self.background.running, return_exceptions=True)

    async def go(self, at):
        self.back.go(at.timestamp())
        await self.rest()

    async def come_back(self):
        self.back.come_back()
        await self.rest()

    async def close(self):
        await self.rest()
        await self.recorder.close()


@pytest.fixture
async def turnable(qapp, tmp_path):
    made = Turnable(tmp_path)
    await made.recorder.load()
    yield made
    await made.close()
    assert made.failed == []


def picture(store):
    """All that views see of a store."""
    fleet = {
        key: (each.unit, each.position, each.motion, each.driving, each.vehicle, each.suspect, each.lost)
        for key, each in store.fleet.items()
    }
    return store.now(), fleet, dict(store.tasks), dict(store.links), dict(store.counts())


def task(number, **more):
    return Task("m", number, order_ref=f"ORD-{number}", status=TaskStatus.CREATED, **more)


def live_on(live, clock, chance):
    """Let a minute pass in which anything may happen."""
    clock.go(seconds=60)
    names = [f"V{number}" for number in range(12)]
    if chance.random() < 0.3:
        live.apply_units("m", [unit(name, name=f"Truck {name}") for name in names if chance.random() < 0.8])
    live.apply_positions(
        [
            position(
                name, round(chance.uniform(57, 60), 6), at=clock.at, speed_kmh=chance.choice([0.0, 60.0]), ignition=True
            )
            for name in names
            if chance.random() < 0.5
        ]
    )
    for number in range(8):
        if chance.random() < 0.2:
            live.apply_task(task(number, unit=chance.choice([None, "V1"]), stop_at=clock.at + timedelta(minutes=5)))
    if chance.random() < 0.2:
        status = chance.choice([LinkStatus.LIVE, LinkStatus.OFFLINE])
        live.set_link(Link("m", "Fake", status, heard_at=clock.at, positions_at=clock.at))
    for _ in range(10):
        live.tick()


async def test_any_minute_shows_what_the_desk_showed_at_it(turnable, day_seed):
    """Against a plain list of what was shown, in any order, while the live picture goes on."""
    chance, shown = random.Random(day_seed), {}
    for _ in range(40):
        live_on(turnable.live, turnable.clock, chance)
        await turnable.record()
        shown[minute_of(turnable.clock.at.timestamp())] = picture(turnable.shown)
    for minute in chance.sample(list(shown), 15):
        turnable.back.go(minute * 60.0)
        await turnable.rest()
        assert picture(turnable.shown) == shown[minute]
        live_on(turnable.live, turnable.clock, chance)
        assert picture(turnable.shown) == shown[minute]
    await turnable.come_back()
    assert picture(turnable.shown) == picture(turnable.live)


async def test_whoever_follows_the_signals_sees_what_the_store_shows(turnable, day_seed):
    chance, seen, tasks = random.Random(day_seed), {}, {}

    def follow(of, into):
        return lambda delta: (
            into.update((key, of()[key]) for key in delta.changed),
            [into.pop(key, None) for key in delta.gone],
        )

    turnable.shown.fleet_changed.connect(follow(lambda: turnable.shown.fleet, seen))
    turnable.shown.tasks_changed.connect(follow(lambda: turnable.shown.tasks, tasks))
    for step in range(30):
        live_on(turnable.live, turnable.clock, chance)
        await turnable.record()
        if step % 5 == 3:
            await turnable.go(turnable.clock.at - timedelta(minutes=chance.randrange(step + 1)))
        if step % 5 == 0:
            await turnable.come_back()
        assert seen == turnable.shown.fleet
        assert tasks == turnable.shown.tasks


def person(at, lat=48.1):
    return replace(position("jan", lat, 17.1, at=at), unit_kind=UnitKind.PERSON)


def places(turnable):
    return {key: (each.position.lat, each.position.lon) for key, each in turnable.shown.fleet.items() if each.position}


async def test_minutes_that_were_recorded_before_a_trip_was_known_to_be_private_lose_its_places(turnable):
    began = turnable.clock.at + timedelta(seconds=90)
    minutes = []
    for _ in range(5):
        turnable.live.apply_positions([person(turnable.clock.at), position("A", at=turnable.clock.at)])
        await turnable.record()
        minutes.append(turnable.clock.at)
        turnable.clock.go(minutes=1)
    turnable.live.apply_private_times("m", frozenset({PrivateTime("jan", began)}))
    await turnable.rest()
    for minute in minutes:
        await turnable.go(minute)
        assert places(turnable)["m/jan"] == ((48.1, 17.1) if minute < began else (None, None))
        assert places(turnable)["m/A"] != (None, None)


async def test_a_private_trip_that_is_known_before_the_file_is_open_is_hidden_then(qapp, tmp_path, turnable):
    turnable.live.apply_positions([person(turnable.clock.at)])
    await turnable.record()
    again = Turnable(tmp_path)
    again.live.apply_private_times("m", frozenset({PrivateTime("jan", turnable.clock.at)}))
    await again.recorder.load()
    await again.rest()
    await again.go(turnable.clock.at)
    assert places(again)["m/jan"] == (None, None)
    await again.close()


async def test_who_is_known_to_drive_privately_has_no_place_from_that_moment_on(turnable):
    """The live picture, and so the minute that is recorded next; not only from the next positions on."""
    turnable.live.apply_positions([person(turnable.clock.at)])
    (hidden,) = turnable.live.apply_private_times("m", frozenset({PrivateTime("jan", turnable.clock.at)}))
    await turnable.rest()
    assert hidden.private
    assert places(turnable)["m/jan"] == (None, None)
    assert turnable.live.apply_private_times("m", frozenset({PrivateTime("jan", turnable.clock.at)})) == ()


async def test_a_disk_that_cannot_hide_is_said_and_tried_again_with_the_next_change(turnable, tmp_path):
    said = []
    turnable.live.notice.connect(said.append)
    turnable.live.apply_positions([person(turnable.clock.at)])
    await turnable.record()
    with closing(sqlite3.connect(tmp_path / "recording.db", isolation_level=None)) as other:
        other.execute("CREATE TRIGGER full BEFORE UPDATE ON frame BEGIN SELECT RAISE(ABORT, 'full'); END")
        turnable.live.apply_private_times("m", frozenset({PrivateTime("jan", turnable.clock.at)}))
        await turnable.rest()
        other.execute("DROP TRIGGER full")
    assert len(said) == 1
    more = {PrivateTime("jan", turnable.clock.at), PrivateTime("eva", turnable.clock.at)}
    turnable.live.apply_private_times("m", frozenset(more))
    await turnable.rest()
    await turnable.go(turnable.clock.at)
    assert places(turnable)["m/jan"] == (None, None)


async def test_the_live_picture_goes_on_being_recorded_while_the_past_is_shown(turnable):
    turnable.live.apply_units("m", [unit("A")])
    await turnable.record()
    first = turnable.clock.at
    await turnable.go(first)
    turnable.clock.go(minutes=1)
    turnable.live.apply_units("m", [unit("A"), unit("B")])
    await turnable.record()
    assert set(turnable.shown.fleet) == {"m/A"}
    await turnable.go(turnable.clock.at)
    assert set(turnable.shown.fleet) == {"m/A", "m/B"}


async def test_what_comes_during_the_way_back_is_there_too(turnable):
    turnable.live.apply_units("m", [unit(f"V{number}") for number in range(350)])
    await turnable.record()
    await turnable.go(turnable.clock.at)
    turnable.shown.fleet_changed.connect(lambda _delta: turnable.live.apply_task(task(len(turnable.live.tasks))))
    await turnable.come_back()
    assert len(turnable.shown.tasks) > 2
    assert dict(turnable.shown.tasks) == dict(turnable.live.tasks)


async def test_the_last_wish_is_what_is_shown(turnable):
    moments = []
    for name in "ABC":
        turnable.live.apply_units("m", [unit(name)])
        await turnable.record()
        moments.append(turnable.clock.at)
        turnable.clock.go(minutes=1)
    for moment in (*moments, moments[1]):
        turnable.back.go(moment.timestamp())
    await turnable.rest()
    assert set(turnable.shown.fleet) == {"m/B"}
    assert turnable.shown.past == moments[1]


async def test_the_selection_outlives_a_minute_in_which_its_vehicle_was_not_there(turnable):
    await turnable.record()
    before = turnable.clock.at
    turnable.clock.go(minutes=1)
    turnable.live.apply_units("m", [unit("A")])
    turnable.shown.select(["m/A"])
    await turnable.go(before)
    assert turnable.shown.fleet == {}
    await turnable.come_back()
    assert turnable.shown.selection == ("m/A",)


async def test_nothing_may_be_changed_in_the_past(turnable):
    await turnable.record()
    turnable.back.refuse_in_the_past()
    await turnable.go(turnable.clock.at)
    with pytest.raises(UsageError, match="Press Esc"):
        turnable.back.refuse_in_the_past()
    await turnable.come_back()
    turnable.back.refuse_in_the_past()


async def test_where_nothing_is_recorded_that_is_said_and_the_desk_stays_live(turnable):
    await turnable.go(turnable.clock.at)
    assert len(turnable.said) == 1
    assert not turnable.back.is_back
    turnable.live.apply_units("m", [unit("A")])
    assert set(turnable.shown.fleet) == {"m/A"}


async def test_an_account_of_now_that_was_not_recorded_has_nothing_then(turnable):
    await turnable.record()
    turnable.live.set_link(Link("new", "Other", LinkStatus.LIVE))
    turnable.live.apply_units("new", [unit("A", "new")])
    await turnable.go(turnable.clock.at)
    assert turnable.shown.fleet == {}
    assert turnable.shown.links["new"] == Link("new", "Other")


async def test_a_removed_account_is_gone_from_the_past_too(turnable):
    turnable.live.apply_units("m", [unit("A")])
    turnable.live.apply_task(task(1))
    await turnable.record()
    await turnable.go(turnable.clock.at)
    turnable.live.forget("m")
    await turnable.rest()
    assert (dict(turnable.shown.fleet), dict(turnable.shown.tasks), dict(turnable.shown.links)) == ({}, {}, {})
    assert await turnable.back.minutes() == []


async def test_a_minute_is_recorded_once_and_a_desk_without_accounts_records_none(turnable):
    for _ in range(3):
        await turnable.record()
        turnable.clock.go(seconds=5)
    assert len(await turnable.back.minutes()) == 1
    turnable.live.forget("m")
    turnable.clock.go(minutes=1)
    await turnable.record()
    assert await turnable.back.minutes() == []


async def test_a_disk_that_takes_nothing_is_said_once_and_stops_nothing(turnable, tmp_path):
    said = []
    turnable.live.notice.connect(said.append)
    with sqlite3.connect(tmp_path / "recording.db", isolation_level=None) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON frame BEGIN SELECT RAISE(ABORT, 'full'); END")
        for _ in range(2):
            await turnable.record()
            turnable.clock.go(minutes=1)
        other.execute("DROP TRIGGER full")
    other.close()
    assert len(said) == 1
    await turnable.record()
    assert len(await turnable.back.minutes()) == 1


async def test_switched_off_it_keeps_nothing(qapp, tmp_path):
    on = Turnable(tmp_path)
    await on.recorder.load()
    await on.record()
    await on.close()
    off = Turnable(tmp_path, on=False)
    await off.recorder.load()
    await off.record()
    assert await off.back.minutes() == []
    await off.close()


async def test_who_looks_at_the_past_has_not_seen_what_is_new(turnable):
    await turnable.live.apply_list("m", Listing([]), 0)
    await turnable.live.apply_list("m", Listing([task(1)]), 0)
    await turnable.record()
    await turnable.go(turnable.clock.at)
    turnable.shown.mark_seen(["m/1"])
    await turnable.come_back()
    assert turnable.shown.task_store.unseen == {"m/1"}


def walked(store):
    """The counters as a walk through all that is shown finds them."""
    found = Counter(seen.motion.state.value for seen in store.fleet.values())
    return {"all": len(store.fleet), **{str(state): found[state.value] for state in State}}


async def test_counters_are_of_what_is_shown(turnable):
    def told():
        return {name: count for name, count in turnable.shown.counts().items() if name in walked(turnable.shown)}

    turnable.live.apply_units("m", [unit("1"), unit("2")])
    assert told() == walked(turnable.shown)
    await turnable.record()
    recorded = turnable.clock.at
    turnable.live.apply_units("m", [unit("1"), unit("2"), unit("3")])
    turnable.live.apply_positions([position("3", speed_kmh=50.0)])
    assert told() == walked(turnable.shown)
    assert told()["all"] == 3
    turnable.clock.go(minutes=5)
    await turnable.go(recorded)
    assert told() == walked(turnable.shown)
    assert told()["all"] == 2
    turnable.live.apply_positions([position("2", speed_kmh=50.0)])
    await turnable.come_back()
    assert told() == walked(turnable.shown)
    assert told()["all"] == 3
