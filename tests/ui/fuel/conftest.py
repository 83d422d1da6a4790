"""A desk with a vehicle from whose tank something went."""

from datetime import timedelta

import pytest

from fleetdesk.domain.units import FuelMeasure
from tests.sync.fakes import NOW, position, unit
from tests.sync.history.fakes import Drained


@pytest.fixture
def asked(telling):
    desk = telling
    desk.store.apply_units("m", [unit("242KDN", tank_l=600.0, fuel_measure=FuelMeasure.LITRES)], whole=False)
    desk.store.apply_positions([position("242KDN", at=NOW + timedelta(seconds=5), counter1=340.0)])
    desk.vendor = Drained()
    desk.provider.history = desk.vendor.history
    desk.store.select(["m/242KDN"])
    return desk
