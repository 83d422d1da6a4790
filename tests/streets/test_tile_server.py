"""Street tiles of a server: no more is believed of their answers than of others, and no more asked than they allow."""

import json
import threading
from queue import Queue

import pytest
from structlog.testing import capture_logs

from fleetdesk.base.errors import FleetError
from fleetdesk.streets import tile_server
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.tile_server import AT_ONCE, FAILURES, TileServer
from fleetdesk.streets.tiles import TileError
from tests.streets.loopback import Answering, Loopback
from tests.streets.maps import PNG, street_tile

WAIT_S = 20


class Server:
    """A tile server on loopback, which answers what `answers` says and keeps what it was asked."""

    def __init__(self):
        self.hits, self.headers, self.most, self.now = [], [], 0, 0
        self.status, self.body, self.answers, self.bodies = 200, PNG, {}, {}
        self.held, self.lock, self.came = threading.Event(), threading.Lock(), threading.Semaphore(0)
        self.held.set()
        server = self

        class Handler(Answering):
            def do_GET(self):
                server.enter(self.path, self.headers)
                server.held.wait(WAIT_S)
                with server.lock:
                    server.now -= 1
                unchanged = "ETag" in server.answers and self.headers["If-None-Match"] == server.answers["ETag"]
                body = b"" if unchanged else server.bodies.get(self.path.partition("?")[0], server.body)
                self.answer(304 if unchanged else server.status, body, server.answers)

        self._loopback = Loopback(Handler)
        self.url = self._loopback.url

    def enter(self, path, headers):
        with self.lock:
            self.hits.append(path)
            self.headers.append(headers)
            self.now += 1
            self.most = max(self.most, self.now)
        self.came.release()

    def describe(self, **more):
        """Answer at /map.json with a TileJSON."""
        told = {"tiles": [f"{self.url}/t/{{z}}/{{x}}/{{y}}"], "vector_layers": [{"id": "streets"}], "maxzoom": 14}
        self.bodies["/map.json"] = json.dumps(told | more).encode()
        return f"{self.url}/map.json"

    def close(self):
        self.held.set()
        self._loopback.close()


@pytest.fixture
def server():
    started = Server()
    yield started
    started.close()


@pytest.fixture
def tiles(server):
    opened = TileServer(f"{server.url}/t/{{z}}/{{x}}/{{y}}{{r}}.png?key=k-1", "FleetDesk/9")
    yield opened
    opened.close()


def tile(tiles, *places):
    """The tiles of these places, in the order of the answers."""
    heard = Queue()
    for place in places:
        tiles.ask(place, lambda: True, heard.put)
    return [heard.get(timeout=WAIT_S) for _ in places]


def test_a_tile_is_asked_for_by_its_address_and_in_our_name(server, tiles):
    assert tile(tiles, (7, 72, 38)) == [PNG]
    assert server.hits == ["/t/7/72/38.png?key=k-1"]
    assert (server.headers[0]["User-Agent"], server.headers[0]["Referer"]) == ("FleetDesk/9", None)


def test_a_tile_is_asked_for_once(server, tiles):
    assert tile(tiles, (7, 72, 38)) + tile(tiles, (7, 72, 38)) == [PNG] * 2
    assert len(server.hits) == 1


def test_a_tile_that_is_not_to_be_kept_is_asked_for_again(server, tiles):
    server.answers = {"Cache-Control": "no-store"}
    tile(tiles, (7, 72, 38))
    tile(tiles, (7, 72, 38))
    assert len(server.hits) == 2


def test_no_cookie_goes_back(server, tiles):
    server.answers = {"Set-Cookie": "who=482PRK"}
    tile(tiles, (7, 72, 38))
    tile(tiles, (7, 72, 39))
    assert [headers["Cookie"] for headers in server.headers] == [None, None]


