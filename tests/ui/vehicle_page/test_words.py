"""Facts in words: limits, maintenance, tanks, orders, and the page on paper with all that is on the screen."""

from datetime import timedelta

import pytest

from fleetdesk.domain.places import Tank
from fleetdesk.domain.temperature_limits import TemperatureLimits
from fleetdesk.domain.units import VehicleEvent, VehicleSettings
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.vehicle_page.device_words import MOST_EVENTS, device_sections, untold_sections
from fleetdesk.ui.vehicle_page.fact_words import limit_words
from fleetdesk.ui.vehicle_page.page import Page, print_page
from fleetdesk.ui.vehicle_page.unit_words import care_section, vehicle_sections
from fleetdesk.ui.widgets.pdf import pdf_of
from tests.sync.fakes import NOW, position, unit
from tests.ui.desk import ZONE
from tests.ui.widgets.pdf_text import text_in


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (None, "no limit is set"),
        (TemperatureLimits(1), "no limit is set"),
        (TemperatureLimits(1, 2.0), "not below 2.0 °C"),
        (TemperatureLimits(1, None, 54.0), "not above 54.0 °C"),
        (TemperatureLimits(1, -25.0, -15.0), "from -25.0 °C to -15.0 °C"),
    ],
)
def test_limits_in_words(limits, words):
    assert limit_words(limits) == words


@pytest.mark.parametrize(
    ("odometer", "due", "words"),
    [
        (None, None, "unknown"),
        (None, 130_000.0, "at 130,000 km"),
        (129_000.0, 130_000.0, "at 130,000 km · in 1,000 km"),
        (130_000.0, 130_000.0, "at 130,000 km · in 0 km"),
        (130_001.0, 130_000.0, "at 130,000 km · overdue by 1 km"),
    ],
)
def test_the_next_maintenance_in_words(odometer, due, words):
    section = care_section(unit("242KDN", odometer_km=odometer, next_maintenance_km=due), ZONE)
    assert dict(section.facts)["Next maintenance"] == words


def section_of(sections, heading):
    return next(dict(each.facts) for each in sections if each.heading == heading)


def test_a_tank_of_a_yard_tells_its_level_and_its_next_refill():
    tank = Tank("m", "FTrans", volume_l=9150.0, level_l=530.0, fills_up_at=NOW + timedelta(days=1))
    told = section_of(vehicle_sections(Seen(unit("FTrans")), "Metrotec", ZONE, "", tank), "Fuel")
    assert told == {"Tank holds": "9,150 l", "Level": "530 l", "Next refill expected": "24.11.2026 14:00"}


def test_a_sensor_without_limits_says_so_and_a_limit_without_a_sensor_is_unknown():
    seen = Seen(unit("242KDN", temperature_limits=(TemperatureLimits(2, 2.0),)))
    seen.update(position("242KDN", temperatures=(4.0, 0.0)), NOW)
    told = section_of(vehicle_sections(seen, "Metrotec", ZONE, "", None), "Cargo")
    assert told == {"Sensor 1": "4.0 °C · no limit is set", "Sensor 2": "unknown · not below 2.0 °C"}


def orders(events):
    settings = VehicleSettings("m", "242KDN", events=tuple(events))
    return section_of(device_sections(settings, [], ZONE, lambda number: ""), "Orders to the device")


def test_nothing_told_before_is_no_unknown():
    assert orders([]) == {"Told before": "none"}


def test_only_the_newest_orders_are_listed_and_the_others_counted():
    told = orders(VehicleEvent("m", number, "242KDN", 5, str(number)) for number in range(MOST_EVENTS + 2))
    assert next(iter(told)) == f"other: {MOST_EVENTS + 1}"
    assert told["Older ones"] == "2"


def test_empty_settings_are_unknown_and_not_no():
    sections = device_sections(VehicleSettings("m", "242KDN"), [], ZONE, lambda number: "")
    assert set(section_of(sections, "Settings of the device").values()) == {"unknown"}
    assert section_of(sections, "Geozones with alarms") == {"Tied to": "none"}


def test_the_paper_has_all_that_is_on_the_screen(qapp):
    page = Page("242KDN", untold_sections("VEZMA"), "Sensor 1 is warm.", ("m: no answer.",), "asked 3 s ago")
    (text,) = text_in(pdf_of("page", lambda paper: print_page(page, paper)))
    for words in ("242KDN", "Sensor 1 is warm.", "m: no answer.", "Settings of the device", "not told by VEZMA"):
        assert words in text
