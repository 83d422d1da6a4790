"""The calendar of bookings and open waybills: days and weeks, as bars and as a list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.booking_calendar import Reach
from fleetdesk.ui.drivers.calendar_page import CalendarPage
from fleetdesk.ui.drivers.pages import Page
from tests.ui.desk import column
from tests.waiting import settled


@pytest.fixture
async def page(opened):
    opened.view.drivers.pane.built().show_page(Page.CALENDAR)
    await settled(opened)
    return opened.view.drivers.pane.built().findChild(CalendarPage)


def press(page, name):
    made = next(each for each in page.findChildren(QPushButton) if each.accessibleName() == name)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


async def test_the_week_has_bookings_and_open_waybills(opened, page):
    assert page.days.text() == "Mon 23 – Sunday 29 November"
    assert column(page.model, "kind") == ["open waybill", "booking", "booking"]
    assert column(page.model, "from") == ["Mon 23 12:00", "Mon 23 13:00", "Tue 24 00:00"]
    assert column(page.model, "to") == ["goes on", "15:00", "06:00"]
    assert column(page.model, "driver") == ["Mari Tamm", "King Arthur", "Mari Tamm"]


async def test_a_day_and_others_are_gone_to(opened, page):
    page.box.setCurrentIndex(page.box.findData(Reach.DAY.value))
    await settled(opened)
    assert column(page.model, "unit") == ["242KDN", "966AJJ"]
    press(page, "Later days")
    await settled(opened)
    assert (page.days.text(), column(page.model, "unit")) == ("Tuesday 24 November", ["242KDN", "820BHT"])
    press(page, "Days of now")
    await settled(opened)
    assert page.days.text() == "Monday 23 November"


async def test_a_press_on_a_bar_selects_its_row_and_vehicle(opened, page):
    page.resize(900, 400)
    found = {page.bars.row_at(QPoint(x, y)) for x in range(0, page.bars.width(), 3) for y in range(page.bars.height())}
    assert {each.unit for each in found if each} == {"242KDN", "966AJJ", "820BHT"}
    page.bars.picked.emit("m/booking/2")
    assert (page.table.selected_keys(), opened.store.selection) == (("m/booking/2",), ("m/820BHT",))


async def test_what_fails_is_said(opened, page):
    opened.vendor.rows = Unreachable("The network is away.")
    press(page, "Ask for the bookings again")
    await settled(opened)
    assert page.trouble.whole == "m: The network is away."


async def test_without_a_vendor_of_bookings_it_is_said(opened, page):
    opened.provider.bookings = None
    press(page, "Later days")
    await settled(opened)
    assert column(page.model, "kind") == []
    assert page.findChild(CalendarPage) is None