@pytest.mark.parametrize("status", [302, 307, 404, 500])
def test_what_is_not_there_is_no_tile_and_no_redirect_is_followed(server, tiles, status):
    server.status, server.answers = status, {"Location": f"{server.url}/elsewhere"}
    assert tile(tiles, (7, 72, 38)) == [b""]
    assert len(server.hits) == 1


def test_a_tile_that_is_too_large_is_none(server, tiles, monkeypatch):
    monkeypatch.setattr(tile_server, "LARGEST_TILE", 10)
    server.body = b"x" * 11
    assert tile(tiles, (7, 72, 38)) == [b""]


def test_a_tile_that_does_not_come_is_none(server, tiles, monkeypatch):
    monkeypatch.setattr(tile_server, "DEADLINE_S", 0.2)
    server.held.clear()
    assert tile(tiles, (7, 72, 38)) == [b""]


def test_no_more_at_once_than_a_server_likes(server, tiles):
    server.held.clear()
    heard = Queue()
    for x in range(20):
        tiles.ask((7, x, 38), lambda: True, heard.put)
    for _ in range(AT_ONCE):
        assert server.came.acquire(timeout=WAIT_S)
    server.held.set()
    assert [heard.get(timeout=WAIT_S) for _ in range(20)] == [PNG] * 20
    assert server.most == AT_ONCE


def test_a_tile_that_nobody_waits_for_is_not_asked_for(server, tiles):
    tiles.ask((7, 1, 1), lambda: False, lambda _tile: None)
    tile(tiles, (7, 72, 38))
    assert server.hits == ["/t/7/72/38.png?key=k-1"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_wants_rest_gets_it(server, tiles, status):
    server.status, server.answers = status, {"Retry-After": "60"}
    assert tile(tiles, (7, 72, 38)) + tile(tiles, (7, 72, 39)) == [b"", b""]
    assert len(server.hits) == 1


def test_closing_does_not_wait_for_a_server(server, tiles):
    server.held.clear()
    tiles.ask((7, 72, 38), lambda: True, lambda _tile: None)
    assert server.came.acquire(timeout=WAIT_S)
    tiles.close()
    assert not tiles.serving
    tiles.ask((7, 72, 38), lambda: True, lambda _tile: None)  # does no harm


@pytest.mark.parametrize("template", ["http://tile.example.org/{z}/{x}/{y}.png", "https://u:p@example.org/{z}/{x}/{y}"])
def test_an_address_that_is_not_fit_is_refused(template):
    with pytest.raises(TileError):
        TileServer(template, "x")


def test_a_key_in_the_address_stays_out_of_the_log(server, tiles):
    server.status, server.body = 403, b"forbidden: /t/7/72/38.png?key=k-1"
    with capture_logs() as lines:
        assert tile(tiles, (7, 72, 38)) == [b""]
    assert [line["reason"] for line in lines if line["event"] == "tile missing"] == ["Refused"]
    assert "k-1" not in str(lines)


@pytest.fixture
def opened():
    """Opens tile servers, and closes them in the end."""
    made = []

    def open_it(address, kept=None, told=lambda sentence: None):
        made.append(TileServer(address, "FleetDesk/9", kept, told))
        return made[-1]

    yield open_it
    for each in made:
        each.close()


def test_a_tile_json_tells_where_the_tiles_are_and_what_they_are(server, opened):
    address = server.describe(attribution="© Town", bounds=[22, 57, 28, 60], minzoom=3)
    server.body = street_tile("shortbread")
    tiles = opened(address)
    assert (tiles.schema, dict(tiles.metadata)) == (
        Schema.SHORTBREAD,
        {"attribution": "© Town", "minzoom": "3", "maxzoom": "14", "bounds": "22,57,28,60"},
    )
    assert tile(tiles, (7, 72, 38)) == [street_tile("shortbread", packed=False)]
    assert server.hits == ["/map.json", "/t/7/72/38"]


def test_rows_may_be_counted_from_the_south(server, opened):
    tile(opened(server.describe(scheme="tms")), (7, 72, 38))
    tile(opened(f"{server.url}/s/{{z}}/{{x}}/{{-y}}.png"), (7, 72, 38))
    assert server.hits[1:] == ["/t/7/72/89", "/s/7/72/89.png"]


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"tiles": "x"}', b'{"tiles": [3]}', b"[" * 99_999])
def test_what_is_no_tile_json_is_refused_in_words(server, opened, body):
    server.bodies["/map.json"] = body
    with pytest.raises(TileError, match="no map"):
        opened(f"{server.url}/map.json")


