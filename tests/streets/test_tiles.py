"""A tile source is a whole address pattern or a file; everything else of that server stays out of reach."""

import gzip
import sqlite3
import zlib

import pytest

from fleetdesk.demo.vector_encoding import Feature, Shape, encoded
from fleetdesk.streets.images import kind_of
from fleetdesk.streets.mbtiles import MBTiles
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.tiles import TileError, TileSource, plain
from tests.streets.maps import JPEG, PNG, WEBP, make_mbtiles, street_tile

OSM = "https://tile.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    "template",
    [
        OSM,
        "https://{s}.tile.example.org/{z}/{x}/{y}.png",
        "https://maps.example:8443/a/{z}/{y}/{x}?key=k-1",
        "http://127.0.0.1:8080/{z}/{x}/{y}.png",
        "http://localhost:8080/{z}/{x}/{y}.png",
    ],
)
def test_an_address_of_tiles_is_a_source(template):
    assert TileSource(template=template).template == template


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
        TileSource(template=OSM, file="x.mbtiles")


@pytest.fixture
def file(tmp_path):
    return make_mbtiles(tmp_path / "town.mbtiles", {(7, 72, 38): b"north-west"})


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


BARE = street_tile("shortbread", packed=False)
PACKED = gzip.compress(BARE, mtime=0)


@pytest.mark.parametrize("label", ["png", "PNG", "image/png", "jpg", "webp", "pbf", "", " image/jpeg ", "whatever"])
@pytest.mark.parametrize(("tile", "mime"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")])
def test_what_the_tiles_are_is_seen_from_the_tiles(tmp_path, tile, mime, label):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): b"", (7, 72, 39): tile}, format=label)
    opened = MBTiles(str(path))
    assert (opened.schema, kind_of(opened.tile(7, 72, 39) or b"")) == (Schema.IMAGES, mime)


@pytest.mark.parametrize("label", ["png", "pbf", "", "application/vnd.mapbox-vector-tile", "image/png"])
@pytest.mark.parametrize("tile", [PACKED, BARE, zlib.compress(BARE)])
def test_vector_tiles_are_seen_whatever_the_label(tmp_path, tile, label):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): tile}, format=label)
    opened = MBTiles(str(path))
    assert (opened.schema, opened.tile(7, 72, 38)) == (Schema.SHORTBREAD, BARE)


@pytest.mark.parametrize("schema", ["protomaps", "openmaptiles", "shortbread"])
def test_the_schema_is_seen_from_the_layers(tmp_path, schema):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): street_tile(schema)})
    assert MBTiles(str(path)).schema == schema


def test_vector_tiles_of_other_rules_are_refused_in_words(tmp_path):
    strange = encoded({"seabed": [Feature(Shape.POINT, [[(1, 1)]])]})
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): strange})
    with pytest.raises(TileError, match="other rules"):
        MBTiles(str(path))


def test_a_map_without_a_label_or_a_table_of_them_is_read(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(7, 72, 38): PNG})
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM metadata")
    database.close()
    assert MBTiles(str(path)).schema == Schema.IMAGES
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE metadata")
    database.close()
    assert (MBTiles(str(path)).schema, MBTiles(str(path)).metadata) == (Schema.IMAGES, {})


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "is empty"), (b"PK\3\4", "not a map"), (b"SQLite format 3\0 and no more", "database")]
)
def test_a_file_that_is_no_map_is_called_what_it_is(tmp_path, data, words):
    path = tmp_path / "a.mbtiles"
    path.write_bytes(data)
    with pytest.raises(TileError, match=words):
        MBTiles(str(path))


def test_a_map_without_tiles_or_with_strange_ones_is_refused(tmp_path):
    with pytest.raises(TileError, match="no tiles"):
        MBTiles(str(make_mbtiles(tmp_path / "a.mbtiles", {})))
    with pytest.raises(TileError, match="neither images"):
        MBTiles(str(make_mbtiles(tmp_path / "b.mbtiles", {(7, 72, 38): b"GIF89a"}, format="gif")))


def test_what_is_no_map_is_refused_in_words(tmp_path):
    path = tmp_path / "letter.mbtiles"
    path.write_text("Dear customer")
    with pytest.raises(TileError, match="MBTiles"):
        MBTiles(str(path))
    with pytest.raises(TileError, match="MBTiles"):
        MBTiles(str(tmp_path / "absent.mbtiles"))


def test_an_attribution_is_text_without_its_markup():
    assert plain("© <a href='https://x'>Town &amp; Land</a> <script>alert(1)</script>") == "© Town & Land alert(1)"
