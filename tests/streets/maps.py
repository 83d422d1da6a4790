"""Map files made for tests: sound ones of both formats and all schemas, and ones whose tables are views without end."""

import gzip
import io
import sqlite3
import struct
from contextlib import closing

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from fleetdesk.demo.vector_encoding import EXTENT, Feature, Shape, encoded

PNG, JPEG, WEBP = b"\x89PNG\r\n\x1a\n rest", b"\xff\xd8\xff\xe0 rest", b"RIFF\x10\0\0\0WEBPVP8 "
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"
MANY = "SELECT {} FROM " + ", ".join(f"kept k{number}" for number in range(12))
OF_MANY = "k0.i AS zoom_level, 0 AS tile_column, 0 AS tile_row, k1.png AS tile_data"
TILE = "i AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'89504e470d0a1a0a' AS tile_data"
NAMES = "zoom_level, tile_column, tile_row, tile_data"


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


def made(path, *statements):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE kept (i INT, name TEXT, value TEXT, png BLOB)")
        database.executemany("INSERT INTO kept VALUES (?, 'a', 'b', ?)", [(each, PNG) for each in range(1000)])
        for each in statements:
            database.execute(each)
        database.commit()
    return str(path)


GOOD_TILES = "CREATE VIEW tiles AS SELECT 7 AS zoom_level, i AS tile_column, 0 AS tile_row, png AS tile_data FROM kept"


def png(wide, high):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", wide, high, 8, 2, 0, 0, 0)


ROADS = {
    "protomaps": ("roads", {"kind": "highway", "kind_detail": "motorway"}, "earth"),
    "openmaptiles": ("transportation", {"class": "motorway"}, "landcover"),
    "shortbread": ("streets", {"kind": "motorway"}, "land"),
}


def street_tile(schema, packed=True):
    """A tile with a motorway straight across its middle, on ground that fills it, as a schema calls them."""
    layer, properties, ground = ROADS[schema]
    middle = EXTENT // 2
    road = Feature(Shape.LINE, [[(-64, middle), (EXTENT + 64, middle)]], properties)
    corners = [(-64, -64), (EXTENT + 64, -64), (EXTENT + 64, EXTENT + 64), (-64, EXTENT + 64)]
    made = encoded({ground: [Feature(Shape.POLYGON, [corners], {"kind": "earth"})], layer: [road]})
    return gzip.compress(made, mtime=0) if packed else made


def make_pmtiles(path, tiles, tile_type=TileType.MVT, metadata=None, **header):
    made = io.BytesIO()
    writer = Writer(made)
    for place in sorted(tiles, key=lambda each: zxy_to_tileid(*each)):
        writer.write_tile(zxy_to_tileid(*place), tiles[place])
    fields = {
        "tile_type": tile_type,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": int(22e7), "min_lat_e7": int(57e7), "max_lon_e7": int(28e7), "max_lat_e7": int(60e7),
        "center_zoom": 7, "center_lon_e7": int(25e7), "center_lat_e7": int(58e7),
    }  # fmt: skip
    writer.finalize(fields | header, {"attribution": "© Town"} | (metadata or {}))
    path.write_bytes(made.getvalue())
    return path


NAMED = {
    "protomaps": ("roads", "places", lambda word: {"kind": "minor_road", "kind_detail": word}),
    "openmaptiles": ("transportation_name", "place", lambda word: {"class": word}),
    "shortbread": ("street_labels", "place_labels", lambda word: {"kind": word}),
}


def named_tile(schema, streets=(), settlements=()):
    """A packed tile with named lines (name, kind, points) and points (name, kind, point), as a schema has them."""
    lines, points, words = NAMED[schema]
    named = {
        lines: [Feature(Shape.LINE, [line], words(kind) | {"name": name}) for name, kind, line in streets],
        points: [Feature(Shape.POINT, [[point]], words(kind) | {"name": name}) for name, kind, point in settlements],
    }
    return gzip.compress(encoded(named), mtime=0)


ELVA = (14, 9394, 4915)
"""A tile at 58.22 degrees north and 26.43 east, 1.3 km wide."""


def town_tiles(schema, zoom_place=ELVA):
    """Two tiles beside each other: a street through both, one in the second alone, and a town in the first."""
    zoom, x, y = zoom_place
    middle, edge = EXTENT // 2, EXTENT + 64
    kase = ("Kase tänav", "residential", [(middle, middle), (edge, middle)])
    rest = ("Kase tänav", "residential", [(-64, middle), (EXTENT // 4, middle)])
    pikk = ("Pikk", "residential", [(middle, 0), (middle, EXTENT)])
    return {
        (zoom, x, y): named_tile(schema, [kase], [("Elva", "town", (middle, middle))]),
        (zoom, x + 1, y): named_tile(schema, [rest, pikk]),
    }
