"""Fresh while it can be, slower while it fails, and silent when the user must act."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from fleetdesk.api.provider import Listing, RowList
from fleetdesk.base.errors import NotSignedIn, RateLimited, Unreachable
from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.storage import cache as caches
from fleetdesk.storage.cache import Cache
from fleetdesk.storage.database import open_disposable
from fleetdesk.sync import poller as pollers
from fleetdesk.sync.background import Background
from fleetdesk.sync.poller import Pace, Poller
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW, FakeProvider, InTurn, position, unit
from tests.waiting import until

QUICK = Pace(positions=0.01, units=60, tasks=60, driving=60, pairings=60)


@pytest.fixture
def provider():
    made = FakeProvider()
    made.answers["units"], made.answers["positions"] = [unit("a")], [position("a")]
    return made


@asynccontextmanager
async def polling(provider, tmp_path, pace=QUICK, report=None, pause=None):
    faults: list[Any] = []
    background = Background(lambda name, error: faults.append((name, error)))
    store, cache = Store(lambda: NOW), Cache(tmp_path / "cache.db")
    poller = Poller(provider, store, cache, background, pace, report or faults.append, pause)
    poller.start()
    yield store, poller, cache
    await poller.close()
    await background.close()
    cache.close()
    assert faults == []


async def heard(signal, true=lambda *_: True):
    """Waits for a signal that makes it true."""
    future = asyncio.get_running_loop().create_future()

    def hear(*what):
        if true(*what) and not future.done():
            future.set_result(what)

    signal.connect(hear)
    try:
        async with asyncio.timeout(10):
            return await future
    finally:
        signal.disconnect(hear)


async def test_the_fleet_arrives_and_is_cached(qapp, provider, tmp_path):
    async with polling(provider, tmp_path) as (store, _, cache):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        await until(lambda: cache.positions(["m"]))
        assert "m/a" in store.fleet
        assert store.links["m"].spent == 3


async def test_a_task_that_another_dispatcher_makes_is_marked_and_kept_so(qapp, provider, tmp_path):
    mine = Task("m", 7, order_ref="MINE", status=TaskStatus.CREATED)
    provider.answers["tasks"] = [mine]
    async with polling(provider, tmp_path) as (store, poller, cache):
        await until(lambda: cache.tasks(["m"]))
        provider.answers["tasks"] = [mine, replace(mine, id=8, order_ref="THEIRS")]
        poller.refresh("tasks")
        await until(lambda: cache.unseen(["m"]) == ["m/8"])
        assert store.task_store.unseen == {"m/8"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unreachable("away"), "offline"),
        (RateLimited("busy", retry_after_s=60), "waiting"),
        (NotSignedIn("who"), "signin"),
    ],
)
async def test_a_failure_is_said_and_the_fleet_stays(qapp, provider, tmp_path, error, status):
    async with polling(provider, tmp_path) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        provider.answers["positions"] = error
        poller.refresh("positions")
        await heard(store.links_changed, lambda: store.links["m"].status == status)
        assert store.links["m"].sentence == str(error)
        assert "m/a" in store.fleet


async def test_it_recovers_by_itself(qapp, provider, tmp_path, monkeypatch):
    monkeypatch.setattr(pollers, "FIRST_PAUSE_S", 0.01)
    provider.answers["positions"] = Unreachable("away")
    async with polling(provider, tmp_path) as (store, _, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "offline")
        provider.answers["positions"] = [position("a")]
        await heard(store.links_changed, lambda: store.links["m"].status == "live")


async def test_a_refused_password_is_not_tried_again_by_itself(qapp, provider, tmp_path, monkeypatch):
    monkeypatch.setattr(pollers, "FIRST_PAUSE_S", 0.001)
    provider.answers["positions"] = NotSignedIn("who")
    async with polling(provider, tmp_path) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "signin")
        before = provider.calls.count("positions")
        for _ in range(200):
            await asyncio.sleep(0)
        assert provider.calls.count("positions") == before
        provider.answers["positions"] = [position("a")]
        poller.refresh()
        await heard(store.links_changed, lambda: store.links["m"].status == "live")


async def test_a_retry_after_is_honoured(qapp, provider, tmp_path):
    provider.answers["positions"] = RateLimited("busy", retry_after_s=3600)
    async with polling(provider, tmp_path) as (store, _, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "waiting")
        for _ in range(200):
            await asyncio.sleep(0)
        assert provider.calls.count("positions") == 1


async def test_only_what_the_back_end_has_is_asked(qapp, tmp_path):
    provider = FakeProvider(vehicles=False)
    async with polling(provider, tmp_path) as (store, _, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        await until(lambda: "pairings" in provider.calls)
    assert set(provider.calls) == {"units", "positions", "pairings"}


async def test_a_private_trip_hides_its_driver_before_the_next_positions_come(qapp, tmp_path):
    provider = FakeProvider(vehicles=False)
    provider.answers["positions"] = [position("jan")]
    async with polling(provider, tmp_path, Pace(positions=60, units=60, pairings=0.01)) as (store, _, cache):
        await until(lambda: cache.positions(["m"]))
        provider.private_times = frozenset({PrivateTime("jan", NOW)})
        await until(lambda: cache.positions(["m"])[0].lat is None)
        assert store.fleet["m/jan"].position.lat is None


@pytest.fixture
def small_disk(monkeypatch):
    """A disk on which a cache of one page is all that fits."""

    def opened(*what):
        database, notice = open_disposable(*what)
        database.execute("PRAGMA max_page_count = 1")
        return database, notice

    monkeypatch.setattr(caches, "open_disposable", opened)


async def test_a_full_disk_does_not_stop_the_polls(qapp, provider, tmp_path, small_disk):
    said: list[Any] = []
    store, cache = Store(lambda: NOW), Cache(tmp_path / "cache.db")
    background = Background(lambda name, error: said.append(error))
    provider.answers["positions"] = [position(f"u{number}" * 50) for number in range(500)]
    poller = Poller(provider, store, cache, background, QUICK, said.append)
    poller.start()
    await until(lambda: provider.calls.count("positions") >= 3)
    await poller.close()
    cache.close()
    assert said
    assert all("cannot be kept" in str(each) for each in said)


async def test_closing_closes_the_back_end(qapp, provider, tmp_path):
    async with polling(provider, tmp_path):
        pass
    assert provider.closed


def tasks(count):
    return [
        Task("m", number, order_ref=f"R{number}", status=TaskStatus.CREATED, active=True)
        for number in range(1, count + 1)
    ]


@pytest.fixture
def weighed(provider, monkeypatch):
    """A server with a fleet and 21 tasks; what is doubted is asked for again at once, nothing else is."""
    monkeypatch.setattr(pollers, "CONFIRM_S", 0.01)
    provider.answers["units"] = [unit(f"u{number}") for number in range(12)]
    provider.answers["tasks"] = tasks(21)
    return provider


@asynccontextmanager
async def polled(provider, tmp_path, make=Poller):
    """A desk that has polled once: store, poller, cache, and what it says."""
    said: list[Any] = []
    background = Background(lambda name, error: said.append((name, error)))
    store, cache = Store(lambda: NOW), Cache(tmp_path / "cache.db")
    poller = make(provider, store, cache, background, Pace(60, 60, 60, 60, 60, 60), said.append)
    poller.start()
    await until(lambda: len(cache.tasks(["m"])) == 21 and len(cache.units(["m"])) == 12)
    yield store, poller, cache, said
    await poller.close()
    await background.close()
    cache.close()


async def test_an_empty_list_of_tasks_takes_nothing_away_and_is_said(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, cache, said):
        weighed.answers["tasks"] = InTurn([], tasks(21), tasks(21))
        poller.refresh("tasks")
        await until(lambda: weighed.answers["tasks"].at_last)
        await until(lambda: said)
        assert len(store.tasks) == len(cache.tasks(["m"])) == 21
        assert said == ["m lists no tasks, where 21 were known. They stay until a second answer says the same."]


async def test_tasks_are_gone_when_a_second_answer_says_so(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, cache, said):
        weighed.answers["tasks"] = tasks(3)
        poller.refresh("tasks")
        await until(lambda: len(cache.tasks(["m"])) == 3)
        assert len(store.tasks) == 3
        assert len(said) == 2


async def test_a_second_answer_that_is_not_complete_says_nothing_of_who_is_gone(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, cache, _said):
        cut = Listing([], complete=False)
        weighed.answers["tasks"] = InTurn([], cut, cut, tasks(21))
        poller.refresh("tasks")
        await until(lambda: weighed.answers["tasks"].at_last)
        assert len(store.tasks) == len(cache.tasks(["m"])) == 21


async def test_a_doubted_list_still_brings_what_is_new(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, _, _said):
        new = Task("m", 99, order_ref="NEW", status=TaskStatus.CREATED, active=True)
        weighed.answers["tasks"] = InTurn([new], [*tasks(21), new])
        poller.refresh("tasks")
        await until(lambda: weighed.answers["tasks"].at_last)
        assert len(store.tasks) == 22


async def test_a_task_whose_row_cannot_be_read_stays_until_a_second_answer(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, cache, said):
        weighed.answers["tasks"] = InTurn(Listing(tasks(20), unread=1), tasks(21))
        poller.refresh("tasks")
        await until(lambda: weighed.answers["tasks"].at_last)
        await until(lambda: said)
        assert len(store.tasks) == len(cache.tasks(["m"])) == 21
        weighed.answers["tasks"] = Listing(tasks(20), unread=1)
        poller.refresh("tasks")
        await until(lambda: len(cache.tasks(["m"])) == 20)


async def test_a_list_of_others_with_rows_that_cannot_be_read_takes_nothing_away(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, _cache, _said):
        others = [replace(task, id=task.id + 100) for task in tasks(21)]
        weighed.answers["tasks"] = InTurn(Listing(others, unread=1), [*tasks(21), *others])
        poller.refresh("tasks")
        await until(lambda: weighed.answers["tasks"].at_last)
        assert {task.key for task in tasks(21)} <= set(store.tasks)


async def test_a_vehicle_whose_row_cannot_be_read_stays_until_a_second_answer(qapp, weighed, tmp_path):
    weighed.answers["positions"] = []
    async with polled(weighed, tmp_path) as (store, poller, cache, said):
        fewer = RowList([unit(f"u{number}") for number in range(11)], unread=1)
        weighed.answers["units"] = InTurn(fewer, [unit(f"u{number}") for number in range(12)])
        poller.refresh("units")
        await until(lambda: weighed.answers["units"].at_last)
        await until(lambda: said)
        assert "m/u11" in store.fleet
        assert len(cache.units(["m"])) == 12


async def test_rows_that_another_request_dropped_make_no_list_doubtful(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, _, said):
        weighed.answers["positions"] = []
        units = weighed.units

        async def while_positions_drop_rows():
            found = await units()
            weighed.dropped += 5
            return found

        weighed.units = while_positions_drop_rows
        weighed.answers["units"] = [unit(f"u{number}") for number in range(11)]
        poller.refresh("units")
        await until(lambda: "m/u11" not in store.fleet)
        assert said == []


async def test_an_empty_list_of_vehicles_takes_nothing_away(qapp, weighed, tmp_path):
    async with polled(weighed, tmp_path) as (store, poller, cache, said):
        weighed.answers["units"] = InTurn([], [unit(f"u{number}") for number in range(12)])
        poller.refresh("units")
        await until(lambda: weighed.answers["units"].at_last)
        assert {f"m/u{number}" for number in range(12)} <= set(store.fleet)
        assert len(cache.units(["m"])) == 12
        assert "no vehicles" in said[0]


async def test_vehicles_are_gone_when_a_second_answer_says_so(qapp, weighed, tmp_path):
    weighed.answers["positions"] = []
    async with polled(weighed, tmp_path) as (store, poller, cache, _said):
        weighed.answers["units"] = []
        poller.refresh("units")
        await until(lambda: not cache.units(["m"]))
        assert not store.fleet


async def test_a_doubted_list_is_not_asked_for_sooner_than_a_failure_allows(qapp, weighed, tmp_path):
    waits = []

    class Noting(Poller):
        async def rest(self, name, seconds):
            if name == "tasks":
                waits.append(round(seconds))
            await super().rest(name, seconds)

    async with polled(weighed, tmp_path, Noting) as (_, poller, _, _):
        weighed.answers["tasks"] = InTurn([], Unreachable("away", retry_after_s=45))
        poller.refresh("tasks")
        await until(lambda: len(waits) == 3)
        assert waits == [60, 0, 45]


async def test_live_ends_while_the_first_missed_answer_still_hangs(qapp, provider, tmp_path, monkeypatch):
    monkeypatch.setattr(pollers, "GRACE_S", 0.05)
    answered = asyncio.Event()
    async with polling(provider, tmp_path) as (store, _, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live" and store.fleet)

        async def hang():
            await answered.wait()
            return [position("a")]

        monkeypatch.setattr(provider, "positions", hang)
        await heard(store.links_changed, lambda: store.links["m"].status == "offline")
        assert store.links["m"].lost
        assert "not answered" in store.links["m"].sentence
        assert store.fleet["m/a"].motion.fade == 3
        answered.set()
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        assert not store.links["m"].lost
        assert store.fleet["m/a"].motion.fade == 0


async def test_other_news_does_not_hide_that_positions_are_missed(qapp, provider, tmp_path, monkeypatch):
    monkeypatch.setattr(pollers, "FIRST_PAUSE_S", 0.01)
    async with polling(provider, tmp_path) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live" and store.links["m"].positions_at)
        provider.answers["positions"] = Unreachable("away")
        poller.refresh("positions")
        await heard(store.links_changed, lambda: store.links["m"].lost)
        provider.calls.clear()
        poller.refresh("tasks")
        await until(lambda: "tasks" in provider.calls)
        assert store.links["m"].lost
        assert store.links["m"].status == "offline"


async def test_a_failure_of_another_kind_does_not_make_positions_old(qapp, provider, tmp_path):
    provider.answers["driving"] = Unreachable("away")
    async with polling(provider, tmp_path) as (store, _, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "offline")
        await until(lambda: store.links["m"].positions_at is not None)
        assert not store.links["m"].lost


async def test_a_pause_that_the_server_asked_for_makes_positions_old_too(qapp, provider, tmp_path, monkeypatch):
    monkeypatch.setattr(pollers, "GRACE_S", 0.05)
    async with polling(provider, tmp_path) as (store, poller, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live" and store.fleet)
        provider.answers["tasks"] = RateLimited("busy", retry_after_s=3600)
        poller.refresh("tasks")
        await heard(store.links_changed, lambda: store.links["m"].lost)
        assert store.links["m"].status == "waiting"


class Gate(FakeProvider):
    """Answers the list of tasks only while its gate is open."""

    def __init__(self):
        super().__init__()
        self.open = asyncio.Event()

    async def listing(self, *, everything=False):
        listing = await super().listing(everything=everything)
        await self.open.wait()
        return listing


async def test_whoever_asks_again_waits_until_all_have_answered(qapp, tmp_path):
    provider = Gate()
    async with polling(provider, tmp_path) as (_store, poller, _cache):
        asked = asyncio.ensure_future(poller.refreshed())
        await until(lambda: "tasks" in provider.calls)
        assert not asked.done()
        provider.open.set()
        await asked
        assert provider.calls.count("tasks") in (1, 2)


async def test_a_failure_is_an_answer_too(qapp, provider, tmp_path):
    provider.answers["tasks"] = Unreachable("away")
    async with polling(provider, tmp_path) as (_store, poller, _cache):
        async with asyncio.timeout(10):
            await poller.refreshed("tasks")


async def test_nobody_waits_out_a_pause_that_the_server_asked_for(qapp, provider, tmp_path):
    provider.answers["tasks"] = RateLimited("busy", retry_after_s=3600)
    async with polling(provider, tmp_path) as (_store, poller, _cache):
        async with asyncio.timeout(10):
            await poller.refreshed()
            await poller.refreshed()


async def test_who_gives_up_ends_the_asking_and_the_loop_goes_on(qapp, tmp_path):
    provider = Gate()
    async with polling(provider, tmp_path) as (store, poller, _cache):
        asked = asyncio.ensure_future(poller.refreshed("tasks"))
        await until(lambda: "tasks" in provider.calls)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        provider.answers["tasks"] = [Task("m", 7, status=TaskStatus.CREATED)]
        assert store.links["m"].status != "offline"
        provider.open.set()
        await poller.refreshed("tasks")
        assert "m/7" in store.tasks


async def test_finished_tasks_that_nobody_wants_any_more_are_not_shown(qapp, tmp_path):
    provider = Gate()
    provider.answers["tasks"] = [Task("m", 7, status=TaskStatus.COMPLETED)]
    async with polling(provider, tmp_path) as (store, poller, _cache):
        provider.open.set()
        await until(lambda: "m/7" in store.tasks)
        store.keep_finished(False)
        store.keep_finished(True)
        provider.open.clear()
        asked = asyncio.ensure_future(poller.refreshed("finished"))
        before = provider.calls.count("tasks")
        await until(lambda: provider.calls.count("tasks") > before)
        store.keep_finished(False)
        provider.open.set()
        await asked
        assert "m/7" not in store.tasks
