"""The page of one vehicle: what is told, unknown and not told by its vendor; asked, refused, copied; cars of VEZMA."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from fleetdesk.api.parts import RowList
from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.capabilities import Capabilities, RequestLimit
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.places import Geozone, Service
from fleetdesk.domain.task_fields import Value
from fleetdesk.domain.temperature_limits import TemperatureLimits
from fleetdesk.domain.units import Unit, UnitKind, VehicleEvent, VehicleSettings
from fleetdesk.sync.past_picture import account_pictures, past_picture, taken_of
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.orders.dialog import OrderDialog
from fleetdesk.ui.vehicle_page.page import text_of
from tests.sync.fakes import NOW, FakeProvider, position, unit
from tests.waiting import settled, until

KEY = "m/242KDN"
EVENT = VehicleEvent("m", 7, "242KDN", 4, "ON", handled=False, requested_at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
SETTINGS = VehicleSettings("m", "242KDN", None, True, True, True, False, ("5MIN", "1H"), (EVENT,), (93,), ("1: ON",))
FULL = unit(
    "242KDN",
    name="Tartu 4",
    category="Trucks",
    odometer_km=130_250.0,
    odometer_at=NOW - timedelta(hours=5),
    next_maintenance_km=130_000.0,
    tank_l=600.0,
    temperature_limits=(TemperatureLimits(1, -25.0, -15.0),),
    rest=(("Manufacture", "68"), ("btime", "1")),
)


class Devices:
    def __init__(self):
        self.told: VehicleSettings | Exception = SETTINGS
        self.asked: list[str] = []

    async def settings(self, unit):
        self.asked.append(unit)
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


class Garage:
    """VEZMA's cars: two of them, one of which Jan drives."""

    def __init__(self):
        self.asked, self.trouble = [], None

    async def known(self):
        self.asked.append("list")
        return RowList([Unit("v", "3", name="Mercedes", note="Best car"), Unit("v", "4", name="Beetle")])

    async def one(self, car):
        self.asked.append(car)
        if self.trouble is not None:
            raise self.trouble
        return Unit("v", car, name="Beetle", note="Smallest car", odometer_km=2.963)

    async def services(self):
        self.asked.append("services")
        return RowList([Service("v", 1, "A/C System"), Service("v", 2, "Battery", deleted=True)])


@pytest.fixture
async def opened(desk):
    desk.fill()
    desk.store.apply_units("m", [FULL], whole=False)
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    desk.provider.devices = Devices()
    desk.provider.answers["position"] = position("242KDN", at=NOW + timedelta(seconds=5), temperatures=(-12.5,))
    desk.provider.answers["places"] = [Geozone("m", 93, "Yard")]
    desk.store.select([KEY])
    desk.window.actions_by_text["Vehicle data"].trigger()
    await until(lambda: desk.provider.devices.asked)
    await settled(desk)
    return desk


@pytest.fixture
def pane(opened):
    return opened.view.vehicle_page.pane.built()


def facts(pane):
    return {(heading, name): value.text() for (heading, name, _row), value in pane.sheet.values.items()}


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_everything_told_stands_on_the_page_and_what_nobody_tells_is_unknown(opened, pane):
    told = facts(pane)
    care = "Odometer and maintenance"
    assert told["Vehicle", "Make"] == "number 68 in the vendor's list, which names none"
    assert told["Vehicle", "Category"] == "Trucks"
    assert (told[care, "Odometer"], told[care, "Read"]) == ("130,250 km", "23.11.2026 09:00")
    assert told[care, "Next maintenance"] == "at 130,000 km · overdue by 250 km"
    assert told["Fuel", "Tank holds"] == "600 l"
    assert told["Settings of the device", "Reporting intervals"] == "5MIN, 1H"
    assert told["Settings of the device", "Outputs"] == "1: ON"
    assert told["Geozones with alarms", "Geozone 93"] == "Yard"
    assert told["Orders to the device", "light ON"] == "waits for the device · 23.11.2026 08:00"
    assert told["As the vendor writes it", "btime"] == "1"
    assert told["Vehicle", "Fuel card"] == told["Settings of the device", "Towing is noticed"] == "unknown"
    assert told["Fuel", "Level"] == "unknown"


async def test_a_fresh_position_is_shown_and_a_breach_stands_first_and_all_is_copied_as_text(opened, pane):
    assert pane.alarm.text() == "Sensor 1 shows -12.5 °C, above its limit of -15.0 °C."
    assert facts(pane)["Cargo", "Sensor 1"].startswith("-12.5 °C · from -25.0 °C to -15.0 °C.")
    press(pane.text)
    text = QGuiApplication.clipboard().text()
    assert text == text_of(opened.view.vehicle_page.controller.page)
    assert "242KDN · Tartu 4" in text
    assert "Next maintenance: at 130,000 km" in text


async def test_what_is_not_answered_is_said_and_the_rest_stays(opened, pane):
    opened.provider.answers["position"] = Unreachable("The server cannot be reached.")
    opened.provider.devices.told = Unreachable("The server cannot be reached.")
    press(pane.again)
    await settled(opened)
    assert pane.trouble.text() == "m: The server cannot be reached."
    assert facts(pane)["Settings of the device", "Outputs"] == "1: ON"
    opened.services.providers.clear()
    press(pane.again)
    await settled(opened)
    assert "not signed in" in pane.trouble.text()


async def test_a_vendor_without_devices_tells_none(opened, pane):
    opened.provider.devices = None
    opened.view.vehicle_page.controller.refresh()
    assert facts(pane)["Settings of the device", "All"] == "not told by Metrotec"
    assert pane.order.isHidden()


