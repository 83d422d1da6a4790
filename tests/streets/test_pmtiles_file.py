"""PMTiles files, sound and made to do harm: tiles by their web map numbers, or a sentence."""

import gzip
import random

import pytest
from pmtiles.tile import TileType

from fleetdesk.streets.file_process import opened_map
from fleetdesk.streets.pmtiles_file import LARGEST_DIRECTORY, PMTiles
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.tiles import LARGEST_TILE, TileError
from tests.streets.maps import PNG, make_mbtiles, make_pmtiles, street_tile

PLACE = (7, 72, 38)
ROOT_OFFSET, ROOT_LENGTH, LEAF_OFFSET, INTERNAL, PACKING = 8, 16, 40, 97, 98


@pytest.mark.parametrize("schema", ["protomaps", "openmaptiles", "shortbread"])
def test_a_vector_tile_is_read_unpacked_and_its_schema_seen(tmp_path, read, schema):
    opened = read(make_pmtiles(tmp_path / "a.pmtiles", {PLACE: street_tile(schema), (8, 1, 1): b""}))
    assert opened.schema == schema
    assert opened.tile(*PLACE) == street_tile(schema, packed=False)
    assert opened.tile(7, 72, 39) is None


def test_images_are_seen_whatever_the_header_says(tmp_path, read):
    opened = read(make_pmtiles(tmp_path / "a.pmtiles", {PLACE: PNG}, TileType.MVT))
    assert (opened.schema, opened.tile(*PLACE)) == (Schema.IMAGES, PNG)


def test_tiles_behind_many_directories_are_found(tmp_path, read):
    """So many different tiles that the first directory holds only where the others lie."""
    tiles = {(9, x, y): PNG + bytes([x % 256, y % 256, x // 256]) for x in range(200) for y in range(120)}
    opened = read(make_pmtiles(tmp_path / "a.pmtiles", tiles, TileType.PNG))
    assert [opened.tile(9, x, y) for x, y in ((0, 0), (199, 119), (77, 3))] == [
        tiles[9, x, y] for x, y in ((0, 0), (199, 119), (77, 3))
    ]


def test_what_it_says_of_itself_is_told_in_the_words_of_mbtiles(tmp_path, read):
    told = read(make_pmtiles(tmp_path / "a.pmtiles", {PLACE: PNG}, TileType.PNG)).metadata
    assert [told[name] for name in ("attribution", "minzoom", "maxzoom", "bounds")] == [
        "© Town", "7", "7", "22.0,57.0,28.0,60.0",
    ]  # fmt: skip


def test_a_box_that_its_tiles_belie_is_not_believed(tmp_path, read):
    sound, elsewhere = (tmp_path / name for name in ("a.pmtiles", "b.pmtiles"))
    assert "bounds" in read(make_pmtiles(sound, {PLACE: PNG})).metadata
    assert "bounds" not in read(make_pmtiles(elsewhere, {(7, 66, 44): PNG})).metadata


def test_the_content_decides_which_format_it_is(tmp_path):
    opened = opened_map(str(make_pmtiles(tmp_path / "a.mbtiles", {PLACE: PNG})))
    opened.close()
    assert isinstance(opened, PMTiles)
    assert opened_map(str(make_mbtiles(tmp_path / "b.pmtiles", {PLACE: PNG}))).tile(*PLACE) == PNG


def changed(path, at, content):
    data = bytearray(path.read_bytes())
    data[at : at + len(content)] = content
    path.write_bytes(data)
    return str(path)


@pytest.fixture
def sound(tmp_path):
    return make_pmtiles(tmp_path / "a.pmtiles", {PLACE: street_tile("protomaps")})


@pytest.mark.parametrize(
    ("at", "content", "words"),
    [
        (0, b"PMTiled", "no PMTiles file"),
        (7, b"\2", "version"),
        (INTERNAL, b"\3", "Brotli"),
        (PACKING, b"\4", "Brotli"),
        (ROOT_OFFSET, b"\xff" * 8, "damaged"),
        (ROOT_LENGTH, (1 << 40).to_bytes(8, "little"), "damaged"),
        (127, b"no directory", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(sound, at, content, words):
    with pytest.raises(TileError, match=words):
        PMTiles(changed(sound, at, content))


def test_what_was_not_copied_whole_is_said_to_be_so(sound):
    sound.write_bytes(sound.read_bytes()[:140])
    with pytest.raises(TileError, match="not copied whole"):
        PMTiles(str(sound))


def with_directory(path, directory):
    """A file whose first directory is this one."""
    data = bytearray(path.read_bytes())
    start = len(data)
    data[ROOT_OFFSET : ROOT_OFFSET + 8] = start.to_bytes(8, "little")
    data[ROOT_LENGTH : ROOT_LENGTH + 8] = len(directory).to_bytes(8, "little")
    path.write_bytes(data + directory)
    return str(path)


def test_a_directory_that_unpacks_without_end_is_refused(sound):
    with pytest.raises(TileError, match="damaged"):
        PMTiles(with_directory(sound, gzip.compress(bytes(LARGEST_DIRECTORY * 4), mtime=0)))


def test_a_directory_of_more_entries_than_it_has_bytes_is_refused(sound):
    with pytest.raises(TileError, match="damaged"):
        PMTiles(with_directory(sound, gzip.compress(b"\xff\xff\xff\xff\xff\xff\xff\x7f", mtime=0)))


def test_a_directory_that_leads_to_itself_ends(sound):
    """One entry for all tiles, of a directory that begins where this one does."""
    packed = gzip.compress(bytes([1, 0, 0, 60, 1]), mtime=0)
    file = with_directory(sound, packed.ljust(60, b"\0"))
    start = len(sound.read_bytes()) - 60
    with pytest.raises(TileError, match="no tiles"):
        PMTiles(changed(sound, LEAF_OFFSET, start.to_bytes(8, "little")) and file)


def test_a_tile_that_is_too_large_is_not_read(tmp_path):
    tiles = {
        PLACE: street_tile("protomaps"),
        (9, 1, 1): gzip.compress(bytes(LARGEST_TILE + 1), mtime=0),
        (9, 1, 2): bytes(LARGEST_TILE + 1),
    }
    with pytest.raises(TileError, match="damaged"):
        PMTiles(str(make_pmtiles(tmp_path / "a.pmtiles", tiles)))


def test_a_damaged_map_is_read_or_refused_in_words(tmp_path, read):
    path, dice, refused = tmp_path / "a.pmtiles", random.Random("maps"), []
    whole = make_pmtiles(
        tmp_path / "b.pmtiles", {(7, x, 38): street_tile("shortbread") for x in range(20)}
    ).read_bytes()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 2, 5, 20))):
            data[dice.randrange(dice.choice((127, 300, len(data))))] = dice.choice((0, 255, dice.randrange(256)))
        path.write_bytes(data if dice.random() < 0.9 else data[: dice.randrange(len(data))])
        try:
            read(path).tile(7, 3, 38)
        except TileError as error:
            refused.append(str(error))
        except (OSError, EOFError, OverflowError, ValueError):
            continue  # the process takes these for a tile that is missing
    assert 0 < len(refused) < 400
    assert all(each.endswith(".") for each in refused)
