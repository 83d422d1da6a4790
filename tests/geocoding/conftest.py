"""A service of each kind on loopback, and a geocoder that asks it."""

import pytest

from fleetdesk.geocoding.presets import Protocol
from tests.geocoding.fakes import Service, geocoder_for


@pytest.fixture(params=list(Protocol), ids=str)
def service(request):
    started = Service(request.param)
    yield started
    started.close()


@pytest.fixture
def photon():
    started = Service(Protocol.PHOTON)
    yield started
    started.close()


@pytest.fixture
async def geocoder(service):
    made = geocoder_for(service)
    yield made
    await made.close()
