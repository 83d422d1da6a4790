"""The field that finds a place on the map: by what is known, by coordinates, by the keyboard alone."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets.offers import Offers
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import geocoder_for
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")

DEPOT = Task("m", 1, order_ref="A", lat=58.378, lon=26.729, address="Kase 2, Tartu", start_at=NOW)


@pytest.fixture
async def known(desk):
    """A desk that knows one address."""
    await desk.services.gazetteer.load()
    apply_tasks(desk.store, "m", [DEPOT])
    await asyncio.gather(*desk.background.running)
    desk.window.activateWindow()
    desk.view.map.place_search.field.setFocus()
    yield desk
    await asyncio.gather(*desk.background.running)
    await desk.services.gazetteer.close()


def state(desk, name):
    return desk.view.map.pane.map.state.value(name)


def typed(desk, text):
    field = desk.view.map.place_search.field
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


async def test_what_is_known_is_offered_while_typing_and_enter_shows_the_best(known):
    typed(known, "kas")
    await until(lambda: _offered(known))
    assert _offered(known)[0].startswith("Kase 2, Tartu")
    field = typed(known, "kase tartu")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: state(known, "found"))
    assert state(known, "found") == ["Kase 2, Tartu", 58.378, 26.729]
    assert (state(known, "view")["lat"], state(known, "view")["lon"]) == (58.378, 26.729)
    assert field.text() == "Kase 2, Tartu"


def _offered(desk):
    lines = desk.view.map.place_search.field.findChild(Offers).model()
    return [lines.index(row, 0).data() for row in range(lines.rowCount())]


async def test_coordinates_need_no_address_and_emptying_the_field_points_out_nothing(known):
    field = typed(known, "59.437, 24.7536")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert state(known, "found")[1:] == [59.437, 24.7536]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (state(known, "found"), field.text()) == (None, "")


async def test_the_command_gives_the_field_the_keyboard_and_an_unknown_place_is_said(known):
    known.view.tasks.pane.table.setFocus()
    QTest.keyClick(known.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    await until(known.view.map.place_search.field.hasFocus)
    field = typed(known, "xyzzyplugh")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: known.window.notices.shown)
    assert "knows no place “xyzzyplugh”" in next(iter(known.window.notices.shown))


@pytest.fixture
async def served(known, photon):
    """The same desk with an address service."""
    await known.services.address_service.use(geocoder_for(photon))
    yield known
    await known.services.address_service.close()


async def test_the_address_service_adds_to_what_is_known(served):
    typed(served, "narva 5")
    await until(lambda: "Narva maantee 5, 10117 Tallinn" in _offered(served))
    assert _offered(served)[-1].startswith("Addresses: ")


async def test_enter_waits_for_the_service_where_nothing_is_known(served):
    field = typed(served, "narva 5 xyzzy")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: state(served, "found"))
    assert state(served, "found")[0] == "Narva maantee 5, 10117 Tallinn"
