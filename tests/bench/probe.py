"""One measurement in a process of its own: python -m tests.bench.probe map COUNT | start TOLD SINCE | gap TOLD."""

import asyncio
import json
import os
import statistics
import sys
import time
from dataclasses import replace

from fleetdesk.domain.motion import State

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QTableView

from fleetdesk.app import loop
from fleetdesk.app import main as program
from fleetdesk.demo.demo_profile import demo_profile
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench import fleet, window
from tests.bench.measure import timed

RUNS = 5
SETTLE_S = 6


async def heard(signal, turn=lambda: None):
    """Milliseconds until the signal comes, after `turn`."""
    future = asyncio.get_running_loop().create_future()

    def hear(*what):
        if not future.done():
            future.set_result(what)

    signal.connect(hear)
    began = time.perf_counter()
    turn()
    await future
    signal.disconnect(hear)
    return (time.perf_counter() - began) * 1000


def units(count, turn):
    rows = fleet.vendor_rows(count, turn)
    return [
        MapUnit(row["objectID"], row["Ypos"], row["Xpos"], State.MOVING, row["ID"] % 360, 0, row["objectID"])
        for row in rows
    ]


async def measure_map(count):
    """A delta in which every unit moved, until the page says that it has drawn it; beside folium's own way."""
    view = MapWidget(map_theme(LIGHT))
    view.resize(900, 800)
    view.show()
    view.load()
    await heard(view.ready)
    view.set_units(units(count, 0))
    await heard(view.drawn, view.fit)
    ours = []
    for turn in range(1, RUNS + 1):
        changed = units(count, turn)
        ours.append(await heard(view.drawn, lambda changed=changed: view.update_units(changed)))
    view.shutdown()
    shiboken6.delete(view)
    return {"ours": ours, "plain": [await _folium(count, turn) for turn in range(RUNS if count <= 1000 else 1)]}


async def _folium(count, turn):
    """A folium.Map with a marker a unit, rendered to a file and loaded until the page says it has loaded."""
    import tempfile

    import folium

    began = time.perf_counter()
    page = folium.Map((58.6, 25.0), zoom_start=7, tiles=None)
    page.default_js = [(name, _local(name)) for name, _ in page.default_js if name == "leaflet"]
    page.default_css = []
    for unit in units(count, turn):
        folium.CircleMarker((unit.lat, unit.lon), radius=4, tooltip=unit.label).add_to(page)
    with tempfile.NamedTemporaryFile(suffix=".html", mode="w", delete=False) as file:
        file.write(page.get_root().render())
    view = QWebEngineView()
    view.resize(900, 800)
    view.show()
    await heard(view.loadFinished, lambda: view.load(QUrl.fromLocalFile(file.name)))
    elapsed = (time.perf_counter() - began) * 1000
    shiboken6.delete(view)
    return elapsed


def _local(name):
    from fleetdesk.base import resources

    return QUrl.fromLocalFile(str(next(resources.path("map", "assets").rglob("leaflet.js")))).toString()


async def measure_start(desk, since):
    """Milliseconds from the start of the process until list and map have everything."""
    seen = {}
    view = desk.view

    def look(*_):
        if "list" not in seen and view.vehicles.pane.model.rowCount() >= 1000:
            seen["list"] = (time.time() - since) * 1000

    desk.store.fleet_changed.connect(look)
    look()
    async with asyncio.timeout(60):
        while not (view.map.pane.map.state.units and "list" in seen):
            await asyncio.sleep(0.005)
        await heard(view.map.pane.map.drawn)
        seen["map"] = (time.time() - since) * 1000
        while len(desk.services.cache.positions(["Metrotec"])) < 990:
            await asyncio.sleep(0.05)
    print(json.dumps(seen))
    return 0


async def measure_gap(desk):
    """A poll of 1000 units every second over HTTP, and all of them moved besides, through store, list and map.

    A 1 ms timer watches. The simulated vehicles report every few seconds, so the probe moves all of them every second
    itself; making those positions is counted against the desk.
    """
    gaps, last, changed = [], [time.perf_counter()], []
    desk.store.fleet_changed.connect(lambda delta: changed.append(len(delta.changed)))
    await asyncio.sleep(SETTLE_S)
    changed.clear()

    def beat():
        now = time.perf_counter()
        gaps.append((now - last[0]) * 1000)
        last[0] = now

    timer = QTimer(interval=1)
    timer.timeout.connect(beat)
    last[0] = time.perf_counter()
    timer.start()
    for turn in range(window.GAP_S):
        desk.store.apply_positions(_moved(desk.store, turn))
        await asyncio.sleep(1)
    timer.stop()
    gaps.sort()
    told = {"p50": statistics.median(gaps), "p99": gaps[int(len(gaps) * 0.99)], "over": sum(gap > 50 for gap in gaps)}
    print(json.dumps({"ours": [gaps[-1]], "changed": sum(changed), "plain": await _plain_gap(), **told}))
    return 0


def _moved(store, turn):
    """Every unit a little further, heard of just now."""
    now, step = store.now(), 1e-4 * (turn % 2 or -1)
    placed = [each.position for each in store.fleet.values() if each.placed]
    return [replace(each, lat=each.lat + step, fixed_at=now, received_at=now) for each in placed]


async def _plain_gap():
    model, proxy = fleet.plain_list(1000)
    table = QTableView()
    table.setModel(proxy)
    table.show()

    def plain():
        for each in model.rows:
            each[3] = str(int(each[3]) + 1)
        for number in range(len(model.rows)):
            model.dataChanged.emit(model.index(number, 0), model.index(number, 5))
        table.viewport().repaint()

    return list(timed(plain, 5).runs)


def main():
    kind = sys.argv[1]
    if kind == "map":
        return _alone(measure_map(int(sys.argv[2])))
    from pathlib import Path

    home = Path(os.environ.get("FLEETDESK_HOME") or __import__("tempfile").mkdtemp())
    desk = demo_profile(home, json.loads(sys.argv[2]), vezma=False)
    if kind == "start":
        return program.run(desk, lambda it: measure_start(it, float(sys.argv[3])))
    desk.settings = replace(desk.settings, poll_s=1.0)
    return program.run(desk, measure_gap)


def _alone(work):
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    prepare_engine()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)

    async def run():
        print(json.dumps(await work))
        return 0

    return loop.run(application, run())


if __name__ == "__main__":
    sys.exit(main())
