"""The phone of who is in a vehicle: on its card and in its menu, asked for once the vehicle is selected."""

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from fleetdesk.domain.drivers import Person, TachoState
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.widgets.labels import Paragraph
from tests.sync.drivers.fakes import Drivers
from tests.waiting import settled, until

BOTH = [Person("m", "7", "Mari Tamm", "+372 5550 1234", "242KDN"), Person("m", "8", "Jüri Kask", "ask", "242KDN")]


class Phone(QObject):
    """What dials on this computer."""

    def __init__(self):
        super().__init__()
        self.called = []

    @Slot(QUrl)
    def dial(self, url):
        self.called.append(url.toString())


@pytest.fixture
def phone():
    made = Phone()
    QDesktopServices.setUrlHandler("tel", made, "dial")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("tel")


@pytest.fixture
async def told(desk):
    desk.fill()
    desk.vendor = desk.provider.drivers = Drivers()
    desk.vendor.by_unit = {"242KDN": BOTH}
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    desk.store.select(["m/242KDN"])
    await until(lambda: desk.vendor.asked)
    await settled(desk)
    return desk


def said(desk):
    return next(
        each.whole for each in desk.view.vehicles.details.findChildren(Paragraph)
        if each.accessibleName() == "Vehicle phone"
    )  # fmt: skip


def call(desk):
    made = next(
        each for each in desk.view.vehicles.details.findChildren(QPushButton)
        if each.accessibleName() == "Call the driver"
    )  # fmt: skip
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


async def test_card_and_menu_tell_all_who_may_drive_and_whose_phone_it_is(told):
    assert said(told) == "Mari Tamm +372 5550 1234 · Jüri Kask ask"
    assert told.vendor.names() == ["of_unit"]
    menu = QMenu()
    told.view.vehicles.commands.menu_opening.emit(menu, "m/242KDN")
    assert "Call Mari Tamm, +37255501234" in [each.text() for each in menu.actions()]


async def test_of_several_a_press_asks_whom_to_call_and_who_is_at_the_wheel_is_called_at_once(told, phone):
    call(told)
    assert phone.called == []
    entries = [each.text() for each in told.view.vehicles.details.findChildren(QMenu)[-1].actions()]
    assert entries == [
        "Call Mari Tamm, +37255501234",
        "Copy the phone number of Mari Tamm",
        "Copy the phone number of Jüri Kask",
    ]
    told.store.apply_driving("m", [TachoState("m", "242KDN", driver_name="MARI TAMM")])
    assert said(told) == "+372 5550 1234"
    call(told)
    assert phone.called == ["tel:+37255501234"]


async def test_a_driver_at_the_wheel_without_a_phone_is_not_called_by_anothers(told, phone):
    told.vendor.by_unit = {"820BHT": [BOTH[0]]}
    told.store.apply_driving("m", [TachoState("m", "820BHT", driver_name="AGUR KUKK")])
    told.store.select(["m/820BHT"])
    await until(lambda: said(told) == "Mari Tamm +372 5550 1234")
    call(told)
    assert phone.called == []


async def test_whoever_walks_the_list_asks_for_none(told):
    for key in ("m/820BHT", "m/966AJJ", "m/001LST"):
        told.store.select([key])
    await until(lambda: len(told.vendor.asked) == 2)
    assert told.vendor.asked[-1] == ("of_unit", "001LST")
