"""An order that was sent is followed until the device has it, and then nobody looks any more."""

import pytest

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.units import VehicleEvent, VehicleSettings
from fleetdesk.sync.background import Background
from fleetdesk.sync.order_following import LOOKS_S, OrderFollowing
from tests.sync.fakes import FakeProvider
from tests.waiting import until

SENT = VehicleEvent("m", 7, "242KDN", 4, "ON", handled=False)


class Devices:
    """Answers one after the other, the last one for ever."""

    def __init__(self, *answers):
        self._answers, self.asked = list(answers), 0

    async def settings(self, unit):
        self.asked += 1
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return VehicleSettings("m", unit, events=(VehicleEvent("m", 7, unit, 4, "ON", handled=answer),))


@pytest.fixture
def waited():
    return []


@pytest.fixture
def provider():
    return FakeProvider()


@pytest.fixture
def following(waited, provider):
    async def wait(seconds):
        waited.append(seconds)

    return OrderFollowing({"m": provider}, Background(lambda name, error: None), wait)


@pytest.fixture
def heard(following):
    events = []
    following.handled.connect(events.append)
    return events


async def test_it_is_looked_at_until_the_device_has_it(following, provider, heard, waited):
    provider.devices = Devices(False, Unreachable("gone"), True)
    following.follow(SENT)
    await until(lambda: heard)
    assert heard[0].id == 7
    assert waited == list(LOOKS_S[:3])


async def test_nobody_looks_for_ever(following, provider, heard, waited):
    provider.devices = Devices(False)
    following.follow(SENT)
    await until(lambda: provider.devices.asked == len(LOOKS_S))
    assert waited == list(LOOKS_S)
    assert heard == []


def test_what_is_no_order_is_let_be(following, heard):
    following.follow(object())
    assert heard == []
