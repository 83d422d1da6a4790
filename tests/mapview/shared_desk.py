"""One loaded map for the tests of a module: brought back to its start after each, and looked at whether it is there.

Loading a page takes as long as most tests do with it. What the page shows comes by messages, so messages take it back;
where it then differs in anything from a page that nobody has touched, the next test gets a new one.
"""

import contextlib
import gc

from PySide6.QtCore import SIGNAL, QEvent, QMetaMethod, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError
from shiboken6 import delete

LAT, LON, ZOOM = 58.7, 25.2, 7
SPOT = (790, 590)
LOOK = """(() => {
  const map = map_fleet;
  const attribute = ({ name, value }) => value && name + value.split(" ").sort();
  const told = (each) => {
    if (each.tagName === "svg" && !each.querySelector("path")) return null; // stays where a line was
    if (each.hidden) return [each.tagName, each.className];
    const inside = [...each.children].map(told).filter(Boolean);
    const attributes = [...each.attributes].map(attribute).filter(Boolean).sort();
    return [each.tagName, attributes, inside.length ? inside : each.textContent];
  };
  const ours = (each) => !(each instanceof L.Renderer);
  const listeners = ([name, all]) => name + all.filter(({ ctx }) => ours(ctx)).length;
  return {
    page: told(document.documentElement), active: document.activeElement.id, view: [map.getCenter(), map.getZoom()],
    listeners: Object.entries(map._events).map(listeners).sort(),
    layers: Object.values(map._layers).filter(ours).length, names: Object.keys(window).sort(),
    hands: [L.Draggable._dragging, map.dragging.moving(), map._animatingZoom, !map.dragging.enabled()].map(Boolean),
    geoman: map.pm.getGeomanLayers().length,
  };
})()"""
"""All of the page that a test could find changed."""
HANDS = f"""(() => {{
  const [clientX, clientY] = {list(SPOT)};
  for (const name of ["mousemove", "mousedown", "mouseup", "click"]) {{
    map_fleet.getContainer().dispatchEvent(new MouseEvent(name, {{ clientX, clientY, bubbles: true, view: window }}));
  }}
  return 1;
}})()"""
"""A click on the ground."""
REST = f"""(() => {{
  map_fleet.stop();
  map_fleet.setView([{LAT}, {LON}], {ZOOM}, {{ reset: true }});
  map_fleet.getContainer().focus({{ preventScroll: true }});
  return 1;
}})()"""
"""The first view, without moving there."""


class SharedDesk:
    """Gives a desk to one test after another; `open_one` is a context that opens one for qtbot.

    What fades away on the page has `patience_ms` to be gone.
    """

    def __init__(self, open_one, patience_ms=2000):
        self._open, self._patience_ms = open_one, patience_ms
        self._context = None
        self._desk = self._start = self._page = None
        self._loads = 0

    def lent(self, qtbot):
        """The desk, as it is when nobody has touched it."""
        if self._desk is None:
            self._context = self._open(qtbot)
            self._desk = self._context.__enter__()
            self._loads = 0
            self._desk.map.ready.connect(self._loaded)
            bring_back(self._desk)
            gc.collect(1)  # what is old is not deleted after the test
            self._start, self._page = seen(self._desk), on_the_page(self._desk)
        self._desk.bot = qtbot
        return self._desk

    def _loaded(self):
        self._loads += 1

    def take_back(self):
        """Bring it back to the start, and return whether it is there; one that cannot be brought there is closed."""
        with contextlib.suppress(TimeoutError):
            if self._is_whole() and bring_back(self._desk) and seen(self._desk) == self._start:
                self._desk.bot.waitUntil(lambda: on_the_page(self._desk) == self._page, timeout=self._patience_ms)
                return True
        self.close()
        return False

    def _is_whole(self):
        return not self._loads and self._desk.map.isVisible()

    def close(self):
        """Close the desk, if there is one."""
        if self._desk is not None:
            self._context.__exit__(None, None, None)
            for each in (self._desk.map, self._desk.bridge):
                delete(each)
            self._desk = None


def bring_back(desk):
    """Take everything off the map and look where it looked first; return whether a click is a click on the map."""
    shown = desk.map
    shown.replay.end()
    shown.track.clear()
    shown.streets.show(None)
    shown.set_tool("select")
    shown.clear_area()
    shown.aim(False)
    shown.set_single_keys(True)
    shown.follow(None)
    shown.say_hovered("")
    shown.say_past("")
    shown.set_filter(None)
    shown.set_selection([])
    shown.layers.show(names=True, clusters=True)
    shown.layers.show_saved_areas([])
    shown.layers.show_places([])
    shown.layers.point_out(None)
    shown.tasks.set_selection([])
    shown.tasks.show_open(None)
    shown.tasks.show_road([])
    shown.tasks.show_routes([])
    shown.tasks.show_day_roads({})
    shown.tasks.show_picked({})
    shown.tasks.update_pins([], list(shown.tasks.keys))
    shown.set_units([])
    QApplication.sendEvent(desk.target, QEvent(QEvent.Type.Leave))
    desk.settle()
    with desk.bot.waitSignal(shown.view_changed):
        desk.js(REST)
    return clicks(desk)


def clicks(desk):
    """Whether a click is one on the map; for a moment it is the rest of the double click that closed a shape."""
    for _turn in range(20):
        with desk.bot.waitSignal(desk.map.background_clicked, timeout=100, raising=False) as heard:
            desk.js(HANDS)
        if heard.signal_triggered:
            return True
    return False


def seen(desk):
    """What a test could find changed of the widget, and who listens to its signals."""
    shown = desk.map
    parts = (shown, shown.tasks, shown.layers, shown.track, shown.replay, desk.page, desk.bridge, shown.lifecycle)
    return {
        "size": shown.size(),
        "tool": (shown.tool, shown.mode),
        "over": shown.drag_source.over,
        "view": shown.view,
        "units": dict(shown.state.units),
        "past": (shown.replay.is_shown, shown.track.is_shown, shown.track.is_marked),
        "widgets": [(type(each).__name__, each.isVisible()) for each in shown.findChildren(QWidget)],
        "objects": len(shown.findChildren(QObject)),
        "listeners": [listeners(each) for each in parts],
    }


def on_the_page(desk):
    """What a test could find changed of the page, and what is on the screen."""
    return desk.js(LOOK), desk.map.grab().toImage()


def listeners(thing):
    """How many listen to each signal of an object; to its end PySide itself does."""
    about = thing.metaObject()
    methods = [about.method(number) for number in range(about.methodCount())]
    signals = [each for each in methods if each.methodType() is QMetaMethod.MethodType.Signal]
    names = [bytes(each.methodSignature().data()).decode() for each in signals if each.name() != b"destroyed"]
    return {name: thing.receivers(SIGNAL(name)) for name in names}
