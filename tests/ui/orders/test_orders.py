"""Orders to the device of a vehicle: what it can be told, confirmed once more, saved, and said when it has it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.units import VehicleEvent, VehicleSettings
from fleetdesk.ui.widgets.foreign_text import set_value
from tests.waiting import settled, until

EVENT = VehicleEvent("m", 7, "242KDN", 4, "ON", handled=False, requested_at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
SETTINGS = VehicleSettings("m", "242KDN", None, None, True, True, False, ("5MIN", "1H"), (EVENT,))


class Devices:
    def __init__(self, settings=SETTINGS):
        self.told = settings

    async def settings(self, unit):
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


@pytest.fixture
async def ordering(desk):
    desk.fill()
    desk.provider.devices = Devices()
    return desk


async def opened(desk):
    dialog = desk.view.orders.open("m/242KDN")
    await settled(desk)
    return dialog


def offers(dialog):
    return [dialog.order.itemText(row) for row in range(dialog.order.count())]


def press(dialog):
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def waiting(desk):
    return list(desk.store.task_store.waiting.values())


async def test_the_menu_of_a_vehicle_offers_orders_where_its_vendor_takes_any(ordering):
    menu = QMenu()
    ordering.view.orders.offer(menu, "m/242KDN")
    assert [each.text() for each in menu.actions()] == ["Order to the device"]
    ordering.provider.devices = None
    none = QMenu()
    ordering.view.orders.offer(none, "m/242KDN")
    assert none.actions() == []


async def test_only_what_the_device_can_do_is_offered_with_what_was_ordered_before(ordering):
    dialog = await opened(ordering)
    intervals = ["reporting interval 5MIN", "reporting interval 1H"]
    assert offers(dialog) == [*intervals, "light ON", "light OFF", "Other order"]
    assert dialog.before.item(0).text() == "light ON · waits for the device · 23.11.2026 08:00"
    ordering.provider.devices.told = replace(SETTINGS, has_reporting_interval=False, has_light_tamper=False)
    assert offers(await opened(ordering)) == ["Other order"]


async def test_an_order_goes_only_when_it_is_confirmed_itself(ordering):
    dialog = await opened(ordering)
    dialog.order.setCurrentIndex(2)
    press(dialog)
    await settled(ordering)
    assert waiting(ordering) == []
    assert "device of 242KDN: light ON?" in dialog.answer.text()
    dialog.order.setCurrentIndex(3)  # another choice wants another confirmation
    press(dialog)
    await settled(ordering)
    assert waiting(ordering) == []
    assert "light OFF" in dialog.answer.text()
    dialog.order.setCurrentIndex(2)
    press(dialog)
    press(dialog)
    await until(lambda: waiting(ordering))
    (op,) = waiting(ordering)
    assert (op.kind, op.fields) == (OpKind.ORDER, {"unit": "242KDN", "event_type": 4, "description": "ON"})


async def test_another_order_needs_words(ordering):
    dialog = await opened(ordering)
    dialog.order.setCurrentIndex(4)
    press(dialog)
    assert "Write what" in dialog.answer.text()
    set_value(dialog.text, "OFF")
    press(dialog)
    press(dialog)
    await until(lambda: waiting(ordering))
    assert waiting(ordering)[0].fields["event_type"] == 5


async def test_a_device_that_cannot_be_asked_says_why_and_takes_nothing(ordering):
    ordering.provider.devices.told = Unreachable("The server cannot be reached.")
    dialog = await opened(ordering)
    assert "cannot be reached" in dialog.answer.text()
    assert not dialog.go.isEnabled()


async def test_it_is_said_when_the_device_has_the_order(ordering):
    ordering.services.orders.handled.emit(replace(EVENT, handled=True))
    assert "The device of 242KDN has the order light ON." in ordering.window.notices.sentences