async def test_it_follows_the_selection_while_somebody_looks(opened, pane):
    pane.close()
    asked = list(opened.provider.devices.asked)
    opened.store.select(["m/966AJJ"])
    await settled(opened)
    assert opened.provider.devices.asked == asked
    pane.bring_up()
    opened.store.select(["m/820BHT"])
    await until(lambda: "820BHT" in opened.provider.devices.asked)
    assert pane.subject.text() == "820BHT"
    opened.store.select([])
    assert pane.subject.isHidden()
    assert not pane.again.isEnabled()


async def test_its_button_opens_the_orders_of_the_vehicle(opened, pane):
    press(pane.order)
    await settled(opened)
    (dialog,) = opened.window.findChildren(OrderDialog)
    assert "242KDN" in dialog.windowTitle()


async def test_an_order_is_followed_from_the_outbox_until_it_is_handled(opened, pane):
    fields: dict[str, Value] = {"unit": "242KDN", "event_type": 4, "description": "OFF"}
    op = Op(50, "u50", "m", "new-1", 1, OpKind.ORDER, OpState.QUEUED, fields, {}, "242KDN")
    opened.services.live.apply_op(op)
    shown = lambda: facts(pane).get(("Orders to the device", "light OFF"))  # noqa: E731
    await until(lambda: shown() == "saved on this computer")
    opened.services.live.apply_op(replace(op, state=OpState.DEAD, reason="No such light."))
    await until(lambda: shown() == "refused – needs a correction · No such light.")
    sent = VehicleEvent("m", 8, "242KDN", 4, "OFF", handled=False, requested_at=NOW)
    opened.provider.devices.told = replace(SETTINGS, events=(EVENT, sent))
    opened.services.live.apply_op(replace(op, state=OpState.DONE))
    await until(lambda: "waits for the device" in (shown() or ""))
    opened.provider.devices.told = replace(SETTINGS, events=(EVENT, replace(sent, handled=True)))
    opened.services.orders.handled.emit(replace(sent, handled=True))
    await until(lambda: "the device has it" in (shown() or ""))


async def test_menu_and_card_open_it(opened, pane):
    pane.close()
    menu = QMenu()
    opened.view.vehicle_page.controller.offer(menu, "m/820BHT")
    menu.actions()[0].trigger()
    assert pane.isVisible()
    assert pane.subject.text() == "820BHT"
    pane.close()
    opened.view.vehicles.details.data_wanted.emit()
    assert pane.isVisible()


@pytest.fixture
async def garage(opened):
    other = FakeProvider("v", vehicles=False)
    other.cars, other.capabilities = Garage(), Capabilities("VEZMA", RequestLimit(180, 900))
    opened.services.providers["v"] = other
    opened.store.apply_units("v", [Unit("v", "jan", name="Jan Pal", kind=UnitKind.PERSON)])
    opened.store.fleet["v/jan"].vehicle = "Mercedes"
    opened.store.set_link(Link("v", "VEZMA", LinkStatus.LIVE))
    await settled(opened)
    return other


def offered(pane):
    return [pane.cars.itemText(row) for row in range(pane.cars.count())]


def choose(pane, row):
    pane.cars.setCurrentIndex(row)
    pane.cars.activated.emit(row)


async def test_a_chosen_car_is_asked_for_and_shown_with_note_and_services(opened, garage, pane):
    assert offered(pane) == ["The selected one", "Beetle · in no open trip", "Mercedes · Jan Pal"]  # free ones first
    choose(pane, 1)
    await until(lambda: "4" in garage.cars.asked)
    await settled(opened)
    told = facts(pane)
    assert (told["Car", "Note"], told["Car", "Driver now"]) == ("Smallest car", "in no open trip")
    assert told["Services", "Kinds the company has"] == "A/C System"
    assert told["Odometer and maintenance", "Next maintenance"] == "not told by VEZMA"
    opened.store.select(["m/820BHT"])
    assert pane.subject.text() == "820BHT"


async def test_a_car_that_is_not_answered_for_is_said(opened, garage, pane):
    garage.cars.trouble = Unreachable("The server cannot be reached.")
    choose(pane, 1)
    await until(lambda: "4" in garage.cars.asked)
    await settled(opened)
    assert "The server cannot be reached." in pane.trouble.text()
    assert facts(pane)["Car", "Name"] == "Beetle"


async def test_little_budget_is_left_to_positions(opened, garage, pane):
    garage.used = 170
    choose(pane, 1)
    await until(lambda: "little" in pane.trouble.text())
    assert "4" not in garage.cars.asked


async def test_a_selected_person_costs_no_request_until_it_is_asked_for(opened, garage, pane):
    garage.answers["position"] = replace(
        position("jan", account="v", lat=None, lon=None), unit_kind=UnitKind.PERSON, private=True
    )
    opened.store.select(["v/jan"])
    await settled(opened)
    assert "position" not in garage.calls
    press(pane.again)
    await until(lambda: "position" in garage.calls)
    await settled(opened)
    assert facts(pane)["Now", "Place"] == "private trip: no place is shown"


async def test_the_past_is_shown_as_it_was_and_nobody_is_asked(opened, pane):
    store = opened.services.store
    await store.show_past(past_picture(account_pictures(taken_of(opened.services.live))))
    asked = list(opened.provider.devices.asked)
    press(pane.again)
    await settled(opened)
    assert opened.provider.devices.asked == asked
    assert facts(pane)["Settings of the device", "All"] == "unknown"
