"""Every way that script finds to leave or spoil the page: it comes back by itself, or nothing comes of it."""

import sys

import pytest

from fleetdesk.mapview import memory, page_lifecycle, watch
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.day_seed import cases_of_the_day
from tests.mapview.attacker import section
from tests.mapview.conftest import unit

pytestmark = pytest.mark.map


@pytest.fixture
def desk(own_desk):
    """A page of its own for each test."""
    return own_desk


BROKEN, HARMLESS = section("spoilers.txt", "broken"), section("spoilers.txt", "harmless")


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(watch, "EVERY_MS", 200)
    monkeypatch.setattr(watch, "PATIENCE_MS", 3_000)
    monkeypatch.setattr(memory, "MOST_BYTES", 1 << 30)


def spoil(desk, code):
    """Runs it as script of the page; what it does may end the page before it has answered."""
    desk.page.runJavaScript(f"try {{ {code} }} catch (e) {{ console.log(String(e)) }}")


def is_well(desk, qtbot):
    """Shows its units, hears the pointer and tells it."""
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_clicked) as heard:
        desk.click(desk.pixel(58.7, 25.2))
    return heard.args[0] == "m/1"


@pytest.mark.parametrize("way", cases_of_the_day(list(BROKEN), 5))
def test_a_spoiled_page_comes_back_by_itself(desk, qtbot, monkeypatch, way):
    monkeypatch.setattr(watch, "PATIENCE_MS", 1_200)  # a page taken for spoiled too soon comes back all the same
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.waitSignal(desk.map.ready):
        spoil(desk, BROKEN[way])
    assert is_well(desk, qtbot)


def test_nothing_comes_of_what_the_page_may_not_do(desk, qtbot):
    """One page for all ways: it stays well after each, and is never loaded again."""
    desk.map.set_units([unit("m/1")])
    desk.settle()
    page = desk.page
    for way, code in HARMLESS.items():
        spoil(desk, code)
        with qtbot.waitSignal(desk.map.lifecycle.watch.well):
            pass
        assert is_well(desk, qtbot), way
        assert desk.page.url().toString().partition("#")[0] == "fleetdesk://app/index.html", way
    assert desk.page is page


def test_a_page_that_is_well_is_left_alone(desk, qtbot):
    desk.map.set_units([unit("m/1"), unit("m/2", 58.9)])
    desk.map.set_tool("polygon")
    for theme in (DARK, LIGHT):
        desk.map.set_theme(map_theme(theme))
        desk.map.resize(700 if theme is DARK else 900, 500)
        with qtbot.assertNotEmitted(desk.map.ready), qtbot.waitSignal(desk.map.lifecycle.watch.well):
            desk.look_at(58.8 if theme is DARK else 57.0, 25.2, 9)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_the_process_of_each_page_is_bound(desk, qtbot):
    import resource

    first = desk.page.renderProcessPid()
    assert resource.prlimit(first, resource.RLIMIT_DATA) == (1 << 30, 1 << 30)
    with qtbot.waitSignal(desk.map.ready):
        desk.map.lifecycle.watch.spoiled.emit("a test")
    assert desk.page.renderProcessPid() != first
    assert resource.prlimit(desk.page.renderProcessPid(), resource.RLIMIT_DATA) == (1 << 30, 1 << 30)


def test_a_page_that_is_spoiled_again_and_again_is_loaded_again_later(desk, qtbot, monkeypatch):
    monkeypatch.setattr(page_lifecycle, "REST_MS", 500)
    with qtbot.waitSignal(desk.map.failed) as heard:
        for _ in range(4):
            desk.map.lifecycle.again("a test")
    assert heard.args[0].endswith(".")
    with qtbot.waitSignal(desk.map.ready):
        pass
