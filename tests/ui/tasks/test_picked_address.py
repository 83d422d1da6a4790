"""A place that is picked for a task offers its address, which is looked up only when that is wanted."""

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.tasks import Task
from fleetdesk.ui.map.place_address import PICKED
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import geocoder_for
from tests.task_lists import apply_tasks
from tests.waiting import until

HOUSE = "Narva maantee 5, 10117 Tallinn"
KASE = Task("m", 7, order_ref="O-7", lat=58.5, lon=25.0, address="Kase 118, Keila")


@pytest.fixture
async def opened(desk, photon):
    """A desk that knows an address and has chosen a service, with the form of a new task."""
    desk.fill()
    await desk.services.gazetteer.load()
    apply_tasks(desk.store, "m", [KASE])
    await desk.services.address_service.use(geocoder_for(photon))
    await idle(desk)
    desk.editing.new()
    yield desk
    await idle(desk)
    await desk.services.address_service.close()
    await desk.services.gazetteer.close()


async def idle(desk):
    await until(lambda: not desk.background.running)


def pick(desk, name, lat, lon):
    desk.view.tasks.form.form.pick_wanted.emit(name)
    desk.view.map.pane.map.background_clicked.emit(lat, lon)


def text(desk, name):
    return desk.view.tasks.form.form.inputs[name].text()


async def find(desk):
    bar = desk.window.notices.shown[PICKED]
    next(each for each in bar.findChildren(QPushButton) if each.text() == "Find its address").click()
    await idle(desk)


async def test_the_address_of_a_picked_place_is_filled_in_when_it_is_wanted(opened, photon):
    for count, (place, address) in enumerate((("lat", "address"), ("start_lat", "start_address"))):
        pick(opened, place, 59.4375, 24.7576)
        await idle(opened)
        assert len(photon.queries) == count, place
        assert text(opened, address) != HOUSE
        await find(opened)
        assert text(opened, address) == HOUSE
        assert (text(opened, place), photon.refused) == ("59.4375", [])


async def test_a_known_address_is_taken_without_asking_anybody(opened, photon):
    opened.view.map.pane.task_wanted.emit(58.5001, 25.0)
    await find(opened)
    assert text(opened, "address") == "Kase 118, Keila"
    assert photon.queries == []


async def test_an_address_that_stands_there_is_left(opened):
    opened.view.tasks.form.form.inputs["address"].type_text("Lai 7")
    pick(opened, "lat", 59.4375, 24.7576)
    assert PICKED not in opened.window.notices.sentences


async def test_what_was_typed_or_picked_meanwhile_is_left(opened):
    pick(opened, "lat", 59.4375, 24.7576)
    opened.view.tasks.form.form.set_place("lat", 58.0, 25.0)
    await find(opened)
    assert text(opened, "address") == ""
