"""What the vehicle list shows."""

from datetime import timedelta

from PySide6.QtCore import Qt

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.temperature_limits import TemperatureLimits
from fleetdesk.domain.units import FuelMeasure
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.columns import columns, driver_of
from fleetdesk.ui.vehicles.search import search
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.widgets.unit_exports import unit_exports
from tests.sync.fakes import NOW, position, unit
from tests.ui.desk import ZONE, store


def test_drivers_are_shortened():
    driven = Seen(unit("242KDN"), driving=TachoState("m", unit="242KDN", driver_name="JAAN TAMM"))
    assert driver_of(driven) == "J. Tamm"


def test_the_state_says_on_hover_why_with_the_vendors_own_figure(qapp):
    seen = Seen(unit("242KDN"))
    seen.update(position("242KDN", speed_kmh=0.0, ignition=True, input=3), NOW)
    state = next(each for each in columns(store(), lambda: LIGHT, ZONE, Whereabouts()) if each.key == "state")
    assert state.roles is not None
    told = state.roles(seen, Qt.ItemDataRole.ToolTipRole)
    for words in ("standing, ignition on", "Input 3 at the vendor", "Account m"):
        assert words in told


def test_fuel_and_cargo_are_numbers_in_a_file(qapp):
    seen = Seen(unit("242KDN", tank_l=600.0, fuel_measure=FuelMeasure.LITRES))
    seen.update(position("242KDN", counter1=312, temperatures=(-18.0, 0, 0, 0)), NOW)
    listed = {each.key: each for each in columns(store(), lambda: LIGHT, ZONE, Whereabouts())}
    assert (listed["fuel"].text(seen), listed["cargo"].text(seen)) == ("312 l", "-18.0 °C")
    written = {each.heading: each.value(seen) for each in unit_exports().more}
    assert written["Fuel (l)"] == 312
    assert [written[f"Temperature {number} (°C)"] for number in (1, 2)] == [-18.0, None]


def roles_of(column):
    assert column.roles is not None
    return column.roles


def test_a_temperature_outside_its_limits_marks_the_vehicle_and_the_hover_says_so(qapp):
    seen = Seen(unit("820BHT", name="Tartu 4", temperature_limits=(TemperatureLimits(1, -25.0, -15.0),)))
    listed = {each.key: each for each in columns(store(), lambda: LIGHT, ZONE, Whereabouts(None))}
    seen.update(position("820BHT", temperatures=(-18.0,)), NOW)
    assert listed["name"].text(seen) == "Tartu 4"
    seen.update(position("820BHT", at=NOW + timedelta(minutes=1), temperatures=(-12.5,)), NOW)
    assert listed["name"].text(seen) == "too warm · Tartu 4"
    for key in ("name", "cargo"):
        assert roles_of(listed[key])(seen, Qt.ItemDataRole.ForegroundRole).name() == LIGHT.stopped
    hover = roles_of(listed["plate"])(seen, Qt.ItemDataRole.ToolTipRole)
    assert "Sensor 1 shows -12.5 °C, above its limit of -15.0 °C." in hover
    assert search("warm")(seen)


async def test_where_is_a_column_hidden_at_first_and_in_the_hover_of_each(qapp):
    known, made = Whereabouts(), store()
    await known.load()
    made.apply_positions([position("242KDN", lat=58.19, lon=26.37, speed_kmh=0.0)])
    listed = {each.key: each for each in columns(made, lambda: LIGHT, ZONE, known)}
    seen = made.fleet["m/242KDN"]
    assert listed["where"].hidden
    assert listed["where"].text(seen) == "5 km SW of Elva"
    roles = listed["plate"].roles
    assert roles is not None
    assert "5 km SW of Elva." in roles(seen, Qt.ItemDataRole.ToolTipRole)
