"""The card cuts no line, and says of several vehicles what can be said of them together."""

from datetime import timedelta

import pytest

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import FuelMeasure
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.vehicle_details import VehicleDetails
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks
from tests.ui.desk import ZONE, store, task


@pytest.fixture
def shown(qtbot):
    """The card of a driver with a long line and two tasks, as wide as in the window."""
    late = Task("m", 9, unit="820BHT", order_ref="ORDER-9", stop_at=NOW - timedelta(hours=1))
    made = store()
    tasks = [
        task(number, "242KDN", start=number + 17, address="EE, Hiiu maakond, Heltermaa küla, Kooli 53")
        for number in (1, 2)
    ]
    apply_tasks(made, "m", [*tasks, late])
    driving = TachoState(
        "m", "242KDN", driver_name="AULO KOPPEL", activity="rest", until_daily_rest_min=780, driven_week_min=1224
    )
    made.apply_driving("m", [driving])
    card = VehicleDetails(made, lambda: LIGHT, ZONE, lambda task: f"CMR of {task.name}", Whereabouts())
    qtbot.addWidget(card)
    card.resize(330, 420)
    card.show()
    return made, card


def values(card):
    return {each.accessibleName(): each for each in card.findChildren(Paragraph) if each.accessibleName()}


def test_no_line_of_the_card_is_cut(shown, qtbot):
    made, card = shown
    made.select(["m/242KDN"])
    found = values(card)
    assert "week 20:24" in found["Vehicle driver"].text()
    whole = lambda each: not each.is_cut and each.height() >= each.heightForWidth(each.width())  # noqa: E731
    qtbot.waitUntil(lambda: all(whole(each) for each in found.values()))


def test_several_are_counted_by_state_with_their_tasks_and_ages(shown):
    made, card = shown
    made.apply_positions([position("966AJJ", at=NOW + timedelta(seconds=0), speed_kmh=0.0, ignition=False)])
    made.select(["m/242KDN", "m/820BHT", "m/966AJJ"])
    found = {name: each.text() for name, each in values(card).items()}
    assert found["Vehicle now"].startswith("1 moving, ")
    assert found["Vehicle driver"] == "1 with a driver"
    assert found["Vehicle task"] == "3 tasks, 1 late"
    assert found["Vehicle message"] == "newest 0 s ago, oldest 0 s ago"
    made.select([])
    assert values(card)["Vehicle now"].text() == "—"


def test_the_card_says_fuel_cargo_battery_and_the_documents_of_the_task_at_hand(shown):
    made, card = shown
    reefer = unit("242KDN", tank_l=600.0, fuel_measure=FuelMeasure.LITRES, temperature_sensors=(1,))
    made.apply_units("m", [reefer], whole=False)
    later = NOW + timedelta(seconds=5)
    read = {"counter1": 312.0, "temperatures": (0, 0, 0, 0), "power_v": 27.9, "battery": 4}
    made.apply_positions([position("242KDN", at=later, speed_kmh=52.0, **read)])
    made.select(["m/242KDN"])
    found = {name: each.text() for name, each in values(card).items()}
    assert found["Vehicle fuel"] == "312 l of 600 l"
    assert found["Vehicle cargo"] == "0.0 °C"
    assert found["Vehicle power"] == "27.9 V · device battery 4.0"
    assert found["Vehicle documents"] == "CMR of ORDER-1"
    made.select(["m/820BHT"])
    found = {name: each.text() for name, each in values(card).items()}
    assert (found["Vehicle fuel"], found["Vehicle cargo"]) == ("—", "—")


async def test_the_place_is_said_by_the_towns_around_it_once_they_are_known(qtbot):
    made, known = store(), Whereabouts()
    made.apply_positions([position("242KDN", lat=58.19, lon=26.37, heading_deg=41, speed_kmh=80.0)])
    card = VehicleDetails(made, lambda: LIGHT, ZONE, lambda task: "", known)
    qtbot.addWidget(card)
    made.select(["m/242KDN"])
    assert values(card)["Vehicle place"].text() == "58.19000, 26.37000"
    await known.load()
    told = "5 km SW of Elva, on the way to Tartu · 58.19000, 26.37000"
    assert values(card)["Vehicle place"].text() == told


def test_the_card_has_the_plate_again_when_one_of_several_is_selected_alone(shown):
    made, card = shown
    told = []
    for keys in (["m/242KDN"], ["m/242KDN", "m/820BHT"], ["m/242KDN"], [], ["m/242KDN"]):
        made.select(keys)
        told.append(card.header.name.text())
    assert told == ["242KDN", "Vehicle", "242KDN", "Vehicle", "242KDN"]
