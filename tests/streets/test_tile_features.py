"""Features of vector tiles are read as the specification has them, and what is a stranger's keeps to its limits."""

import random

import pytest

from fleetdesk.demo.vector_encoding import EXTENT, Feature, Shape, encoded
from fleetdesk.streets import tile_features
from fleetdesk.streets.tile_features import features, numbers

LINE = [[(0, 0), (EXTENT, 2048), (-64, 4000)], [(10, 10), (20, 20)]]
TILE = encoded(
    {
        "roads": [
            Feature(Shape.LINE, LINE, {"name": "Pikk tänav", "kind": "minor_road", "lanes": 2}),
            Feature(Shape.LINE, LINE, {"kind": "path"}),
        ],
        "places": [Feature(Shape.POINT, [[(2048, 1024)]], {"name": "Elva"})],
    }
)
WANTED = ("name", "kind")


def test_a_named_feature_has_its_texts_and_its_points():
    (road,) = features(TILE, ("roads",), WANTED)
    assert (road.layer, road.kind, road.texts) == ("roads", Shape.LINE, {"name": "Pikk tänav", "kind": "minor_road"})
    assert road.parts() == [[(x / EXTENT, y / EXTENT) for x, y in part] for part in LINE]


def test_only_the_wanted_layers_are_read():
    assert [each.texts for each in features(TILE, ("places",), WANTED)] == [{"name": "Elva"}]
    assert list(features(TILE, ("water",), WANTED)) == []


def test_numbers_of_many_bytes_are_whole():
    assert numbers(b"\x01\xac\x02\x7f") == [1, 300, 127]


@pytest.mark.parametrize("packed", [b"\x01\xac", b"\xff" * 11 + b"\x01"], ids=["cut off", "without end"])
def test_numbers_that_do_not_end_are_refused(packed):
    with pytest.raises(ValueError, match="number"):
        numbers(packed)


@pytest.mark.parametrize(
    ("limit", "most", "words"),
    [("MOST_FEATURES", 1, "too large"), ("MOST_WORDS", 2, "too large"), ("LARGEST_EXTENT", 100, "no size")],
)
def test_a_layer_above_a_limit_is_refused(monkeypatch, limit, most, words):
    monkeypatch.setattr(tile_features, limit, most)
    with pytest.raises(ValueError, match=words):
        list(features(TILE, ("roads",), WANTED))


def test_a_feature_with_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(tile_features, "MOST_POINTS", 2)
    (road,) = features(TILE, ("roads",), WANTED)
    with pytest.raises(ValueError, match="too many points"):
        road.parts()


@pytest.mark.parametrize("drawn", [b"\x0a\x01\x01", b"\x09\x01", b"\x0b\x01\x01", b"\x09\x00\x00\xfa\xff\xff\x7f\x02"])
def test_what_is_not_drawn_by_the_rules_is_refused(drawn):
    """A line without a start, a command without its numbers, one that is none, and one that counts to millions."""
    (road,) = features(TILE, ("roads",), WANTED)
    with pytest.raises(ValueError, match="not drawn"):
        tile_features.TileFeature(road.layer, road.kind, road.texts, drawn, EXTENT).parts()


def test_a_damaged_tile_is_read_or_refused_with_a_value_error():
    dice, refused, tries = random.Random("features"), 0, 3000
    for _ in range(tries):
        tile = bytearray(TILE)
        for _ in range(dice.choice((1, 2, 5, 20))):
            tile[dice.randrange(len(tile))] = dice.choice((0, 255, dice.randrange(256)))
        cut = bytes(tile if dice.random() < 0.8 else tile[: dice.randrange(len(tile))])
        try:
            for each in features(cut, ("roads", "places"), WANTED):
                each.parts()
        except ValueError:
            refused += 1
    assert 0 < refused < tries
