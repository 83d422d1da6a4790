"""Street maps by name: each is known again, with the user's key in it, and says what it learns of the user."""

import pytest

from fleetdesk.streets.presets import FILE, NONE, OWN, PRESETS, Asks, preset_of
from fleetdesk.streets.tiles import TileSource, is_address

SERVERS = [each for each in PRESETS if each.address]


@pytest.mark.parametrize("preset", SERVERS, ids=lambda each: each.name)
def test_each_is_a_source_and_known_again_with_its_word(preset):
    word = "" if preset.asks is Asks.NOTHING else "k-1"
    source = preset.filled(word)
    assert TileSource(template=source)
    assert preset_of(source, is_address(source)) == (preset, word)


@pytest.mark.parametrize("preset", SERVERS, ids=lambda each: each.name)
def test_each_server_says_what_it_sees_and_whom_to_name(preset):
    assert preset.about.endswith("It sees which places you look at.") or "sees which places" in preset.about
    assert preset.attribution


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", (NONE, "")),
        ("/maps/town.pmtiles", (FILE, "/maps/town.pmtiles")),
        ("https://own.example/{z}/{x}/{y}.png", (OWN, "https://own.example/{z}/{x}/{y}.png")),
        ("https://own.example/map.json", (OWN, "https://own.example/map.json")),
    ],
)
def test_what_has_no_name_is_a_file_or_another_server(source, expected):
    assert preset_of(source, is_address(source)) == expected
