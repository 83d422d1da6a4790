"""The fuel dock by itself: levels and changes in words, the search, what is said where nothing is known."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.fuel.levels import Change, Level, LevelChange
from fleetdesk.domain.fuel.matching import laid_together
from fleetdesk.domain.history.records import Refuel
from fleetdesk.domain.places import Tank
from fleetdesk.domain.units import FuelMeasure
from fleetdesk.sync.store import Store
from fleetdesk.ui.fuel.pane import NOBODY, FuelPane
from fleetdesk.ui.fuel.rows import FuelRow, change_words, event_rows, level_rows, who_knows
from fleetdesk.ui.widgets.table_export import collect
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import NOW, position, unit
from tests.ui.desk import ZONE

TANK = Tank("m", "FTrans", "Yard", volume_l=9150.0, level_l=4678.0, fixed_at=NOW, temperatures=(20.0, 0.0))
THEFT = NOW - timedelta(hours=36)


def changed(at, litres):
    kind = Change.FILLING if litres > 0 else Change.DROP
    begins, ends = Level(at, 300.0, 0.0), Level(at + timedelta(minutes=5), 300.0 + litres, 0.0)
    return LevelChange(kind, begins, ends, 300.0, 300.0 + litres)


PUMPED = Refuel("m", 1, "A", NOW, NOW, None, 100.0, 305.0, address="Pump")
EVENTS = laid_together(
    [changed(THEFT, -38.0), changed(NOW, 212.0)], [PUMPED], [FuelUp("v", "1", NOW, 209.5, 1.521, 318.6)]
)


@pytest.fixture
def pane(qapp):
    made = FuelPane(lambda: LIGHT, ZONE, lambda: NOW).built()
    made.resize(900, 600)
    made.show()
    yield made
    made.close()


def fleet():
    store = Store(lambda: NOW)
    truck = unit("242KDN", tank_l=600.0, fuel_measure=FuelMeasure.PERCENT)
    store.apply_units("m", [truck, unit("820BHT"), unit("966AJJ", tank_l=600.0, fuel_measure=FuelMeasure.PRESSURE)])
    store.apply_positions([position("242KDN", counter1=50.0), position("820BHT"), position("966AJJ", counter1=50.0)])
    return store.fleet.values()


def shown(model, *columns):
    places = [model.place(each) for each in columns]
    return [tuple(model.index(row, place).data() for place in places) for row in range(model.rowCount())]


def test_tanks_and_vehicles_with_a_level_are_shown(pane):
    pane.show_levels(level_rows(fleet(), {"m/FTrans": TANK}, {}, {}))
    assert shown(pane.levels, "name", "kind", "litres", "percent", "temperature") == [
        ("242KDN", "Vehicle", "300 l", "50", ""),
        ("Yard", "Tank", "4,678 l", "51", "20.0"),
    ]


def test_one_that_was_looked_at_is_shown_without_a_level_too(pane):
    pane.show_levels(level_rows(fleet(), {}, {}, {}, ["m/820BHT"]))
    assert ("820BHT", "no level known") in shown(pane.levels, "name", "litres")


def test_the_search_leaves_what_fits(pane):
    pane.show_levels(level_rows(fleet(), {"m/FTrans": TANK}, {}, {}))
    pane.search.setText("yar")
    assert shown(pane.levels, "name") == [("Yard",)]


def test_who_knows_of_each_change_is_said(pane):
    pane.show_events(event_rows("242KDN", "m", EVENTS), NOBODY)
    assert shown(pane.events, "change", "knows", "level", "vendor", "paid", "apart", "price", "where") == [
        ("Filling +212 l", "level, vendor, fuel-up: 7 l apart", "212", "205", "210", "7",
         "318.60 · 1.521 a litre", "Pump"),
        ("Drop −38 l", "level only", "38", "", "", "", "", ""),
    ]  # fmt: skip


def test_changes_are_said_in_a_few_words():
    drop, filling = EVENTS
    assert change_words(filling, ZONE, NOW) == "+212 l 14:00"
    assert change_words(drop, ZONE, NOW + timedelta(hours=-6)) == "−38 l yesterday 02:00"


def test_what_nobody_tells_litres_of_is_no_zero():
    (event,) = laid_together([], [Refuel("m", 1, "A", NOW, NOW)], [])
    assert change_words(event, ZONE, NOW) == "+? l 14:00"
    assert who_knows(event) == "vendor only"


async def test_a_file_has_figures_and_moments(pane):
    pane.show_events(event_rows("242KDN", "m", EVENTS), NOBODY)
    grid = await collect(pane.event_table, "Fuel", ZONE)
    filling = dict(zip(grid.headings, grid.rows[0], strict=True))
    assert (filling["When"], filling["Change"], filling["Litres"]) == (NOW, "Filling", 212.0)
    assert (filling["Litres by the vendor"], filling["Litres paid"], filling["Price a litre"]) == (205.0, 209.5, 1.521)


def test_the_double_click_on_a_change_opens_its_case(pane):
    wanted = []
    pane.case_wanted.connect(wanted.append)
    pane.show_events(event_rows("242KDN", "m", EVENTS), NOBODY)
    pane.event_table.opened.emit("000000")
    assert wanted[0].event is EVENTS[0]


def test_nothing_known_is_said_and_the_manual_is_offered(pane):
    asked = []
    pane.manual_wanted.connect(lambda: asked.append(True))
    (manual,) = [each for each in pane.findChildren(QPushButton) if each.accessibleName() == "Manual on fuel"]
    manual.click()
    assert asked == [True]
    assert pane.method.whole.startswith("Fillings and drops are told from")


async def test_a_file_of_the_levels_names_the_units(pane):
    pane.show_levels({"m/a": FuelRow("m/a", "Yard", "m", is_tank=True, litres=250.0, volume_l=1000.0, temperature=4.5)})
    grid = await collect(pane.level_table, "Fuel", ZONE, everything=True)
    row = dict(zip(grid.headings, grid.rows[0], strict=True))
    told = (row["Level, litres"], row["Level, %"], row["Temperature, °C"], row["Tank holds, litres"])
    assert told == (250.0, 25.0, 4.5, 1000.0)
    assert row["Lasts, km"] is None
