"""New places and geozones: asked for by dialogs with the vendor's rules, in the list while they wait."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.outbox import OpKind, OpState
from fleetdesk.domain.places import Geozone
from fleetdesk.mapview.shapes import CIRCLE, DrawnShape
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.places.poi_dialog import PoiDialog
from fleetdesk.ui.places.unit_ticks import UnitTicks
from fleetdesk.ui.places.zone_dialog import ZoneDialog
from fleetdesk.ui.widgets.foreign_text import set_value
from tests.ui.desk import column, task
from tests.ui.places.test_places import ZONE_ONE, Listing, choose
from tests.waiting import settled, until


class Making:
    """The part of an account that makes places; it is never asked here, since nothing sends."""


@pytest.fixture
async def making(desk):
    desk.fill()
    desk.provider.creations = Making()
    desk.provider.places = Listing([ZONE_ONE])
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    desk.window.actions_by_text["Places"].trigger()
    await until(lambda: desk.provider.places.asked)
    await settled(desk)
    return desk


def dialog(desk, kind):
    return next(each for each in desk.window.findChildren(kind) if each.isVisible())


def field(owner, name, kind=QLineEdit):
    return next(each for each in owner.findChildren(kind) if each.accessibleName() == name)


def press(owner, name):
    QTest.mouseClick(field(owner, name, QPushButton), Qt.MouseButton.LeftButton)


def waiting(desk):
    return list(desk.store.task_store.waiting.values())


async def test_a_click_on_the_map_becomes_a_place_that_stands_in_the_list_while_it_waits(making):
    making.view.map.pane.poi_wanted.emit(58.5, 25.25)
    asked = dialog(making, PoiDialog)
    assert field(asked, "Place").text() == "58.500000, 25.250000"
    set_value(field(asked, "Name"), "Depot")
    press(asked, "Save the place")
    await until(lambda: waiting(making))
    (op,) = waiting(making)
    assert (op.kind, op.state) == (OpKind.POI, OpState.QUEUED)
    await until(lambda: making.view.places.pane.built().model.rowCount() == 2)
    assert op.fields["comment"] == "Depot"
    pane = making.view.places.pane.built()
    assert column(pane.model, "name") == ["Depot", "Harbour"]
    assert [pane.model.item(key).state for key in list(pane.model.keys())] == ["saved on this computer", ""]
    assert not [each for each in making.window.findChildren(PoiDialog) if each.isVisible()]


async def test_the_rules_of_the_purposes_are_said_before_anything_is_saved(making):
    asked = making.view.places.creating.new_poi(58.5, 25.25)
    press(asked, "Save the place")
    await until(lambda: "comment" in asked.answer.text())
    kinds = field(asked, "Kind", QComboBox)
    kinds.setCurrentIndex(kinds.findData("wifi_router"))
    set_value(field(asked, "Comment"), "the router at the gate")
    press(asked, "Save the place")
    await until(lambda: "MAC address" in asked.answer.text())
    assert not waiting(making)
    set_value(field(asked, "Comment"), "ad:6a:9f:da:13:7d")
    press(asked, "Save the place")
    await until(lambda: waiting(making))
    assert waiting(making)[0].fields["comment"] == "AD-6A-9F-DA-13-7D"


async def test_it_is_said_that_nobody_can_change_it_later(making):
    asked = making.view.places.creating.new_poi(58.5, 25.25)
    assert any(
        "changed or deleted on Metrotec's own pages only" in each.text()
        for each in asked.findChildren(type(asked.answer))
    )


async def test_without_an_account_that_takes_places_a_sentence_says_so(making):
    making.provider.creations = None
    assert making.view.places.creating.new_poi(58.5, 25.25) is None
    assert any("Metrotec account" in each for each in making.window.notices.sentences)


async def test_a_drawn_circle_becomes_a_geozone_with_alarms_and_the_area_stays(making):
    map_ = making.view.map.pane
    making.store.select(["m/820BHT"])
    map_.zone_drawing.start()
    ring = ((25.0, 58.5), (25.01, 58.5), (25.0, 58.51), (25.0, 58.5))
    map_.map.shape_drawn.emit(DrawnShape(CIRCLE, ring, center=(25.0, 58.5), radius_m=640.4))
    assert not map_.has_area()
    asked = dialog(making, ZoneDialog)
    assert field(asked, "Radius, m").text() == "640"
    set_value(field(asked, "Name"), "Yard")
    asked.leave.setChecked(False)
    press(asked, "Save the geozone")
    await until(lambda: len(waiting(making)) == 2)
    zone, tie = sorted(waiting(making), key=lambda op: op.id)
    assert (zone.kind, tie.kind) == (OpKind.ZONE, OpKind.TIE)
    assert (tie.task, tie.fields) == (zone.task, {"unit": "820BHT", "enter": True, "leave": False})


async def test_a_geozone_is_tied_to_more_vehicles_from_its_menu_and_seen_as_tied(making):
    pane = making.view.places.pane.built()
    choose(pane, "Harbour")
    pane.menu_wanted.emit(pane.selected(), QPoint(10, 10))
    menu = next(each for each in pane.findChildren(QMenu) if each.isVisible())
    next(each for each in menu.actions() if each.text().startswith("Alarm of")).trigger()
    asked = dialog(making, ZoneDialog)
    press(asked, "Save the alarms")
    assert "Tick the vehicles" in asked.answer.text()
    asked.findChild(UnitTicks).list.item(0).setCheckState(Qt.CheckState.Checked)
    press(asked, "Save the alarms")
    await until(lambda: waiting(making))
    assert waiting(making)[0].fields["zone"] == ZONE_ONE.id
    making.services.named_places.take("m", Geozone("m", 4, "Harbour", 59.4, 24.7, 1000.0, units=("820BHT",)))
    await until(lambda: column(pane.model, "tied") == ["1"])


async def test_a_refused_place_is_corrected_from_the_outbox(making):
    making.view.places.creating.new_poi(58.5, 25.25, "Depot")
    press(dialog(making, PoiDialog), "Save the place")
    await until(lambda: waiting(making))
    (op,) = waiting(making)
    making.view.outbox.built().edit_wanted.emit(op)
    asked = dialog(making, PoiDialog)
    assert field(asked, "Name").text() == "Depot"
    set_value(field(asked, "Name"), "Depot 2")
    press(asked, "Save the place")
    await until(lambda: [each.label for each in waiting(making)] == ["Depot 2"])


async def test_a_task_gives_its_place(making):
    menu = QMenu()
    making.view.places.creating.offer_task(menu, task(1, address="Tamme 1"))
    menu.actions()[0].trigger()
    assert field(dialog(making, PoiDialog), "Address").text() == "Tamme 1"


async def test_what_was_not_saved_leaves_the_dialog_with_its_reason(making):
    async def full(drafts):
        raise FleetError("Nothing was saved: the disk is full.")

    making.view.places.creating.new_poi(58.5, 25.25, "Depot")
    asked = dialog(making, PoiDialog)
    making.services.creations.add = full
    press(asked, "Save the place")
    await until(lambda: "the disk is full" in asked.answer.text())
    assert asked.isVisible()
    assert asked.go.isEnabled()


async def test_the_map_shows_a_geozone_as_it_is_typed_until_the_dialog_is_closed(making):
    sketches = []
    making.view.places.creating.sketched.connect(sketches.append)
    asked = making.view.places.creating.new_zone(58.5, 25.0)
    radius = field(asked, "Radius, m")
    QTest.keyClicks(radius, "75")
    assert [each.radius_m for each in sketches] == [None, 7.0, 75.0]
    asked.reject()
    assert sketches[-1] is None


async def test_a_dialog_that_is_closed_while_it_is_saved_is_let_be(making):
    making.view.places.creating.new_poi(58.5, 25.25, "Depot")
    asked = dialog(making, PoiDialog)
    press(asked, "Save the place")
    asked.reject()
    asked.deleteLater()
    await until(lambda: waiting(making))
    await settled(making)
    assert making.said == []
