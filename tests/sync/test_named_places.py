"""The named places of accounts: asked for when they are wanted, once a day."""

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest

from fleetdesk.base.errors import NoAnswer
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.task_fields import Fields
from fleetdesk.sync.background import Background
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.reports import Reports
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, FakeProvider
from tests.walked import Walked

POI = Poi("m", 1, 58.4, 26.7, "Selver")


class World:
    """A desk with one account, a clock and the service."""

    def __init__(self):
        self.now = NOW
        self.said = []
        self.store = Store(lambda: self.now)
        self.provider = FakeProvider()
        self.provider.answers["places"] = [POI]
        self.providers = {"m": self.provider}
        self.background = Background(lambda name, error: self.said.append(error))
        self.named = NamedPlaces(self.store, cast(Any, self.providers), self.background)
        self.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))

    async def want(self, wanted=True):
        self.named.want(lambda: wanted)
        await self.answered()

    async def answered(self):
        await asyncio.gather(*self.background.running)


@pytest.fixture
def world(qapp):
    return World()


async def test_nothing_is_asked_before_it_is_wanted(world):
    await world.want(False)
    assert (world.provider.calls, world.named.places) == ([], [])


async def test_what_an_account_lists_is_there_once_it_is_wanted(world, qtbot):
    with qtbot.waitSignal(world.named.changed):
        await world.want()
    assert world.named.places == [POI]


async def test_a_list_is_good_for_a_day(world):
    await world.want()
    world.named.refresh()
    await world.answered()
    assert world.provider.calls == ["places"]
    world.now += timedelta(days=1, seconds=1)
    world.named.refresh()
    await world.answered()
    assert world.provider.calls == ["places"] * 2


async def test_an_account_that_opens_later_is_asked_then(world):
    world.providers.clear()
    await world.want()
    world.providers["m"] = world.provider
    world.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE, heard_at=NOW))
    await world.answered()
    assert world.named.places == [POI]


async def test_a_failure_is_asked_again_after_ten_minutes(world):
    world.provider.answers["places"] = NoAnswer("It did not answer.")
    await world.want()
    world.provider.answers["places"] = [POI]
    world.named.refresh()
    await world.answered()
    assert world.named.places == []
    world.now += timedelta(minutes=11)
    world.named.refresh()
    await world.answered()
    assert (world.named.places, world.said) == ([POI], [])


async def test_the_places_of_a_removed_account_go(world):
    await world.want()
    world.providers.clear()
    world.store.forget("m")
    assert world.named.places == []


async def test_a_deleted_geozone_is_no_place(world):
    world.provider.answers["places"] = [Geozone("m", 1, "Old", 58.0, 26.0, 100.0, deleted_at=NOW)]
    await world.want()
    assert world.named.places == []


def test_writes_of_tasks_walk_no_others(world):
    waiting = world.store.task_store.waiting = Walked()
    reports = Reports(world.store, cast(Any, world.providers), world.background, cast(Any, None), world.said.append)
    for number in range(5):
        world.store.apply_op(Op(number, f"u{number}", "m", "7", number, OpKind.UPDATE, OpState.QUEUED, {}, {}))
    assert (waiting.walks, world.named.waiting, reports.waiting) == (0, [], [])
    fields: Fields = {"name": "Depot", "lat": 58.4, "lon": 26.7}
    world.store.apply_op(Op(9, "u9", "m", "n9", 9, OpKind.POI, OpState.QUEUED, fields, {}))
    assert [op.id for op, _place in world.named.waiting] == [9]
