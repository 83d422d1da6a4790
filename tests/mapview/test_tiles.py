"""A tile source is a whole address pattern or a file; everything else of that server stays out of reach."""

import sqlite3

import pytest

from fleetdesk.mapview.tiles import MBTiles, TileError, TileSource, origin, pattern, plain

OSM = "https://tile.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (OSM, "https://tile.example.org"),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", "https://*.tile.example.org"),
        ("https://maps.example:8443/a/{z}/{y}/{x}?key=k-1", "https://maps.example:8443"),
        ("http://127.0.0.1:8080/{z}/{x}/{y}.png", "http://127.0.0.1:8080"),
        ("http://localhost:8080/{z}/{x}/{y}.png", "http://localhost:8080"),
    ],
)
def test_an_address_has_one_origin(template, expected):
    assert origin(template) == expected


@pytest.mark.parametrize(
    "template",
    [
        "http://tile.example.org/{z}/{x}/{y}.png",
        "file:///{z}/{x}/{y}",
        "javascript:{z}{x}{y}",
        "https://user:secret@tile.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}.png",
        "https://tile.example.org/{z}/{x}/{y}/{x}.png",
        "https://{z}.example.org/{x}/{y}.png",
        "https://a;script-src *.org/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "",
    ],
)
def test_an_unfit_address_is_refused_in_words(template):
    with pytest.raises(TileError, match=r"\.$"):
        TileSource(template=template)


def test_a_source_is_an_address_or_a_file():
    with pytest.raises(TileError):
        TileSource(template=OSM, mbtiles="x.mbtiles")


@pytest.mark.parametrize("url", ["https://tile.example.org/7/72/38.png", "https://tile.example.org/0/0/0.png"])
def test_a_tile_is_allowed(url):
    assert pattern(OSM).fullmatch(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://tile.example.org/7/72/38.png?who=482PRK",
        "https://tile.example.org/7/72/38.png#x",
        "https://tile.example.org/7/72/38.pngx",
        "https://tile.example.org/secret/7/72/38.png",
        "https://tile.example.org/7/72/38/../x.png",
        "https://tileXexample.org/7/72/38.png",
        "http://tile.example.org/7/72/38.png",
        "https://tile.example.org.evil.org/7/72/38.png",
        "https://tile.example.org/٧/72/38.png",
        "https://tile.example.org/777/72/38.png",
        "https://tile.example.org/7/999999999/38.png",
        "https://tile.example.org/7/72/38.png\n",
    ],
)
def test_anything_else_on_the_tile_server_is_not(url):
    assert not pattern(OSM).fullmatch(url)


@pytest.fixture
def file(tmp_path):
    return make_mbtiles(tmp_path / "town.mbtiles", {(7, 72, 38): b"north-west"})


def make_mbtiles(path, tiles, **metadata):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        database.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        rows = {"format": "png", "attribution": "© <a href='https://x'>Town</a>", "maxzoom": "12"} | metadata
        database.executemany("INSERT INTO metadata VALUES (?, ?)", rows.items())
        for (zoom, x, y), data in tiles.items():
            database.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, (1 << zoom) - 1 - y, data))
    database.close()
    return path


def test_a_tile_is_read_by_its_web_map_numbers(file):
    assert MBTiles(str(file)).tile(7, 72, 38) == b"north-west"


def test_a_missing_tile_is_none(file):
    assert MBTiles(str(file)).tile(7, 72, 39) is None


def test_the_file_is_never_written(file):
    before = file.read_bytes()
    file.chmod(0o444)
    MBTiles(str(file)).tile(7, 72, 38)
    assert file.read_bytes() == before
    assert [found.name for found in file.parent.iterdir()] == [file.name]


def test_a_file_of_vector_tiles_is_refused_in_words(tmp_path):
    path = make_mbtiles(tmp_path / "v.mbtiles", {}, format="pbf")
    with pytest.raises(TileError, match="vector"):
        MBTiles(str(path))


def test_what_is_no_map_is_refused_in_words(tmp_path):
    path = tmp_path / "letter.mbtiles"
    path.write_text("Dear customer")
    with pytest.raises(TileError, match="MBTiles"):
        MBTiles(str(path))
    with pytest.raises(TileError, match="MBTiles"):
        MBTiles(str(tmp_path / "absent.mbtiles"))


def test_an_attribution_is_text_without_its_markup():
    assert plain("© <a href='https://x'>Town &amp; Land</a> <script>alert(1)</script>") == "© Town & Land alert(1)"
