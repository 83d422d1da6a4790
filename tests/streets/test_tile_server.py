"""Street tiles of a server: no more is believed of their answers than of others, and no more asked than they allow."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import pytest
from structlog.testing import capture_logs

from fleetdesk.base.errors import UsageError
from fleetdesk.streets import tile_server
from fleetdesk.streets.tile_server import AT_ONCE, TileServer

WAIT_S = 20


class Server:
    """A tile server on loopback, which answers what `answers` says and keeps what it was asked."""

    def __init__(self):
        self.hits, self.headers, self.most, self.now = [], [], 0, 0
        self.status, self.body, self.answers = 200, b"tile", {}
        self.held, self.lock, self.came = threading.Event(), threading.Lock(), threading.Semaphore(0)
        self.held.set()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.enter(self.path, self.headers)
                server.held.wait(WAIT_S)
                with server.lock:
                    server.now -= 1
                self.send_response(server.status)
                for name, value in server.answers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(server.body)))
                self.end_headers()
                self.wfile.write(server.body)

            def log_message(self, *_args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def enter(self, path, headers):
        with self.lock:
            self.hits.append(path)
            self.headers.append(headers)
            self.now += 1
            self.most = max(self.most, self.now)
        self.came.release()

    def close(self):
        self.held.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server():
    started = Server()
    yield started
    started.close()


@pytest.fixture
def tiles(server):
    opened = TileServer(
        f"{server.url}/t/{{z}}/{{x}}/{{y}}{{r}}.png?key=k-1", "FleetDesk/9", "https://fleetdesk.invalid/"
    )
    yield opened
    opened.close()


def tile(tiles, *places):
    """The tiles of these places, in the order of the answers."""
    heard = Queue()
    for place in places:
        tiles.ask(place, lambda: True, heard.put)
    return [heard.get(timeout=WAIT_S) for _ in places]


def test_a_tile_is_asked_for_by_its_address_and_in_our_name(server, tiles):
    assert tile(tiles, (7, 72, 38)) == [b"tile"]
    assert server.hits == ["/t/7/72/38.png?key=k-1"]
    assert (server.headers[0]["User-Agent"], server.headers[0]["Referer"]) == (
        "FleetDesk/9",
        "https://fleetdesk.invalid/",
    )


def test_a_tile_is_asked_for_once(server, tiles):
    assert tile(tiles, (7, 72, 38)) + tile(tiles, (7, 72, 38)) == [b"tile"] * 2
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
    assert [heard.get(timeout=WAIT_S) for _ in range(20)] == [b"tile"] * 20
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
    with pytest.raises(UsageError):
        TileServer(template, "x", "y")


def test_a_key_in_the_address_stays_out_of_the_log(server, tiles):
    server.status, server.body = 403, b"forbidden: /t/7/72/38.png?key=k-1"
    with capture_logs() as lines:
        assert tile(tiles, (7, 72, 38)) == [b""]
    assert [line["reason"] for line in lines if line["event"] == "tile missing"] == ["Refused"]
    assert "k-1" not in str(lines)
