"""What finished tasks taught: learnt in the background, kept when they leave the desk, and for the next start."""

import asyncio

import pytest

from fleetdesk.domain.roads import straight_way
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.learnt_estimates import LearntEstimates
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.domain.test_learnt_factor import driven
from tests.domain.test_learnt_pace import HERE, KM, THERE, day
from tests.task_lists import apply_tasks
from tests.waiting import until


class Desk:
    def __init__(self, folder):
        self.failed = []
        self.store, self.background = Store(), Background(lambda name, error: self.failed.append(error))
        self.cache = Cache(folder / "cache.db")
        self.store.keep_finished(True)
        self.paces = LearntEstimates(self.store, self.cache, self.background)
        self.roads = RoadService(self.background, estimate_of=self.paces.way_of)

    async def learn(self, account, tasks):
        apply_tasks(self.store, account, tasks)
        self.paces.learn()
        await until(lambda: not self.background.running)

    def way(self, account="m"):
        return self.roads.ways_of(account)(HERE, THERE)

    async def close(self):
        await self.background.close()
        self.cache.close()
        assert self.failed == []


@pytest.fixture
async def desk(qapp, tmp_path):
    made = Desk(tmp_path)
    yield made
    await made.close()


async def test_what_is_learnt_is_used_at_once_and_stays(desk):
    assert desk.roads.ways_of("m") is straight_way
    come = asyncio.Event()
    desk.paces.changed.connect(come.set)
    await desk.learn("m", day([90] * 40))
    await asyncio.wait_for(come.wait(), 20)
    desk.store.keep_finished(False)
    await desk.learn("m", [])
    assert desk.way().spread
    assert "this fleet" in desk.way().basis
    assert desk.roads.ways_of("o") is straight_way


async def test_the_length_is_learnt_where_tasks_tell_it(desk):
    await desk.learn("m", driven(*[1.5] * 30))
    assert desk.way().km == pytest.approx(KM * 1.5)


async def test_it_is_there_at_the_next_start_for_accounts_that_are_there(desk, tmp_path):
    await desk.learn("m", driven(*[1.5] * 30))
    await desk.learn("o", driven(*[1.6] * 30, account="o"))
    again = Desk(tmp_path)
    again.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE, ""))
    await until(lambda: not again.background.running)
    assert again.way().km == pytest.approx(KM * 1.5)
    assert again.roads.ways_of("o") is straight_way
    await again.close()


async def test_an_account_that_is_removed_has_taught_nothing(desk):
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE, ""))
    await desk.learn("m", driven(*[1.5] * 30))
    desk.store.forget("m")
    assert desk.roads.ways_of("m") is straight_way


async def test_a_cache_that_takes_nothing_stops_nothing(desk):
    desk.cache.close()
    await desk.learn("m", driven(*[1.5] * 30))
    assert desk.way().km == pytest.approx(KM * 1.5)
