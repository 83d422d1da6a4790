"""Where the vehicles are says by which clock their company goes."""

from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base import resources
from fleetdesk.domain.zone_guess import guess_zone, same_clock, zone_places, zone_to_name

PLACES = zone_places(resources.zone_table())


@pytest.mark.parametrize(
    ("places", "zone"),
    [
        ([(59.4, 24.7), (58.4, 26.7), (58.2, 22.5)], "Europe/Tallinn"),
        ([(48.15, 17.1), (48.2, 17.2)], "Europe/Bratislava"),
        ([(48.15, 17.1), (48.2, 17.2), (59.4, 24.7)], "Europe/Bratislava"),
        ([(-33.9, 151.2)], "Australia/Sydney"),
        ([(40.7, -74.0)], "America/New_York"),
        ([], ""),
    ],
)
def test_the_nearest_zone_of_most_vehicles_is_taken(places, zone):
    assert guess_zone(places, PLACES) == zone


def test_every_line_of_the_table_is_a_place_on_earth():
    assert len(PLACES) > 300
    assert all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 for place in PLACES)


@pytest.mark.parametrize(
    ("found", "vendor", "named"),
    [
        ("Europe/Budapest", "vezma", "Europe/Bratislava"),
        ("Europe/Riga", "metrotec", "Europe/Tallinn"),
        ("Europe/Tallinn", "vezma", "Europe/Tallinn"),
        ("Europe/Budapest", "another", "Europe/Budapest"),
        ("", "vezma", ""),
    ],
)
def test_of_zones_with_one_clock_the_vendors_own_is_named(found, vendor, named):
    assert zone_to_name(found, vendor, 2026) == named


def test_zones_of_one_clock_are_alike():
    assert same_clock(ZoneInfo("Europe/Bratislava"), ZoneInfo("Europe/Budapest"), 2026)
    assert not same_clock(ZoneInfo("Europe/Bratislava"), ZoneInfo("Europe/Tallinn"), 2026)
    assert not same_clock(ZoneInfo("Europe/Minsk"), ZoneInfo("Europe/Istanbul"), 2014)
