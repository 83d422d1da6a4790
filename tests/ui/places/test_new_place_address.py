"""A new place offers to find its address, which is asked for only when that is wanted."""

import pytest

from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.places.poi_dialog import PoiDialog
from fleetdesk.ui.widgets.foreign_text import set_value
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import geocoder_for
from tests.task_lists import apply_tasks
from tests.ui.places.test_creating import Making, dialog, field, press
from tests.ui.tasks.test_picked_address import HOUSE, KASE, idle

FIND = "Find its address"


@pytest.fixture
async def asked(desk, photon):
    """The dialog of a place that was clicked on the map, on a desk that knows an address and has chosen a service."""
    desk.fill()
    desk.provider.creations = Making()
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    await desk.services.gazetteer.load()
    apply_tasks(desk.store, "m", [KASE])
    await desk.services.address_service.use(geocoder_for(photon))
    await idle(desk)
    desk.view.map.pane.poi_wanted.emit(59.4375, 24.7576)
    yield dialog(desk, PoiDialog)
    await idle(desk)
    await desk.services.address_service.close()
    await desk.services.gazetteer.close()


async def test_the_address_is_filled_in_when_it_is_wanted_and_says_whose_it_is(asked, desk, photon):
    await idle(desk)
    assert photon.queries == []
    press(asked, FIND)
    await idle(desk)
    assert field(asked, "Address").text() == HOUSE
    assert any("nearest address by" in each.text() for each in asked.findChildren(type(asked.answer)))
    assert not asked.find_address.isVisible()


async def test_a_known_address_is_taken_without_asking_anybody(asked, desk, photon):
    set_value(field(asked, "Place"), "58.5001, 25.0")
    press(asked, FIND)
    await idle(desk)
    assert field(asked, "Address").text() == "Kase 118, Keila"
    assert photon.queries == []


async def test_what_was_typed_meanwhile_is_left(asked, desk):
    press(asked, FIND)
    set_value(field(asked, "Address"), "Lai 7")
    await idle(desk)
    assert field(asked, "Address").text() == "Lai 7"


async def test_without_a_place_it_is_said_what_to_write(asked, desk, photon):
    set_value(field(asked, "Place"), "at the harbour")
    press(asked, FIND)
    assert asked.answer.text()
    await idle(desk)
    assert photon.queries == []


async def test_a_dialog_that_is_closed_meanwhile_is_let_be(asked, desk):
    press(asked, FIND)
    asked.reject()
    await idle(desk)
    assert desk.said == []
