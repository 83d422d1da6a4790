"""A map of the world as somebody publishes it, of which a country is kept."""

import re
from contextlib import contextmanager

from fleetdesk.streets.extract import keeping, remote
from tests.streets.loopback import Answering, Loopback
from tests.streets.maps import make_pmtiles, street_tile

AREA = [[(25.0, 58.0), (26.0, 58.0), (26.0, 58.5), (25.0, 58.5)]]
INSIDE, OUTSIDE = (9, 292, 154), (9, 270, 150)
DEEPEST = 9


class Published:
    """A server with one file, which gives ranges of it; `spoil` may answer a request by its number in another way."""

    def __init__(self, data):
        self.data, self.version, self.hits, self.spoil = data, '"1"', [], lambda number, handler: False
        server = self

        class Handler(Answering):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.hits.append(dict(self.headers))
                if server.spoil(len(server.hits), self):
                    return
                if self.headers.get("If-Match") not in (None, server.version):
                    self.answer(412, b"")
                    return
                first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups())
                body = server.data[first : last + 1]
                told = f"bytes {first}-{first + len(body) - 1}/{len(server.data)}"
                self.answer(206, body, {"Content-Range": told, "ETag": server.version})

        self._loopback = Loopback(Handler)
        self.address = f"{self._loopback.url}/world.pmtiles"
        self.close = self._loopback.close


def named_tile(zoom, x, y):
    return street_tile("protomaps", packed=False) + b"\x1a\x09\x0a\x07" + f"{zoom:01}{x:03}{y:03}".encode()


def places(zoom):
    scale = 1 << zoom - 7
    return [(x, y) for x in range(66 * scale, 76 * scale) for y in range(36 * scale, 42 * scale)]


def world_tiles():
    """Tiles around the area at three zooms, each different."""
    return {(zoom, x, y): named_tile(zoom, x, y) for zoom in (7, 8, 9) for x, y in places(zoom)}


@contextmanager
def published(data, monkeypatch):
    """A server with these bytes, from which no deeper zoom than the world's is kept, and tried again at once."""
    monkeypatch.setattr(keeping, "DEEPEST", DEEPEST)
    monkeypatch.setattr(remote, "FIRST_REST_S", 0.001)
    started = Published(data)
    try:
        yield started
    finally:
        started.close()


@contextmanager
def published_world(folder, monkeypatch):
    """The same with the tiles of world_tiles(), in a file of this folder."""
    with published(make_pmtiles(folder / "world.pmtiles", world_tiles()).read_bytes(), monkeypatch) as started:
        yield started
