"""The list of drivers: who is where, what the tachograph leaves, what comes next, and what can be done with one."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.units import Unit, UnitKind
from fleetdesk.ui.drivers.pages import Page
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.table_export import collect
from tests.sync.fakes import NOW
from tests.ui.desk import ZONE, column
from tests.ui.drivers.conftest import HOUR, choose
from tests.waiting import settled, until


async def test_nobody_is_asked_before_the_dock_is_seen(told):
    await settled(told)
    assert told.vendor.asked == []


async def test_everybody_is_listed_with_what_is_told_of_them(opened):
    """Who drives, could and has left; what they do, the hours of the tachograph, since when and what comes next."""
    pane = opened.view.drivers.pane.built()
    assert column(pane.model, "name") == ["King Arthur", "Mari Tamm", "Jüri Kask"]
    assert column(pane.model, "standing") == ["in a vehicle", "in a vehicle", "deactivated"]
    assert column(pane.model, "vehicle") == ["966AJJ", "242KDN", ""]
    assert column(pane.model, "phone") == ["+372 55", "+372 5550 1234", "5551"]
    assert column(pane.model, "card") == ["", "in", ""]
    king, mari, left = column(pane.model, "state")
    assert king == "standing, ignition on"
    assert mari.startswith("drive since ")
    assert left.startswith("deactivated ")
    assert [column(pane.model, key)[1] for key in ("today", "week", "rest", "weekly")] == [
        "5:44",
        "9:54",
        "0:28",
        "116:48",
    ]
    assert column(pane.model, "today")[0] == ""
    assert [pane.model.item(f"m/{number}").entry.since for number in (8, 7)] == [NOW - HOUR, NOW - 2 * HOUR]
    coming = column(pane.model, "next")
    assert coming[0].endswith("966AJJ · Ring")
    assert coming[1].endswith("820BHT · Night trip")
    assert pane.header.count.text().startswith("3 · as of ")


async def test_the_search_looks_through_names_vehicles_and_states(opened):
    pane = opened.view.drivers.pane.built()
    for text, names in (
        ("mari", ["Mari Tamm"]),
        ("966", ["King Arthur"]),
        ("deactivated", ["Jüri Kask"]),
        ("none", []),
    ):
        pane.search.setText(text)
        assert column(pane.model, "name") == names
    assert pane.on_escape()
    assert pane.model.rowCount() == 3


async def test_a_driver_who_is_selected_selects_the_vehicle_and_enter_shows_where_that_is(opened):
    pane, map_ = opened.view.drivers.pane.built(), opened.view.map.pane.map
    choose(pane, "Mari Tamm")
    assert opened.store.selection == ("m/242KDN",)
    choose(pane, "King Arthur")
    pane.table.opened.emit("m/8")
    assert map_.state.value("view")["lat"] == 58.2
    choose(pane, "Jüri Kask")
    pane.table.opened.emit("m/9")
    assert "Nobody tells where Jüri Kask is." in opened.window.notices.sentences


async def test_the_menu_calls_copies_and_opens_the_times(opened):
    pane = opened.view.drivers.pane.built()
    pane.menu_wanted.emit(pane.model.item("m/7"), QPoint(5, 5))
    menu = pane.findChildren(QMenu)[-1]
    texts = [each.text() for each in menu.actions()]
    assert texts == [
        "Times and rests", "Show on the map", "Copy position", "Call +37255501234", "Copy the phone number",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    assert pane.page is Page.TIMES


async def test_what_fails_is_said_and_the_rest_is_shown(told):
    told.vendor.people = Unreachable("The network is away.")
    told.view.drivers.controller.open()
    await until(lambda: told.view.drivers.pane.built().model.rowCount() == 2)
    assert "m: The network is away." in told.view.drivers.pane.built().trouble.whole


async def test_cancel_asks_for_no_more_vehicles(told):
    pane = told.view.drivers.pane.built()
    told.view.drivers.controller.open()
    pane.cancel_wanted.emit()
    await settled(told)
    assert told.vendor.names().count("of_unit") < 4


async def test_a_file_of_it_has_true_values(opened):
    grid = await collect(opened.view.drivers.pane.built().table, "Drivers", ZONE, everything=True)
    row = dict(zip(grid.headings, next(row for row in grid.rows if row[1] == "Mari Tamm"), strict=True))
    assert (row["Today"], row["To rest"], row["Latitude"]) == (5.733, 0.467, 58.5)
    assert row["Booked from"] == NOW + 10 * HOUR


async def test_without_any_driver_it_is_said_where_they_come_from(told):
    told.vendor.people, told.vendor.rows, told.vendor.open, told.vendor.by_unit = [], [], [], {}
    told.view.drivers.controller.open()
    await until(lambda: told.vendor.names().count("of_unit") == 4)
    await settled(told)
    pane = told.view.drivers.pane.built()
    assert pane.model.rowCount() == 0
    assert "No drivers known" in [each.text() for each in pane.findChildren(Paragraph) if each.isVisible()]


async def test_a_person_who_is_a_unit_can_be_asked_for_alone(told):
    told.store.apply_units("m", [Unit("m", "u1", name="Jan Pal", kind=UnitKind.PERSON, phone="+421 900")], whole=False)
    told.view.drivers.controller.open()
    pane = told.view.drivers.pane.built()
    await until(lambda: pane.model.item("m/u1") is not None)
    pane.menu_wanted.emit(pane.model.item("m/u1"), QPoint(5, 5))
    again = pane.findChildren(QMenu)[-1].actions()[-1]
    assert again.text() == "Ask for this person again"
    again.trigger()
    await until(lambda: ("of_unit", "u1") in told.vendor.asked)
