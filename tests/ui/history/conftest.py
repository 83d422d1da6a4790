"""A desk whose account tells of the past."""

import pytest

from tests.task_lists import apply_tasks
from tests.ui.desk import task

SEEN = {"lat": 58.5, "lon": 25.0, "zoom": 9.0}


@pytest.fixture
def asked(telling):
    """A desk whose account tells of the past, with a vehicle selected and a map that has said what it shows."""
    apply_tasks(telling.store, "m", [task(7, "242KDN"), task(8)])
    telling.store.select(["m/242KDN"])
    telling.view.map.pane.map.lifecycle.bridge.heard.emit("view", SEEN)
    return telling


@pytest.fixture
def pane(asked):
    return asked.view.history.pane.built()
