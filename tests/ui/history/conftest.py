"""A desk whose account tells of the past."""

import pytest

from tests.sync.history.fakes import Vehicles
from tests.task_lists import apply_tasks
from tests.ui.desk import task

SEEN = {"lat": 58.5, "lon": 25.0, "zoom": 9.0}


@pytest.fixture
async def asked(desk):
    """A desk whose account tells of the past, with a vehicle selected and a map that has said what it shows."""
    desk.fill()
    apply_tasks(desk.store, "m", [task(7, "242KDN"), task(8)])
    desk.vendor = Vehicles()
    desk.provider.history = desk.vendor.history
    desk.store.select(["m/242KDN"])
    desk.view.map.pane.map.lifecycle.bridge.heard.emit("view", SEEN)
    yield desk
    await desk.services.history.close()


@pytest.fixture
def pane(asked):
    return asked.view.history.pane
