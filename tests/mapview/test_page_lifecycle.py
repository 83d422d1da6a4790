"""The page loads, is killed, comes back, shows streets only when asked, and goes in the right order."""

import os
import re
import signal
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtWebEngineCore import QWebEnginePage

from fleetdesk.base import resources
from fleetdesk.mapview import guard, page
from fleetdesk.mapview.scheme import MOST_WAITING
from fleetdesk.streets.stores import open_file
from fleetdesk.streets.tile_server import TileServer
from fleetdesk.streets.tiles import TileError, TileSource
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import DARK
from tests.mapview.attacker import Attacker
from tests.mapview.conftest import Desk, opened, unit
from tests.streets.maps import make_mbtiles

pytestmark = pytest.mark.map


@pytest.fixture
def desk(own_desk):
    """A page of its own for each test."""
    return own_desk


CREDITS = "document.querySelector('.fleet-credits').textContent"
LOADED = "document.querySelectorAll('.leaflet-tile-loaded').length"


def png():
    """A green square of 256 pixels."""

    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x30\xa0\x40" * 256 for _ in range(256))
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def show_file(desk, file):
    source = TileSource(file=str(file))
    desk.map.streets.show(source, open_file(source))


def kill_renderer(desk):
    desk.bot.waitUntil(lambda: desk.page.renderProcessPid() > 0)  # 0 would be the tests themselves
    os.kill(desk.page.renderProcessPid(), signal.SIGKILL)


def test_a_killed_page_comes_back_with_all_it_had(desk, qtbot):
    ring = [list(desk.place(*at)) for at in ((200, 150), (500, 160), (480, 400))]
    desk.map.set_units([unit("m/1"), unit("m/2", 58.8)])
    desk.map.set_selection(["m/2"])
    desk.map.show_area([[[*ring, ring[0]]]])
    desk.look_at(58.8, 25.4, 9)
    with qtbot.waitSignal(desk.map.ready, timeout=20_000):
        kill_renderer(desk)
    desk.settle()
    qtbot.waitUntil(lambda: desk.js("map_fleet.getZoom()") == 9)
    assert desk.js("document.querySelectorAll('.marker-icon:not(.marker-icon-middle)').length") == 3
    with qtbot.waitSignal(desk.map.unit_clicked) as heard:
        desk.click(desk.pixel(58.8, 25.2))
    assert heard.args[0] == "m/2"


