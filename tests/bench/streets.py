"""Figures of panning over a town, with streets and under pins, while 1,000 vehicles move; which tiles a country has.

`python -m tests.bench.streets pan KIND` is one measurement in a process of its own.
"""

import asyncio
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"

from PySide6.QtWidgets import QApplication

from fleetdesk.app import loop
from fleetdesk.base.resources import countries
from fleetdesk.demo.street_plan import plan
from fleetdesk.demo.street_tiles import spot, write_streets
from fleetdesk.domain.motion import State
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.pins import APPEARANCES, MapPin
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.simulator.world.estonia import ESTONIA
from fleetdesk.streets.extract.tile_ranges import tile_ranges
from fleetdesk.streets.stores import open_file
from fleetdesk.streets.tiles import TileSource
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench.measure import Figure, Row, row, timed
from tests.bench.window import process
from tests.mapview.test_page_lifecycle import png
from tests.streets.maps import make_mbtiles

TARTU, ZOOM, FRAMES = (58.378, 26.729), 14, 180
PAN = f"""
new Promise(() => {{
  const gaps = []; let last = 0;
  const step = (now) => {{
    if (last) gaps.push(now - last);
    last = now;
    if (gaps.length >= {FRAMES}) {{ window.panned = gaps; return; }}
    map_fleet.panBy([gaps.length % 2 ? 7 : 6, 3], {{ animate: false }});
    requestAnimationFrame(step);
  }};
  requestAnimationFrame(step);
}}) && 1
"""


def rows() -> Iterator[Row]:
    """The lines of this part of the table; each panning is a process of its own."""
    told = {kind: process("tests.bench.streets", "pan", kind) for kind in ("vector", "images", "none", "pins")}
    yield row(
        f"frame while panning over a town, vector, {FRAMES} frames, 1000 units",
        Figure(tuple(told["vector"])),
        Figure(tuple(told["images"])),
        "the same with image tiles",
    )
    yield row(
        f"frame while panning under 2000 pins, {FRAMES} frames, 1000 units",
        Figure(tuple(told["pins"])),
        Figure(tuple(told["none"])),
        "the same without pins",
    )
    for kind, gaps in told.items():
        yield Row(f"  of these frames over 50 ms, {kind}", Figure((sum(gap > 50 for gap in gaps),)), unit="frames")
    outline = countries()["Estonia"]
    yield row("the tiles of Estonia to zoom 15 found", timed(lambda: tile_ranges(outline, 15), 5), None, "")


def _file(kind: str, folder: Path) -> Path:
    if kind == "vector":
        write_streets(folder / "town.pmtiles", [plan(ESTONIA)])
        return folder / "town.pmtiles"
    x, y = map(int, spot(TARTU, ZOOM))
    image = png()
    tiles = {(ZOOM, x + right, y + down): image for right in range(-8, 9) for down in range(-8, 9)}
    return Path(make_mbtiles(folder / "town.mbtiles", tiles, maxzoom="14"))


def _units(turn: int) -> list[MapUnit]:
    dice = random.Random(7)
    near = lambda at: at + dice.uniform(-0.05, 0.05) + turn * 1e-4  # noqa: E731
    return [MapUnit(f"m/{n}", near(TARTU[0]), near(TARTU[1]), State.MOVING, n % 360, 0, f"{n}") for n in range(1000)]


def _pins() -> list[MapPin]:
    """2,000 tasks over half a country, so that in sight are clusters and as many pins as a town has."""
    dice = random.Random(9)
    near = lambda at, far: at + dice.gauss(0, far)  # noqa: E731
    return [
        MapPin(f"m/{n}", near(TARTU[0], 0.1), near(TARTU[1], 0.2), APPEARANCES[n % 6], f"{n}", "08:00–10:00")
        for n in range(2000)
    ]


async def pan(kind: str) -> list[float]:
    """Milliseconds between frames while the map is panned and all units move each second."""
    view = MapWidget(map_theme(LIGHT))
    view.resize(900, 800)
    view.show()
    view.load()
    while view.view is None:
        await asyncio.sleep(0.05)
    with tempfile.TemporaryDirectory() as folder:
        if kind in ("vector", "images"):
            source = TileSource(file=str(_file(kind, Path(folder))))
            view.streets.show(source, open_file(source))
        if kind == "pins":
            view.tasks.update_pins(_pins())
        view.set_units(_units(0))
        view.center_on(*TARTU, ZOOM)
        await asyncio.sleep(3)
        page, said = view.lifecycle.page, []
        page.runJavaScript(PAN)
        for turn in range(1, 60):
            view.update_units(_units(turn))
            await asyncio.sleep(1)
            page.runJavaScript("JSON.stringify(window.panned || null)", 0, said.append)
            await asyncio.sleep(0.1)
            if said and said[-1] != "null":
                break
        view.shutdown()
    return json.loads(said[-1])


def main() -> int:
    """One measurement; its figures go out as one line of JSON."""
    prepare_engine()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)

    async def run() -> int:
        print(json.dumps(await pan(sys.argv[2])))
        return 0

    return loop.run(application, run())


if __name__ == "__main__":
    sys.exit(main())
