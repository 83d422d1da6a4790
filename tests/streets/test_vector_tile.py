"""Vector tiles are unpacked and looked at within limits, and what is none is refused."""

import gzip
import zlib

import pytest

from fleetdesk.demo.vector_encoding import Feature, Shape, encoded
from fleetdesk.streets.tiles import LARGEST_TILE
from fleetdesk.streets.vector_tile import LARGEST_PACKED, is_vector_tile, layer_names, unpacked
from tests.streets.maps import JPEG, PNG, WEBP

TILE = encoded({each: [Feature(Shape.POINT, [[(1, 1)]], {"name": "Võru", "rank": 3})] for each in ("streets", "põhi")})


def test_the_layers_are_named():
    assert layer_names(TILE) == {"streets", "põhi"}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zlib.compress])
def test_a_tile_comes_unpacked(pack):
    assert unpacked(pack(TILE)) == TILE


@pytest.mark.parametrize("image", [PNG, JPEG, WEBP])
def test_an_image_comes_as_it_is(image):
    assert unpacked(image) == image


@pytest.mark.parametrize(
    "tile",
    [
        gzip.compress(bytes(LARGEST_TILE + 1), mtime=0),
        gzip.compress(TILE, mtime=0)[:-9],
        b"\x1f\x8b" + bytes(LARGEST_PACKED),
        b"\x1f\x8b\x08no",
        bytes(LARGEST_TILE + 1),
    ],
    ids=["unpacks too large", "cut off", "packed too large", "no gzip", "too large"],
)
def test_what_is_damaged_or_too_large_is_refused(tile):
    with pytest.raises(ValueError, match="tile is"):
        unpacked(tile)


@pytest.mark.parametrize("tile", [TILE[:-3], b"<html></html>", b"\x1a" + b"\xff" * 10, b"\x1b"])
def test_what_is_no_tile_is_seen(tile):
    assert not is_vector_tile(tile)


def test_a_tile_and_an_empty_one_are_tiles():
    assert is_vector_tile(TILE)
    assert is_vector_tile(b"")
