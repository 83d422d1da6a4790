"""MBTiles files made to do harm: refused in words, and no question goes on without end."""

import contextlib
import os
import random
import socket
import sqlite3
import struct
import zlib

import pytest

from fleetdesk.mapview.scheme import tiles_message
from fleetdesk.streets import mbtiles
from fleetdesk.streets.images import MOST_SCANS, MOST_SIDE, is_fit
from fleetdesk.streets.mbtiles import MBTiles
from fleetdesk.streets.tiles import LARGEST_TILE, TileError, TileSource
from tests.streets.maps import ENDLESS, GOOD_TILES, JPEG, MANY, NAMES, OF_MANY, PNG, TILE, WEBP, made, make_mbtiles, png


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(mbtiles, "OPEN_S", 0.2)
    monkeypatch.setattr(mbtiles, "TILE_S", 0.2)


@pytest.mark.parametrize(
    "statements",
    [
        [f"CREATE VIEW tiles AS {ENDLESS.format(TILE)} WHERE i < 0"],
        [f"CREATE VIEW tiles AS {ENDLESS.format(TILE)} ORDER BY 1"],
        [f"CREATE VIEW tiles AS {MANY.format(OF_MANY)} WHERE k11.i < 0"],
        [GOOD_TILES, f"CREATE VIEW metadata AS {MANY.format('k0.name AS name, k1.value AS value')} WHERE k11.i < 0"],
    ],
    ids=["endless", "sorted", "many times many", "what it says of itself"],
)
def test_a_view_without_end_is_refused(tmp_path, statements):
    with pytest.raises(TileError, match=r"does not answer in time|not a map"):
        MBTiles(made(tmp_path / "a.mbtiles", *statements))


def test_what_a_file_says_of_itself_without_end_is_not_heard(tmp_path):
    file = made(
        tmp_path / "a.mbtiles", GOOD_TILES, f"CREATE VIEW metadata AS {ENDLESS.format('i AS name, i AS value')}"
    )
    assert MBTiles(file).metadata == {}
    file = made(
        tmp_path / "b.mbtiles",
        GOOD_TILES,
        "CREATE TABLE metadata (name TEXT, value TEXT)",
        "INSERT INTO metadata SELECT 'n' || i, 'v' FROM kept",
        "INSERT INTO metadata VALUES ('attribution', CAST(zeroblob(1000000) AS TEXT))",
    )
    assert len(MBTiles(file).metadata) == mbtiles.MOST_WORDS


def test_a_view_of_tiles_that_ends_is_a_map(tmp_path):
    """The usual tools keep each image once, and the tiles are a view of two tables."""
    file = made(
        tmp_path / "a.mbtiles",
        "CREATE TABLE map (zoom_level INT, tile_column INT, tile_row INT, tile_id TEXT)",
        "CREATE TABLE images (tile_id TEXT, tile_data BLOB)",
        "INSERT INTO map SELECT 7, i, 0, 'x' FROM kept",
        "INSERT INTO images SELECT 'x', png FROM kept LIMIT 1",
        f"CREATE VIEW tiles AS SELECT {NAMES} FROM map JOIN images ON images.tile_id = map.tile_id",
    )
    assert MBTiles(file).tile(7, 5, 127) == PNG


def test_a_tile_that_never_comes_ends(tmp_path):
    """The first rows are good, and a search for one that is not there goes on through all of them."""
    rows = "7 AS zoom_level, k0.i + k11.i AS tile_column, 0 AS tile_row, k1.png AS tile_data"
    file = MBTiles(made(tmp_path / "a.mbtiles", f"CREATE VIEW tiles AS {MANY.format(rows)}"))
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        file.tile(7, 5000, 127)


def test_a_blob_that_is_no_tile_is_not_read(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): PNG, (7, 72, 39): PNG + bytes(LARGEST_TILE)})
    assert MBTiles(str(path)).tile(7, 72, 38) == PNG
    assert MBTiles(str(path)).tile(7, 72, 39) is None
    file = made(
        tmp_path / "b.mbtiles",
        "CREATE VIEW tiles AS SELECT 7 AS zoom_level, i AS tile_column, 0 AS tile_row, "
        "zeroblob(1000000000) AS tile_data FROM kept",
    )
    with pytest.raises(TileError):
        MBTiles(file)


