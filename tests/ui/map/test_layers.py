"""The layers of the map: chosen at its own button, held at once, and remembered."""

import asyncio
import json
import tomllib
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QToolButton

from fleetdesk.domain.geo import Area
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.ui.map.test_task_pins import FREE, HOUR, LATER, OVER, TASK, pins, told
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")

TOMORROW = replace(TASK, id=20, start_at=NOW + 30 * HOUR, stop_at=NOW + 31 * HOUR)
SQUARE = Area.of([(24, 58), (25, 58), (25, 59), (24, 59)])


@pytest.fixture
def listed(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, LATER, OVER, FREE, TOMORROW])
    return desk


def opened(desk):
    """The menu that the map's button opens, by the texts of its entries."""
    menus = []
    desk.view.map.pane.map.layers.wanted.connect(menus.append)
    button = next(
        each for each in desk.window.findChildren(QToolButton) if each.accessibleName() == "What the map shows"
    )
    button.click()
    assert menus
    menu = desk.view.map.layers.menu.popup(menus[0])
    return {each.text(): each for each in menu.actions()}


async def choose(desk, words):
    opened(desk)[words].trigger()
    await asyncio.gather(*desk.background.running)


async def test_only_todays_tasks(listed):
    assert "m/20" in pins(listed)
    await choose(listed, "Today's tasks")
    assert set(pins(listed)) == {"m/7", "m/8", "m/9", "m/10"}
    assert opened(listed)["Today's tasks"].isChecked()


async def test_only_tasks_of_the_selected_vehicles(listed):
    await choose(listed, "Tasks of selected vehicles")
    assert not pins(listed)
    listed.store.select(["m/820BHT"])
    assert set(pins(listed)) == {"m/9"}
    listed.store.select([])
    assert not pins(listed)


async def test_the_open_task_is_shown_whatever_is_chosen(listed):
    await choose(listed, "No tasks")
    assert not pins(listed)
    listed.view.tasks.controller.open_key("m/8")
    assert set(pins(listed)) == {"m/8"}
    listed.view.tasks.controller.open(None)
    assert not pins(listed)


async def test_names_and_clusters_are_switched_and_remembered(listed):
    assert told(listed, "layers") == {"names": True, "clusters": True}
    await choose(listed, "Names")
    await choose(listed, "Clusters")
    assert told(listed, "layers") == {"names": False, "clusters": False}
    kept = tomllib.loads((listed.profile.folders.settings / "settings.toml").read_text("utf-8"))
    assert (kept["map_names"], kept["map_clusters"]) == (False, False)


async def test_saved_areas_are_shown_and_go_with_their_file(listed):
    await listed.areas.save("Tartu", json.dumps(SQUARE.geojson()))
    await listed.areas.save("spoiled", "{}")
    await choose(listed, "Saved areas")
    await until(lambda: [name for name, _ in told(listed, "saved_areas") or ()] == ["Tartu"])
    await choose(listed, "Saved areas")
    await until(lambda: told(listed, "saved_areas") == [])
