"""A router chosen: it is asked once, used and remembered, or what is wrong with it is said and nothing changes."""

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget

from fleetdesk.profile.settings import Roads
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.roads.presets import PRESETS, preset_of
from fleetdesk.ui.map.road_dialog import RoadDialog
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.roads.fakes import KEY
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")


def choose(desk, service, **fields):
    """Fill in the dialog for a service and press its button."""
    desk.view.map.roads.pick_router()
    dialog = desk.window.findChild(RoadDialog)
    dialog.findChild(QListWidget).setCurrentRow(PRESETS.index(preset_of(service)))
    for name, text in fields.items():
        next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == name).setText(text)
    dialog.go.click()
    return dialog


@pytest.fixture
async def roads(desk):
    desk.fill()
    yield desk.services.roads
    await desk.services.roads.close()
    await desk.background.close()


async def test_it_is_asked_once_and_remembered_until_none_is_chosen(desk, roads, make_router):
    router = make_router("osrm")
    choose(desk, "osrm", Address=router.url)
    await until(lambda: desk.window.findChild(RoadDialog) is None and roads.router is not None)
    await until(lambda: SettingsFile(desk.profile.folders.settings / "settings.toml").load().roads.service == "osrm")
    assert desk.profile.settings.roads == Roads("osrm", router.url)
    assert [path.split("/")[1] for _, path, *_ in router.asked] == ["table"]
    choose(desk, "")
    await until(lambda: roads.router is None)


async def test_what_is_wrong_is_said_and_nothing_changes(desk, roads, make_router):
    router = make_router("osrm")
    router.fault = lambda handler: handler.answer(500, b"")
    dialog = choose(desk, "osrm", Address=router.url)
    await until(lambda: "fault of its own" in dialog.answer.text())
    assert roads.router is None
    assert desk.profile.settings.roads == Roads()
    asked = len(router.asked)
    address = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Address")
    address.setText("https://router.project-osrm.org")
    dialog.go.click()
    await until(lambda: "demonstration server" in dialog.answer.text())
    assert (roads.router, len(router.asked)) == (None, asked)
    dialog.close()


async def test_a_router_of_another_country_is_said(desk, roads, make_router):
    router = make_router("osrm")
    router.place = lambda lon, lat: (lon, lat)
    router.cell = lambda one, other: (None, None)
    dialog = choose(desk, "osrm", Address=router.url)
    await until(lambda: "knows no way where your vehicles are" in dialog.answer.text())
    assert roads.router is None
    dialog.close()


async def test_the_router_of_the_settings_is_used_from_the_start_and_not_asked(desk, roads, make_router):
    router = make_router("openrouteservice")
    desk.view.map.roads.show_roads(Roads("openrouteservice", router.url, KEY))
    await until(lambda: roads.router is not None)
    assert router.asked == []


async def test_settings_that_cannot_be_used_and_a_router_that_fails_and_comes_back_are_said(desk, roads):
    desk.view.map.roads.show_roads(Roads("mapquest"))
    await until(lambda: any("no router “mapquest”" in each for each in desk.window.notices.sentences))
    roads.failing.emit("It has a fault.")
    roads.failing.emit("")
    said = desk.window.notices.sentences
    assert any("estimates for now. It has a fault." in each for each in said)
    assert any("by road again" in each for each in said)
