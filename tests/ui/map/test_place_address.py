"""A right click on the map names the nearest address: the one this desk knows, else that of the chosen service."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from fleetdesk.domain.tasks import Task
from fleetdesk.geocoding.presets import preset_named
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import geocoder_for
from tests.task_lists import apply_tasks
from tests.waiting import until

KASE = Task("m", 7, order_ref="O-7", lat=58.5, lon=25.0, address="<i>Kase</i> 118, Keila")


@pytest.fixture
async def filled(desk):
    await desk.services.gazetteer.load()
    apply_tasks(desk.store, "m", [KASE])
    await until(lambda: not desk.background.running)  # no loop runs between here and the test
    yield desk
    await desk.background.close()
    await desk.services.gazetteer.close()


async def ask(desk, lat, lon):
    desk.view.map.pane.menu_wanted.emit(lat, lon, "", QPoint(10, 10))
    menu = desk.window.findChildren(QMenu)[-1]
    next(each for each in menu.actions() if each.text() == "Address of this place").trigger()
    menu.close()
    await until(lambda: not desk.background.running)


async def test_the_nearest_known_address_is_said_and_can_be_copied(filled):
    await ask(filled, 58.5009, 25.0)
    said = "“<i>Kase</i> 118, Keila” is the nearest address that this desk knows, 100 m from here."
    bar = filled.window.notices.shown[said]
    next(each for each in bar.findChildren(QPushButton) if each.text() == "Copy").click()
    assert QApplication.clipboard().text() == "<i>Kase</i> 118, Keila"


async def test_where_nothing_is_known_near_that_is_said(filled):
    await ask(filled, 58.6, 25.0)
    assert filled.window.notices.sentences[-1] == "This desk knows no address within 500 m of this place."


@pytest.fixture
async def service(filled, photon):
    await filled.services.address_service.use(geocoder_for(photon))
    yield photon
    await filled.services.address_service.close()


async def test_the_chosen_service_is_asked_where_this_desk_knows_none(filled, service):
    await ask(filled, 59.43755, 24.7576)
    assert filled.window.notices.sentences[-1] == (
        f"“Narva maantee 5, 10117 Tallinn” is the nearest address by {preset_named('photon').name}, 10 m from here. "
        "© OpenStreetMap contributors."
    )
    assert service.refused == []


async def test_it_is_not_asked_where_this_desk_knows_the_address(filled, service):
    await ask(filled, 58.5001, 25.0)
    assert "that this desk knows, 10 m from here" in filled.window.notices.sentences[-1]
    assert service.queries == []


async def test_where_it_fails_the_desk_says_what_it_knows(filled, service):
    service.status = 500
    await ask(filled, 58.5009, 25.0)
    said = filled.window.notices.sentences
    assert any("that this desk knows, 100 m from here" in each for each in said)
    assert sum("address service fails" in each for each in said) == 1
