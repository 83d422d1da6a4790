"""MBTiles files made for tests: sound ones, and ones whose tables are views without end."""

import sqlite3
import struct
from contextlib import closing

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
