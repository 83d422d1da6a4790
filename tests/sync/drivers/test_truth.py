"""Figures of the drivers' dock against the simulator's truth, over real clients of both vendors."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.domain.board_spans import Span, week_of
from fleetdesk.domain.driver_roster import Standing, roster
from fleetdesk.domain.drivers import Person
from fleetdesk.domain.driving_rules.stretches import Doing, seconds_by_doing
from fleetdesk.storage.request_budget import RequestBudget
from fleetdesk.sync.background import Background
from fleetdesk.sync.drivers.driving import DrivingService
from fleetdesk.sync.drivers.roster import Roster
from fleetdesk.sync.store import Link, LinkStatus, Store

ZONE = ZoneInfo("Europe/Tallinn")


class World:
    """A store with both fleets and the roster, at the simulator's frozen time."""

    def __init__(self, simulator, folder):
        self.now = datetime.now(UTC)
        self.metrotec = Metrotec("m", simulator.metrotec_url, simulator.username, simulator.password)
        self.vezma = Vezma("v", simulator.vezma_url, simulator.token, RequestBudget(folder / "ledger.db", LIMIT))
        self.store = Store(lambda: self.now)
        self.said: list[BaseException] = []
        self.background = Background(lambda name, error: self.said.append(error))
        self.providers = cast(Any, {"m": self.metrotec, "v": self.vezma})
        self.roster = Roster(self.store, self.providers, self.background)
        for account in self.providers:
            self.store.set_link(Link(account, "Fake", LinkStatus.LIVE))

    async def fill(self):
        self.store.apply_units("m", await self.metrotec.units())
        self.store.apply_units("v", await self.vezma.units())
        self.store.apply_driving("m", await self.metrotec.tachograph.driving())
        self.roster.want(lambda: True)
        await asyncio.gather(*self.background.running)
        await self.roster.of_units.ask_all(list(self.store.fleet), lambda progress: None)

    def entries(self):
        return roster(self.roster.told, self.store.fleet.values(), self.now)


@pytest.fixture
async def world(simulator, tmp_path):
    simulator.calm()
    simulator.control("clock", {"freeze": True})
    made = World(simulator, tmp_path)
    yield made
    simulator.control("clock", {"reset": True})
    await made.metrotec.close()
    await made.vezma.close()
    assert made.said == []


async def test_everybody_who_drives_is_listed_once_with_phone_and_hours(simulator, world):
    await world.fill()
    true = {each["id"]: each for each in simulator.control("truth/drivers")["drivers"]}
    told = {each.person.id: each for each in world.entries().values()}
    assert len(told) == len(world.entries())
    assert told.keys() == true.keys()
    for key, entry in told.items():
        row, phone = true[key], entry.person.phone
        assert (entry.person.name.casefold(), phone[-len(row["phone"]) :]) == (row["name"].casefold(), row["phone"])
        assert (entry.standing is Standing.LEFT) == row["deactivated"]
        minutes = (entry.driving.driven_today_min, entry.driving.driven_week_min) if entry.driving else (None, None)
        assert minutes == (row["today_min"], row["week_min"])
    assert world.roster.troubles == ()


async def test_opening_the_dock_again_and_again_costs_few_counted_requests(world):
    await world.fill()
    before, _limit = await world.vezma.spent()
    for _time in range(100):
        world.roster.refresh()
        world.roster.ask_again()
        await asyncio.gather(*world.background.running)
    assert await world.vezma.spent() == (before, LIMIT.requests)


async def test_what_activities_add_up_to_is_what_was_driven(simulator, world):
    """Driving of a past week, and as far as the truth goes of the running one."""
    drivers = [each for each in simulator.control("truth/drivers")["drivers"] if each["today_min"] is not None]
    service = DrivingService(world.providers, lambda: world.now, ZONE)
    for each in drivers[:3]:
        week = week_of((world.now - timedelta(days=7)).timestamp(), ZONE)
        found = await service.fetch(Person("m", each["id"]), week)
        true = simulator.control(f"truth/past?object_id={each['object_id']}&begins={week.begins}&ends={week.ends}")
        assert found.troubles == ()
        assert seconds_by_doing(found.covered)[Doing.DRIVE] == pytest.approx(true["driving"], abs=2 * true["trips"] + 2)
        assert found.counts is not None
        running = week_of(found.counts.as_of, ZONE)
        now = simulator.control(
            f"truth/past?object_id={each['object_id']}&begins={running.begins}&ends={found.counts.as_of}"
        )
        assert found.counts.week.driven_s == pytest.approx(now["driving"], abs=2 * now["trips"] + 2)
        assert found.counts.fortnight.is_whole


async def test_an_empty_period_is_all_unknown(world):
    service = DrivingService(world.providers, lambda: world.now, ZONE)
    ahead = world.now.timestamp() + 86_400
    found = await service.fetch(Person("m", "2000"), Span(ahead, ahead + 3600))
    assert (found.covered, found.totals) == ((), None)