def test_tiles_on_another_server_are_not_asked_for(server, opened):
    with pytest.raises(TileError, match=r"another server, tiles\.example\.org"):
        opened(server.describe(tiles=["https://tiles.example.org/{z}/{x}/{y}"]))


def test_a_server_that_cannot_be_asked_says_why(server, opened):
    server.status = 403
    with pytest.raises(FleetError, match="refused"):
        opened(f"{server.url}/map.json")


def test_without_the_server_the_map_of_before_is_opened(server, opened, tmp_path):
    server.body = street_tile("shortbread")
    address, kept = server.describe(), tmp_path / "streets.db"
    first = opened(address, kept)
    tile(first, (7, 72, 38))
    first.close()
    server.status = 500
    again = opened(address, kept)
    assert (again.schema, tile(again, (7, 72, 38))) == (Schema.SHORTBREAD, [street_tile("shortbread", packed=False)])


def test_the_schema_of_vector_tiles_is_seen_from_the_tile_of_the_world(server, opened):
    server.body = street_tile("openmaptiles")
    assert opened(f"{server.url}/t/{{z}}/{{x}}/{{y}}.pbf").schema == Schema.OPENMAPTILES
    server.status = 404
    with pytest.raises(TileError, match="TileJSON"):
        opened(f"{server.url}/u/{{z}}/{{x}}/{{y}}.mvt")


def test_a_tile_that_has_not_changed_is_not_sent_again(server, opened, tmp_path):
    server.answers = {"ETag": '"7"', "Cache-Control": "no-cache"}
    tiles = opened(f"{server.url}/t/{{z}}/{{x}}/{{y}}.png", tmp_path / "streets.db")
    server.body = PNG + b"first"
    assert tile(tiles, (7, 72, 38)) == [PNG + b"first"]
    server.body = b"never sent"
    assert tile(tiles, (7, 72, 38)) == [PNG + b"first"]
    assert [headers["If-None-Match"] for headers in server.headers] == [None, '"7"']


def test_an_old_tile_is_shown_while_the_server_fails(server, opened, tmp_path):
    server.answers = {"Cache-Control": "no-cache"}
    tiles = opened(f"{server.url}/t/{{z}}/{{x}}/{{y}}.png", tmp_path / "streets.db")
    tile(tiles, (7, 72, 38))
    server.status = 500
    assert tile(tiles, (7, 72, 38)) == [PNG]


def test_a_server_that_fails_is_told_of_once_and_so_is_its_return(server, opened):
    said = Queue()
    tiles = opened(f"{server.url}/t/{{z}}/{{x}}/{{y}}.png", told=said.put)
    server.status = 500
    tile(tiles, *((7, x, 1) for x in range(FAILURES * 3)))
    server.status = 200
    tile(tiles, (7, 72, 38))
    assert [said.get(timeout=WAIT_S), said.get(timeout=WAIT_S), said.empty()] == [
        "The server has a fault of its own (500). FleetDesk tries again.", "", True,
    ]  # fmt: skip


def test_tiles_that_are_not_there_are_no_failure(server, opened):
    said = Queue()
    tiles = opened(f"{server.url}/t/{{z}}/{{x}}/{{y}}.png", told=said.put)
    server.status = 404
    assert tile(tiles, *((7, x, 1) for x in range(FAILURES * 2))) == [b""] * FAILURES * 2
    assert said.empty()
