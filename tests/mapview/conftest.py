"""The real page in QtWebEngine, driven by real mouse and key events."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import LIGHT
from tests.mapview.shared_desk import SharedDesk

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium refuses root with its sandbox on; only these tests turn it off, the program never does.
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    sys.stderr.write("map tests: running as root, so the sandbox of QtWebEngine is off here\n")

prepare_engine()

LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NONE = Qt.KeyboardModifier.NoModifier


def unit(key="m/1", lat=58.7, lon=25.2, state="stopped", **more):
    values = {"heading_deg": None, "fade": 0, "label": key} | more
    return MapUnit(key=key, lat=lat, lon=lon, state=state, **values)


class Desk:
    """A shown map and the hands on it."""

    def __init__(self, qtbot, theme=LIGHT, *, loads=True):
        self.bot = qtbot
        self.map = MapWidget(map_theme(theme))
        self.map.resize(800, 600)
        self.map.show()
        if loads:
            self.map.load()

    @property
    def page(self):
        return self.map.lifecycle.page

    @property
    def bridge(self):
        return self.map.lifecycle.bridge

    @property
    def target(self):
        return self.map.focusProxy().focusProxy()

    def js(self, code):
        """The value of an expression in the page's own world; promises are not waited for."""
        said = []
        self.page.runJavaScript(f"JSON.stringify({code})", 0, said.append)
        self.bot.waitUntil(lambda: bool(said), timeout=10_000)
        return json.loads(said[0]) if said[0] else None

    def settle(self):
        """Wait until the page has drawn all it was told."""
        bridge = self.bridge
        self.bot.waitUntil(lambda: bridge.settled, timeout=15_000)

    def look_at(self, lat, lon, zoom):
        """Bring a place to the middle and wait until the map has come to rest; with all units it goes there at once."""
        with self.bot.waitSignal(self.map.view_changed, timeout=10_000):
            self.map.set_units(list(self.map.state.units.values()))
            self.map.center_on(lat, lon, zoom)
        there = f"Math.abs(map_fleet.getCenter().lat - {lat}) < 0.01 && map_fleet.getZoom() === {zoom}"
        self.bot.waitUntil(lambda: self.js(f"!map_fleet._animatingZoom && {there}"))

    def pixel(self, lat, lon):
        x, y = self.js(f"(p => [p.x, p.y])(map_fleet.latLngToContainerPoint([{lat}, {lon}]))")
        return QPoint(round(x), round(y))

    def place(self, x, y):
        """The (lon, lat) under a pixel."""
        return tuple(self.js(f"(p => [p.lng, p.lat])(map_fleet.containerPointToLatLng([{x}, {y}]))"))

    def click(self, at, keys=NONE):
        self.hover(at)
        QTest.mouseClick(self.target, LEFT, keys, _point(at))

    def double_click(self, at, keys=NONE):
        """Two clicks within the double click's time; QTest's own are made to lie further apart."""
        self.hover(at)
        kinds = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick
        for kind in (*kinds, QEvent.Type.MouseButtonRelease):
            held = NO_BUTTON if kind == QEvent.Type.MouseButtonRelease else LEFT
            self.mouse(kind, _point(at), LEFT, held, keys)

    def mouse(self, kind, at, button, held, keys=NONE):
        spot = QPointF(at)
        event = QMouseEvent(kind, spot, self.target.mapToGlobal(spot), button, held, keys)
        QApplication.sendEvent(self.target, event)

    def hover(self, at):
        """Move the free pointer; QTest's own move only sets the cursor, which an offscreen window does not hear of."""
        for place in (_point(at) + QPoint(3, 3), _point(at)):
            self.mouse(QEvent.Type.MouseMove, place, NO_BUTTON, NO_BUTTON)

    def drag(self, *stops, keys=NONE):
        first, *others = map(_point, stops)
        QTest.mouseMove(self.target, first)
        QTest.mousePress(self.target, LEFT, keys, first)
        for stop in others:
            QTest.mouseMove(self.target, stop)
            self.js("1")  # the page has seen the move
        QTest.mouseRelease(self.target, LEFT, keys, others[-1])

    def key(self, key, keys=NONE):
        QTest.keyClick(self.target, key, keys)

    def wheel(self, at, steps):
        at = QPointF(_point(at))
        event = QWheelEvent(
            at,
            self.target.mapToGlobal(at),
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.target, event)


def _point(at):
    return at if isinstance(at, QPoint) else QPoint(*at)


@contextmanager
def opened(qtbot, theme=LIGHT):
    desk = Desk(qtbot, theme)
    try:
        with qtbot.waitSignal(desk.map.ready, timeout=30_000):
            pass
        desk.settle()
        qtbot.waitUntil(lambda: desk.map.view is not None)
        yield desk
    finally:
        desk.map.shutdown()
        desk.map.close()


@pytest.fixture(scope="module")
def shared_desk() -> Iterator[SharedDesk]:
    """The map that the tests of a module share."""
    shared = SharedDesk(opened)
    yield shared
    shared.close()


@pytest.fixture
def desk(qtbot, shared_desk) -> Iterator[Desk]:
    """A map with nothing on it, which tests of the module have used before."""
    yield shared_desk.lent(qtbot)
    shared_desk.take_back()


@pytest.fixture
def own_desk(qtbot) -> Iterator[Desk]:
    """A map that was loaded for this test alone."""
    with opened(qtbot) as shown:
        yield shown
