"""What a driver did: asked for in blocks of a week, what is over once, and told to be unknown where nobody tells it."""

from datetime import timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.drivers import Person, TachoActivity, TachoTotals
from fleetdesk.domain.driving_rules.stretches import Doing, seconds_by_doing
from fleetdesk.sync.drivers.driving import DrivingService
from tests.sync.drivers.fakes import Drivers
from tests.sync.fakes import NOW, FakeProvider

MARI = Person("m", "7", "Mari Tamm")
ZONE = ZoneInfo("Europe/Tallinn")
NOON = NOW.timestamp()


def activity(number, hours_ago, hours, what):
    return TachoActivity("m", number, "820BHT", 7, at=NOW - timedelta(hours=hours_ago), activity=what,
                         duration_s=int(hours * 3600))  # fmt: skip


class World:
    def __init__(self):
        self.now, self.vendor = NOW, Drivers()
        provider: Any = FakeProvider()
        provider.tachograph = self.vendor
        self.providers: Any = {"m": provider, "v": FakeProvider("v", vehicles=False)}
        self.service = DrivingService(cast(Any, self.providers), lambda: self.now, ZONE)

    async def fetch(self, hours=24.0, person=MARI, **more):
        return await self.service.fetch(person, Span(NOON - hours * 3600, NOON + 3600), **more)


@pytest.fixture
def world():
    return World()


async def test_the_passed_part_of_the_period_is_covered(world):
    world.vendor.done = [activity(1, 14, 11, "rest"), activity(2, 3, 2, "drive")]
    found = await world.fetch()
    assert (found.covered[0].begins, found.covered[-1].ends) == (NOON - 86400, NOON)
    sums = seconds_by_doing(found.covered)
    assert {what.value: round(s / 3600) for what, s in sums.items() if s} == {"rest": 11, "drive": 2, "unknown": 11}
    assert found.counts is not None
    assert (found.counts.day.driven_s, found.counts.as_of) == (7200.0, NOON - 3600)


async def test_both_weeks_of_the_rules_are_asked_for_whatever_the_period_is(world):
    await world.fetch(hours=1)
    begins = min(each[2] for each in world.vendor.asked if each[0] == "activities")
    assert begins <= NOW - timedelta(days=7)


async def test_weeks_that_are_over_are_asked_for_once(world):
    await world.fetch()
    first = world.vendor.names().count("activities")
    world.now += timedelta(minutes=5)
    await world.fetch(anew=True)
    assert world.vendor.names().count("activities") == first + 1


async def test_progress_counts_every_request(world):
    told = []
    await world.fetch(on_progress=told.append)
    assert (told[-1].done, told[-1].of) == (len(world.vendor.asked), len(world.vendor.asked))


async def test_the_servers_own_totals_are_told_beside_ours(world):
    world.vendor.sums = TachoTotals("m", drive_s=7200)
    assert (await world.fetch()).totals == world.vendor.sums


async def test_what_fails_is_said_and_is_unknown(world):
    world.vendor.done = Unreachable("The network is away.")
    found = await world.fetch()
    assert found.troubles == ("m: The network is away.",)
    assert {each.doing for each in found.covered} == {Doing.UNKNOWN}
    assert found.counts is None


async def test_a_vendor_without_tachographs_is_not_asked(world):
    found = await world.fetch(person=Person("v", "u1", "Jan Pal"))
    assert found.troubles == ("Fake reads no tachographs: what Jan Pal drove is not known.",)


async def test_who_is_known_by_name_alone_cannot_be_asked_for(world):
    found = await world.fetch(person=Person("m", "", "Jan Pal"))
    assert (found.covered, len(found.troubles), world.vendor.asked) == ((), 1, [])