def test_nothing_but_reading_is_done(tmp_path):
    for number, function in enumerate(("load_extension('x')", "randomblob(9)", "printf('%.*c', 1000000000, 'x')")):
        columns = f"7 AS zoom_level, {function} AS tile_column, 0 AS tile_row, png AS tile_data"
        with pytest.raises(TileError, match="not a map"):
            MBTiles(made(tmp_path / f"{number}.mbtiles", f"CREATE VIEW tiles AS SELECT {columns} FROM kept"))


def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.mbtiles")
    (tmp_path / "zero.mbtiles").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(tmp_path / "socket.mbtiles"))
        for name in ("pipe", "zero", "socket"):
            with pytest.raises(TileError, match="a device or a pipe"):
                MBTiles(str(tmp_path / f"{name}.mbtiles"))
    with pytest.raises(TileError, match="is a folder"):
        MBTiles(str(tmp_path))


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_pipe_where_a_journal_would_be_holds_nobody(tmp_path, ending):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): PNG})
    os.mkfifo(f"{path}{ending}")
    with pytest.raises(TileError, match="is no file"):
        MBTiles(str(path))


def jpeg(wide, high):
    segment = b"\xff\xe0\x00\x10" + bytes(14)
    return b"\xff\xd8" + segment + b"\xff\xff\xc2" + struct.pack(">HBHHB", 17, 8, high, wide, 3) + bytes(9)


def webp(kind, wide, high):
    head = b"RIFF\x10\0\0\0WEBP" + kind + b"\0\0\0\0"
    if kind == b"VP8X":
        return head + bytes(4) + (wide - 1).to_bytes(3, "little") + (high - 1).to_bytes(3, "little")
    if kind == b"VP8L":
        return head + b"\x2f" + ((wide - 1) | (high - 1) << 14).to_bytes(4, "little")
    return head + b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", wide, high)


KINDS = [png, jpeg, *(lambda wide, high, kind=kind: webp(kind, wide, high) for kind in (b"VP8X", b"VP8L", b"VP8 "))]


@pytest.mark.parametrize("make", KINDS)
def test_an_image_that_would_unpack_to_more_than_a_tile_is_not_shown(make):
    assert is_fit(make(256, 256))
    assert is_fit(make(MOST_SIDE, MOST_SIDE))
    for wide, high in ((MOST_SIDE + 1, 256), (256, MOST_SIDE + 1), (12_000, 12_000)):
        assert not is_fit(make(wide, high))


def test_an_image_that_takes_longer_to_draw_than_its_size_says_is_not_shown():
    """Thousands of scans of one JPEG, and images that move, keep the page busy for as long as they are shown."""
    scan = b"\xff\xda" + struct.pack(">HBBBBBB", 8, 1, 1, 0, 0, 0, 0)
    assert is_fit(jpeg(256, 256) + scan * MOST_SCANS)
    assert not is_fit(jpeg(256, 256) + scan * (MOST_SCANS + 1))
    assert not is_fit(png(256, 256) + bytes(4) + struct.pack(">I4sII", 8, b"acTL", 9, 0))
    assert not is_fit(webp(b"VP8X", 256, 256)[:20] + b"\x02" + webp(b"VP8X", 256, 256)[21:])
    for length in range(30):
        is_fit(webp(b"VP8X", 256, 256)[:length])  # does no harm


@pytest.mark.parametrize(
    "data",
    [b"", PNG, JPEG, WEBP, b"GIF89a", b"<svg/>", zlib.compress(b"x"), b"\xff\xd8\xff" * 9, b"RIFF\x10\0\0\0WEBPVP8"],
)
def test_what_is_no_image_of_a_known_size_is_not_shown(data):
    assert not is_fit(data)


def test_a_damaged_map_is_read_or_refused_in_words(tmp_path):
    path, dice, refused = tmp_path / "a.mbtiles", random.Random("maps"), []
    whole = make_mbtiles(tmp_path / "whole.mbtiles", {(7, x, 38): png(256, 256) for x in range(20)}).read_bytes()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 2, 5, 20))):
            data[dice.randrange(dice.choice((100, 4096, len(data))))] = dice.choice((0, 255, dice.randrange(256)))
        path.write_bytes(data if dice.random() < 0.9 else data[: dice.randrange(len(data))])
        try:
            file = MBTiles(str(path))
            tiles_message(TileSource(file=str(path)), file, 1)
        except TileError as error:
            refused.append(str(error))
            continue
        with contextlib.suppress(sqlite3.Error, ValueError):  # FileTiles takes these for a tile that is missing
            is_fit(file.tile(7, 3, 38) or b"")
    assert 0 < len(refused) < 400
    assert all(each.endswith(".") for each in refused)
