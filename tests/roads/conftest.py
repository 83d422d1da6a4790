"""Routers on loopback, and clients of them."""

import pytest

from fleetdesk.roads.opening import open_router
from tests.roads.fakes import KEY, FakeGraphHopper, FakeOpenRouteService, FakeOsrm, FakeValhalla


class FakeHostedGraphHopper(FakeGraphHopper):
    hosted = True


KINDS = {
    "osrm": FakeOsrm,
    "valhalla": FakeValhalla,
    "graphhopper": FakeGraphHopper,
    "graphhopper-hosted": FakeHostedGraphHopper,
    "openrouteservice": FakeOpenRouteService,
}


@pytest.fixture
def make_router():
    """Return what starts a router of a kind."""
    made = []

    def make(kind):
        made.append(KINDS[kind]())
        return made[-1]

    yield make
    for each in made:
        each.close()


def client(kind, router, profile="truck", key=KEY, **words):
    """Return our client for a router."""
    return open_router(kind, router.url, key, profile, "FleetDesk/test", **words)
