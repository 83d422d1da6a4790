"""The fuel of a vehicle: track and refuels of its vendor, fuel-ups of another, and never the whole budget for them."""

from datetime import timedelta

import pytest

from fleetdesk.api.parts import FuelUpPage
from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.units import FuelMeasure, Unit
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.fuel.service import FuelService
from fleetdesk.sync.history.service import HistoryService
from tests.sync.history.fakes import NOW, People, Vehicles

TRUCK = Unit("m", "242KDN", plate="242KDN", tank_l=600.0, fuel_measure=FuelMeasure.LITRES)
YESTERDAY = Span(NOW.timestamp() - 36 * 3600, NOW.timestamp() - 12 * 3600)


class Payers(People):
    """An account of which somebody filled 242KDN each day at noon, ten days a page."""

    def __init__(self):
        super().__init__()
        self.fuel_ups, self.asked, self.failing = self, [], None

    async def page(self, cursor="-1"):
        self.asked.append(cursor)
        if self.failing:
            raise self.failing
        first = 0 if cursor == "-1" else int(cursor)
        days = [NOW - timedelta(days=n) for n in range(first, first + 10)]
        paid = tuple(FuelUp("v", str(at), at, 50.0, 1.5, 75.0, "242 KDN") for at in days)
        return FuelUpPage(paid, str(first + 10), days[0])


@pytest.fixture
def payers():
    return Payers()


@pytest.fixture
async def service(tmp_path, payers):
    file, providers = HistoryFile(tmp_path / "history.db", 1e9), {"m": Vehicles(), "v": payers}
    yield FuelService(HistoryService(file, providers, lambda: NOW), providers, lambda: NOW)
    file.close()


async def test_the_fuel_ups_of_the_period_are_those_of_the_plate(service):
    found = await service.fetch(TRUCK, YESTERDAY)
    assert [each.fuel_up.at for each in found.fuel.events] == [NOW - timedelta(days=1)]
    assert found.troubles == ()


async def test_pages_are_read_as_far_back_as_the_period_and_not_twice(service, payers):
    month = Span(NOW.timestamp() - 15 * 86_400, NOW.timestamp())
    await service.fetch(TRUCK, month)
    assert payers.asked == ["-1", "10", "20"]
    await service.fetch(TRUCK, YESTERDAY)
    assert payers.asked == ["-1", "10", "20"]


async def test_the_budget_is_left_to_positions_and_that_is_said(service, payers):
    payers.used = 100
    found = await service.fetch(TRUCK, YESTERDAY)
    assert payers.asked == []
    assert found.troubles == ("v: older fuel-ups are not shown, because its requests are needed for positions.",)


async def test_an_account_that_fails_keeps_the_rest(service, payers):
    payers.failing = Unreachable("The network is away.")
    found = await service.fetch(TRUCK, YESTERDAY)
    assert found.troubles == ("v: The network is away.",)
    assert len(found.fuel.view.track.points) == 24
