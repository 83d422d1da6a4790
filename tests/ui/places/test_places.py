"""The places dock: what vendors list, who is there now, and what can be done with a place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.places.columns import km_between
from fleetdesk.ui.places.rows import here_words, place_rows, with_who_is_here
from fleetdesk.ui.widgets.table_export import collect
from tests.sync.fakes import position
from tests.ui.desk import ZONE, column
from tests.waiting import settled, until

YARD = Poi("m", 1, 58.5, 25.0, "Yard", "customer", radius_m=500.0, address="EE, Tartu, Tamme 1", phone="+372 5550 1234",
           contact="Mari", comment="Gate 3")  # fmt: skip
ZONE_ONE = Geozone("m", 4, "Harbour", 59.4, 24.7, 1000.0)
PUMP = Place("v", 9, "Pump", "Senec, Hlavna 2", 48.2, 17.4)
NOWHERE = Poi("m", 2, name="Nowhere", purpose="poi")


class Listing:
    """What an account lists of places; `error` in place of it."""

    def __init__(self, places, error=None):
        self.places, self.error, self.asked = places, error, 0

    async def known(self):
        self.asked += 1
        if self.error:
            raise self.error
        return self.places


@pytest.fixture
async def desk_with_places(desk):
    desk.fill()
    desk.store.apply_positions([position("820BHT", lat=58.501, lon=25.0), position("966AJJ", lat=58.7, lon=25.0)])
    desk.provider.places = Listing([YARD, ZONE_ONE, NOWHERE])
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    return desk


@pytest.fixture
async def opened(desk_with_places):
    desk = desk_with_places
    desk.window.actions_by_text["Places"].trigger()
    await until(lambda: desk.provider.places.asked)
    await settled(desk)
    return desk


def choose(pane, name):
    key = next(key for key in list(pane.model.keys()) if pane.model.item(key).name == name)
    pane.table.show_selection((key,))
    pane.table.chosen.emit((key,))


async def test_nobody_is_asked_before_the_dock_is_seen(desk_with_places):
    await settled(desk_with_places)
    assert desk_with_places.provider.places.asked == 0


async def test_places_are_listed_with_who_is_there_now_and_how_far_the_selected_vehicle_is(opened):
    pane = opened.view.places.pane.built()
    assert column(pane.model, "name") == ["Harbour", "Nowhere", "Yard"]
    assert column(pane.model, "kind") == ["Geozone", "Point of interest", "Customer"]
    assert column(pane.model, "here") == ["0", "", "2"]
    assert opened.provider.places.asked == 1
    assert column(pane.model, "km") == ["", "", ""]
    opened.store.select(["m/966AJJ"])
    await settled(opened)
    assert column(pane.model, "km")[1:] == ["", "22.2"]


async def test_the_search_looks_through_all_that_is_known_and_a_file_has_it(opened):
    pane = opened.view.places.pane.built()
    for text, names in (("mari customer", ["Yard"]), ("tamme", ["Yard"]), ("harb", ["Harbour"]), ("none such", [])):
        pane.search.setText(text)
        assert column(pane.model, "name") == names
    assert pane.on_escape()
    assert pane.model.rowCount() == 3
    grid = await collect(pane.table, "Places", ZONE)
    row = dict(zip(grid.headings, next(row for row in grid.rows if row[0] == "Yard"), strict=True))
    assert (row["Latitude"], row["Longitude"], row["Comment"], row["Who is here"]) == (
        58.5,
        25.0,
        "Gate 3",
        "242KDN, 820BHT",
    )
    assert row["Address"] == "EE, Tartu, Tamme 1"


def named(owner, name):
    return next(each for each in owner.findChildren(QPushButton) if each.accessibleName() == name)


async def test_a_place_becomes_a_task(opened):
    pane, form = opened.view.places.pane.built(), opened.view.tasks.form
    choose(pane, "Nowhere")
    assert not named(pane, "Task at this place").isEnabled()
    choose(pane, "Yard")
    QTest.mouseClick(named(pane, "Task at this place"), Qt.MouseButton.LeftButton)
    assert form.form.inputs["lat"].text() == "58.5"


async def test_enter_shows_it_on_the_map_and_a_button_who_was_there(opened):
    pane, map_ = opened.view.places.pane.built(), opened.view.map.pane.map
    assert opened.view.visits.pane.visibleRegion().isEmpty()
    choose(pane, "Yard")
    QTest.mouseClick(named(pane, "Who was at this place"), Qt.MouseButton.LeftButton)
    assert not opened.view.visits.pane.visibleRegion().isEmpty()
    choose(pane, "Harbour")
    pane.table.opened.emit(pane.table.selected_keys()[0])
    assert map_.state.value("view") == {"lat": 59.4, "lon": 24.7, "zoom": 11}


async def test_its_menu_calls_only_what_is_a_number(opened):
    pane = opened.view.places.pane.built()
    pane.menu_wanted.emit(place_rows([YARD])["m/Poi/1"], QPoint(5, 5))
    assert "Call +37255501234" in texts(pane)
    pane.menu_wanted.emit(place_rows([replace(YARD, phone="ask Mari")])["m/Poi/1"], QPoint(5, 5))
    assert not any(each.startswith("Call") for each in texts(pane))
    assert "Copy the phone number" in texts(pane)


def texts(pane):
    return [each.text() for each in pane.findChildren(QMenu)[-1].actions()]


async def test_what_fails_is_said(desk_with_places):
    desk_with_places.provider.places = Listing([], Unreachable("The network is away."))
    desk_with_places.view.places.controller.open()
    await until(lambda: desk_with_places.provider.places.asked)
    await settled(desk_with_places)
    assert "The network is away." in desk_with_places.view.places.pane.built().trouble.whole


def test_without_a_radius_nobody_knows_who_is_there():
    row = with_who_is_here(place_rows([PUMP]), [])["v/Place/9"]
    assert (row.here, row.kind, row.address) == (None, "Visited place", "Senec, Hlavna 2")


def test_of_many_the_first_are_named():
    row = replace(place_rows([YARD])["m/Poi/1"], here=tuple(f"{n:03}ABC" for n in range(13)))
    assert here_words(row).endswith("009ABC and 3 more")


def test_places_without_a_number_are_told_apart():
    assert len(place_rows([replace(YARD, id=None), replace(YARD, id=None)])) == 2


def test_kilometres_need_both_places():
    row = place_rows([NOWHERE])["m/Poi/2"]
    assert km_between(row, (58.5, 25.0)) is None


class Anew(Listing):
    """A list whose one place is elsewhere when it is asked for by itself."""

    def __init__(self, places, now):
        super().__init__(places)
        self.now = now

    async def one(self, number):
        if isinstance(self.now, Exception):
            raise self.now
        return self.now


async def offered(desk, row, words):
    """Press an entry of a place's menu."""
    before = set(desk.window.findChildren(QMenu))
    desk.view.places.pane.built().menu_wanted.emit(row, QPoint(5, 5))
    (menu,) = set(desk.window.findChildren(QMenu)) - before
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()
    await settled(desk)


ANSWERS = [
    (Unreachable("The network is away."), "Senec, Hlavna 2", "m: The network is away."),
    (replace(PUMP, account="m"), "Senec, Hlavna 2", "Nothing of the place has changed"),
    (replace(PUMP, account="m", address="Senec, Nová 1"), "Senec, Nová 1", "as the server has it now"),
]


async def test_a_visited_place_is_asked_for_anew(desk):
    listing = desk.provider.places = desk.provider.visited = Anew([replace(PUMP, account="m")], None)
    desk.store.set_link(Link("m", "VEZMA", LinkStatus.LIVE))
    desk.window.actions_by_text["Places"].trigger()
    pane = desk.view.places.pane.built()
    await until(lambda: pane.model.rowCount() == 1)
    await settled(desk)
    for now, address, said in ANSWERS:
        listing.now = now
        await offered(desk, pane.model.item(pane.model.key(0)), "Ask for it anew")
        await until(lambda address=address: column(pane.model, "address") == [address])
        assert any(said in each for each in desk.window.notices.sentences), said
