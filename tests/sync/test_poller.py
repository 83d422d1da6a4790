"""Fresh while it can be, slower while it fails, and silent when the user must act."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from fleetdesk.domain.capabilities import Ability
from fleetdesk.errors import NotSignedIn, RateLimited, Unreachable
from fleetdesk.storage.cache import Cache
from fleetdesk.sync import poller as pollers
from fleetdesk.sync.background import Background
from fleetdesk.sync.poller import Pace, Poller
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW, FakeProvider, position, unit

QUICK = Pace(positions=0.01, units=60, tasks=60, driving=60, pairings=60)


@pytest.fixture
def provider():
    made = FakeProvider()
    made.answers["units"], made.answers["positions"] = [unit("a")], [position("a")]
    return made


@asynccontextmanager
async def polling(provider, tmp_path, pace=QUICK):
    faults = []
    background = Background(lambda name, error: faults.append((name, error)))
    store, cache = Store(lambda: NOW), Cache(tmp_path / "cache.db")
    poller = Poller(provider, store, cache, background, pace, faults.append)
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


async def until(true):
    """Gives the loop turns until it is so."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what happens inside a thread or a fake has no event
            await asyncio.sleep(0)


async def test_the_fleet_arrives_and_is_cached(qapp, provider, tmp_path):
    async with polling(provider, tmp_path) as (store, _, cache):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        await until(lambda: cache.positions(["m"]))
        assert "m/a" in store.fleet
        assert store.links["m"].spent == 3


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
    provider = FakeProvider(abilities={Ability.POSITIONS})
    async with polling(provider, tmp_path) as (store, _, _):
        await heard(store.links_changed, lambda: store.links["m"].status == "live")
        await until(lambda: "pairings" in provider.calls)
    assert set(provider.calls) == {"units", "positions", "pairings"}


async def test_a_full_disk_does_not_stop_the_polls(qapp, provider, tmp_path):
    said = []
    store, cache = Store(lambda: NOW), Cache(tmp_path / "cache.db")
    cache._db.execute("PRAGMA max_page_count = 1")
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