def test_what_changed_while_the_page_was_dead_is_not_lost(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.waitSignal(desk.page.renderProcessTerminated):
        kill_renderer(desk)
    with qtbot.waitSignal(desk.map.drawn, timeout=20_000) as heard:
        desk.map.update_units([unit("m/2"), unit("m/3")], ["m/1"])
    assert heard.args[1] == 2


def test_after_three_deaths_the_map_says_so_and_stays_down(desk, qtbot):
    killed = QWebEnginePage.RenderProcessTerminationStatus.KilledTerminationStatus
    with qtbot.assertNotEmitted(desk.map.failed):
        for _ in range(3):
            desk.page.renderProcessTerminated.emit(killed, 9)
    with qtbot.waitSignal(desk.map.failed) as heard:
        desk.page.renderProcessTerminated.emit(killed, 9)
    assert heard.args[0].endswith(".")
    desk.map.set_units([unit("m/1")])  # does no harm


def test_a_page_without_its_channel_is_loaded_again(desk, qtbot, monkeypatch):
    opened = desk.bridge.open
    monkeypatch.setattr(desk.bridge, "open", lambda: monkeypatch.setattr(desk.bridge, "open", opened))
    desk.bridge.close()
    with qtbot.waitSignal(desk.map.ready, timeout=20_000):
        desk.map.lifecycle.reload()


def test_without_assets_the_map_says_what_to_do(qtbot, monkeypatch):
    monkeypatch.setattr(resources, "path", lambda *parts: Path("/nowhere").joinpath(*parts))
    monkeypatch.setattr(page, "relay", lambda: "")
    desk = Desk(qtbot, loads=False)
    with qtbot.waitSignal(desk.map.failed) as heard:
        desk.map.load()
    assert "packaging/assets.py" in heard.args[0]
    desk.map.shutdown()


def test_nothing_is_asked_of_the_net_without_a_tile_source(qtbot, monkeypatch):
    asked = []
    real = guard.RequestFilter.interceptRequest

    def watch(self, info):
        asked.append(info.requestUrl().toString())
        real(self, info)

    monkeypatch.setattr(guard.RequestFilter, "interceptRequest", watch)
    with opened(qtbot) as desk:
        desk.map.set_units([unit("m/1")])
        desk.look_at(58.7, 25.2, 12)
        desk.look_at(48.7, 19.2, 9)
        assert asked
        assert [url for url in asked if not url.startswith("fleetdesk://app/")] == []
        assert desk.map.lifecycle.filter.refused == 0


def test_tiles_of_a_file_are_shown_with_their_attribution(desk, qtbot, tmp_path):
    tiles = {(7, x, y): png() for x in range(68, 78) for y in range(34, 42)}
    file = make_mbtiles(tmp_path / "town.mbtiles", tiles, maxzoom="7")
    show_file(desk, file)
    desk.settle()
    qtbot.waitUntil(lambda: desk.js(LOADED) >= 6, timeout=10_000)
    assert desk.js(CREDITS) == "Natural Earth · GeoNames · © Town"
    desk.map.streets.show(None)
    desk.settle()
    assert desk.js(CREDITS) == "Natural Earth · GeoNames"
    assert desk.js("document.querySelectorAll('.leaflet-tile').length") == 0


def test_a_file_that_is_no_map_changes_nothing(desk, tmp_path):
    file = tmp_path / "letter.mbtiles"
    file.write_text("Dear customer")
    with pytest.raises(TileError):
        show_file(desk, file)
    desk.settle()
    assert desk.js(CREDITS) == "Natural Earth · GeoNames"


@pytest.fixture
def server():
    server = Attacker()
    yield server
    server.close()


def show_server(desk, server, attribution=""):
    template = f"{server.url}/t/{{z}}/{{x}}/{{y}}.png"
    desk.map.streets.show(TileSource(template=template, attribution=attribution), TileServer(template, NAME))
    desk.settle()


NAME = "FleetDesk/0.1 (test)"


def test_tiles_of_a_server_are_asked_for_by_name_with_referer(desk, qtbot, server):
    server.body = png()
    desk.map.set_units([unit("m/1")])
    show_server(desk, server, "<b>© Server</b>")
    qtbot.waitUntil(lambda: desk.js(LOADED) >= 6)
    assert desk.js(CREDITS).endswith("· © Server")
    assert all(path.startswith("/t/7/") for path in server.hits)
    assert {(headers["User-Agent"], headers["Referer"]) for headers in server.headers} == {(NAME, None)}
    with qtbot.waitSignal(desk.map.unit_clicked):
        desk.click(desk.pixel(58.7, 25.2))


def test_another_source_shows_its_own_tiles(desk, qtbot, server):
    """The engine keeps images by their address."""
    other = Attacker()
    server.body = other.body = png()
    show_server(desk, server)
    qtbot.waitUntil(lambda: desk.js(LOADED) >= 6)
    show_server(desk, other)
    qtbot.waitUntil(lambda: len(other.hits) >= 6)
    other.close()


def test_what_is_no_image_of_a_tile_is_not_shown(desk, qtbot, server):
    server.body = struct.pack(">8sI4sIIBBBBB", b"\x89PNG\r\n\x1a\n", 13, b"IHDR", 30_000, 30_000, 8, 2, 0, 0, 0)
    show_server(desk, server)
    qtbot.waitUntil(lambda: len(server.hits) >= 6)
    server.body = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    show_server(desk, server)
    qtbot.waitUntil(lambda: len(server.hits) >= 12)
    qtbot.waitUntil(lambda: not desk.map.lifecycle.handler.waiting)
    assert desk.js(LOADED) == 0


def test_a_tile_server_sees_nothing_but_tiles(desk, qtbot, server):
    show_server(desk, server)
    qtbot.waitUntil(lambda: len(server.hits) >= 6)
    for path in (
        "who/482PRK",
        "tiles/1/7/72/38?who=482PRK",
        "tiles/1/7/72/38/482PRK",
        "tiles/1/7/999/38",
        "tiles/1/99/72/38",
        "tiles/2/7/72/38",
    ):
        for address in (f"{server.url}/{path}", f"fleetdesk://app/{path}"):
            desk.js(f"(new Image().src = '{address}', fetch('{address}').catch(() => 0), 1)")
    seen = len(server.hits)
    with qtbot.waitSignal(desk.map.view_changed):
        desk.map.center_on(47.5, 19.0)
    qtbot.waitUntil(lambda: len(server.hits) >= seen + 6)
    assert all(re.fullmatch(r"/t/7/\d{1,3}/\d{1,3}\.png", path) for path in server.hits)


def test_a_flood_of_tiles_is_cut(desk, qtbot, server):
    server.held.clear()
    show_server(desk, server)
    handler = desk.map.lifecycle.handler
    flood = "for (let x = 0; x < 5000; x++) new Image().src = `fleetdesk://app/tiles/1/15/${x}/9`"
    desk.js(f"(() => {{ {flood}; return 1 }})()")
    qtbot.waitUntil(lambda: handler.refused >= 1000)
    assert handler.waiting <= MOST_WAITING
    server.held.set()


def test_the_theme_changes_the_page_and_the_tools(desk):
    desk.map.set_theme(map_theme(DARK))
    desk.settle()
    assert desk.js("document.documentElement.dataset.theme") == "dark"
    assert desk.js("getComputedStyle(map_fleet.getContainer()).backgroundColor") == "rgb(20, 27, 36)"


def test_what_is_set_before_the_page_listens_goes_out_in_one_message(qtbot):
    desk = Desk(qtbot)
    for step in range(50):
        desk.map.update_units([unit(f"m/{step}")])
        desk.map.set_selection([f"m/{step}"])
    with qtbot.waitSignal(desk.map.drawn, timeout=30_000) as heard:
        pass
    assert heard.args[1] == 50
    assert desk.bridge.sent == 1
    desk.map.shutdown()


def test_shutdown_is_in_order_and_may_be_asked_twice(qtbot, capfd):
    with opened(qtbot) as desk:
        desk.map.set_units([unit("m/1")])
        desk.map.shutdown()
        desk.map.shutdown()
        desk.map.set_units([unit("m/2")])
        desk.map.resize(300, 300)
    assert "profile" not in capfd.readouterr().err.lower()


def test_a_map_that_is_never_shown_can_be_shut_down(qtbot):
    Desk(qtbot).map.shutdown()
