"""Address services by name: each says what it learns, whom to name, and which are not asked at all."""

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.geocoding.presets import NONE, PRESETS, Asks, base_address, preset_named

ASKED = [each for each in PRESETS if each is not NONE]


@pytest.mark.parametrize("preset", ASKED, ids=lambda each: each.key)
def test_each_says_what_it_sees_and_whom_to_name(preset):
    assert "what you type" in preset.about
    assert preset.attribution
    assert preset.pause_s > 0
    assert preset_named(preset.key) is preset


@pytest.mark.parametrize("preset", [each for each in ASKED if each.is_own], ids=lambda each: each.key)
@pytest.mark.parametrize(
    "address", ["https://nominatim.openstreetmap.org", "https://NOMINATIM.openstreetmap.org./search/"]
)
def test_the_public_nominatim_is_refused_with_the_reason(preset, address):
    with pytest.raises(UsageError, match="forbids completion while you type"):
        base_address(preset, address)


def test_a_plain_address_of_another_computer_is_refused():
    with pytest.raises(UsageError, match="not encrypted"):
        base_address(preset_named("photon"), "http://geo.example/")


@pytest.mark.parametrize("address", ["https://geo.example", "https://geo.example/v1", "https://geo.example/v1/"])
def test_an_own_pelias_is_asked_below_its_version(address):
    assert base_address(preset_named("pelias"), address) == "https://geo.example/v1/"


def test_a_service_with_a_key_is_not_asked_without_it():
    keyed = next(each for each in PRESETS if each.asks is Asks.KEY)
    with pytest.raises(UsageError, match="wants a key"):
        Geocoder(keyed, "", "", "FleetDesk/9")


def test_a_service_that_nobody_knows_is_a_sentence():
    with pytest.raises(UsageError, match="knows no address service “google”"):
        preset_named("google")
