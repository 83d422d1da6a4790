"""VEZMA's cars: asked for while wanted, each as it was told last, and within the budget."""

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest

from fleetdesk.api.parts import RowList
from fleetdesk.base.errors import NoAnswer
from fleetdesk.domain.places import Service
from fleetdesk.domain.units import Unit
from fleetdesk.sync.background import Background
from fleetdesk.sync.cars import Cars
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, FakeProvider


class Garage:
    def __init__(self):
        self.asked: list[str] = []
        self.trouble: Exception | None = None

    async def known(self):
        self.asked.append("list")
        if self.trouble is not None:
            raise self.trouble
        return RowList([Unit("v", "3", name="Mercedes")])

    async def one(self, car):
        self.asked.append(car)
        if self.trouble is not None:
            raise self.trouble
        return Unit("v", car, name="Mercedes", note="Best car")

    async def services(self):
        self.asked.append("services")
        return RowList(
            [Service("v", 2, "Battery"), Service("v", 1, "air filter"), Service("v", 3, "Old", deleted=True)]
        )


class World:
    def __init__(self):
        self.now = NOW
        self.store = Store(lambda: self.now)
        self.provider, self.garage, self.said = FakeProvider("v", vehicles=False), Garage(), []
        self.provider.cars = self.garage
        self.background = Background(lambda name, error: self.said.append(error))
        self.cars = Cars(self.store, cast(Any, {"v": self.provider}), self.background)
        self.store.set_link(Link("v", "VEZMA", LinkStatus.LIVE))

    async def want(self):
        for each in (self.cars.lists, self.cars.kinds):
            each.want(lambda: True)
        await self.answered()

    async def answered(self):
        await asyncio.gather(*self.background.running)


@pytest.fixture
def world(qapp):
    return World()


async def test_nothing_is_asked_before_it_is_wanted(world):
    await world.answered()
    assert world.garage.asked == []


async def test_opening_costs_two_requests_and_none_again_for_a_while(world):
    await world.want()
    world.cars.lists.refresh()
    world.cars.kinds.refresh()
    await world.answered()
    assert sorted(world.garage.asked) == ["list", "services"]
    world.now += timedelta(minutes=16)
    world.cars.lists.refresh()
    await world.answered()
    assert world.garage.asked.count("list") == 2


async def test_services_are_sorted_and_deleted_ones_left_out(world):
    assert world.cars.services_of("v") is None
    await world.want()
    assert world.cars.services_of("v") == ["air filter", "Battery"]


async def test_one_car_is_as_it_was_told_last(world):
    await world.want()
    assert world.cars.cars["v/3"].note is None
    await world.cars.ask_one("v/3")
    assert world.cars.cars["v/3"].note == "Best car"


async def test_what_fails_is_said_and_gone_once_it_is_answered(world):
    await world.want()
    world.garage.trouble = NoAnswer("No answer came.")
    await world.cars.ask_one("v/3")
    assert world.cars.troubles_of("v/3") == ("v: No answer came.",)
    world.garage.trouble = None
    await world.cars.ask_one("v/3")
    assert world.cars.troubles_of("v/3") == ()


async def test_where_little_is_left_of_the_budget_nobody_is_asked(world):
    await world.want()
    world.provider.used = 170
    await world.cars.ask_one("v/3")
    assert "3" not in world.garage.asked
    assert "little is left" in world.cars.troubles_of("v/3")[0]
