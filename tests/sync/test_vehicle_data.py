"""What vendors answer about one vehicle: kept, due again after a minute, and what failed beside what was known."""

from datetime import timedelta
from typing import Any, cast

import pytest

from fleetdesk.base.errors import NoAnswer
from fleetdesk.domain.capabilities import Capabilities, RequestLimit
from fleetdesk.domain.units import VehicleSettings
from fleetdesk.sync.store import Store
from fleetdesk.sync.vehicle_data import MOST_KEPT, VehicleData, VehicleDataService
from tests.sync.fakes import NOW, FakeProvider, InTurn, position, unit

UNIT = unit("242KDN")
SETTINGS = VehicleSettings("m", "242KDN", has_tow=True)


class Devices:
    def __init__(self, *answers):
        self._answers = InTurn(*answers)

    async def settings(self, unit):
        said = self._answers.next()
        if isinstance(said, Exception):
            raise said
        return said


class World:
    def __init__(self):
        self.now = NOW
        self.store = Store(lambda: self.now)
        self.store.apply_units("m", [UNIT])
        self.provider = FakeProvider()
        self.provider.devices = Devices(SETTINGS, NoAnswer("No answer came."))
        self.provider.answers["position"] = position("242KDN", lat=59.0)
        self.providers = {"m": self.provider}
        self.service = VehicleDataService(self.store, cast(Any, self.providers))


@pytest.fixture
def world(qapp):
    return World()


async def test_a_fresh_position_comes_to_the_store(world):
    await world.service.ask(UNIT)
    seen = world.store.fleet["m/242KDN"]
    assert seen.position is not None
    assert seen.position.lat == 59.0
    assert world.service.of("m/242KDN") == VehicleData(SETTINGS, NOW)


async def test_it_is_due_at_first_and_after_a_minute(world):
    assert world.service.is_due("m/242KDN")
    await world.service.ask(UNIT)
    world.now = NOW + timedelta(seconds=59)
    assert not world.service.is_due("m/242KDN")
    world.now = NOW + timedelta(seconds=60)
    assert world.service.is_due("m/242KDN")


async def test_what_fails_is_said_once_and_what_was_known_stays(world):
    await world.service.ask(UNIT)
    world.provider.answers["position"] = NoAnswer("No answer came.")
    await world.service.ask(UNIT)
    assert world.service.of("m/242KDN") == VehicleData(SETTINGS, NOW, ("m: No answer came.",))


async def test_an_account_that_is_closed_costs_nothing_that_was_known(world):
    await world.service.ask(UNIT)
    world.providers.clear()
    await world.service.ask(UNIT, anew=True)
    known = world.service.of("m/242KDN")
    assert known.settings == SETTINGS
    assert "not signed in" in known.troubles[0]


async def test_a_vendor_that_counts_requests_is_asked_for_a_position_by_a_press_alone(world):
    world.provider.capabilities = Capabilities("VEZMA", RequestLimit(180, 900))
    await world.service.ask(UNIT)
    assert "position" not in world.provider.calls
    await world.service.ask(UNIT, anew=True)
    assert "position" in world.provider.calls


async def test_no_more_are_kept_than_a_desk_looks_at(world):
    world.provider.devices = None
    for number in range(MOST_KEPT + 1):
        await world.service.ask(unit(str(number)))
    assert world.service.of("m/0") == VehicleData()
    assert world.service.of(f"m/{MOST_KEPT}").asked_at == NOW
