"""The map as one HTML file that opens anywhere and asks nobody: folium's page with Leaflet inside, and data.

No word of a vendor is ever a part of markup or of a script: all of them are in one block of JSON, and the page's own
script sets them as text. Scripts and styles are allowed by their hashes alone, so that one which got into the file
would not run.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fleetdesk.base import resources
from fleetdesk.mapview.outlines import outlines_in

MARGIN = 1.5
"""So much of the width and height in sight is drawn around it."""
MOST_TOWNS = 120
_BLOCK = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
Box = tuple[float, float, float, float]
"""South, west, north and east in degrees."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A unit or a task: where it is, its shape ("pin" for a task) and colour, and its words, which are any text."""

    lat: float
    lon: float
    shape: str
    colour: str
    label: str
    detail: str
    turn: int = 0
    fade: float = 1.0


@dataclass(frozen=True)
class ShownMap:
    """What is on the map: `areas` are rings of (lon, lat), `track` is as the page has it, `box` what is in sight."""

    view: Mapping[str, float]
    box: Box
    colours: Mapping[str, str]
    signs: Sequence[Sign] = ()
    areas: Sequence[Any] = ()
    track: Mapping[str, Any] | None = None
    title: str = ""
    notes: Sequence[str] = field(default_factory=tuple)


def web_page(shown: ShownMap) -> bytes:
    """Return the file. It takes half a second: call it in a thread. OSError where our own files are missing."""
    head, closing, tail = _shell().rpartition("</html>")
    data = f'<script type="application/json" id="told">{_json(_told(shown))}</script>\n'
    script = f"<script>{_read('web_page.js')}</script>\n"
    page = f"{head}{script}{closing}{tail}"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_policy(page)}">'
    page = page.replace("<head>", f"<head>\n{policy}", 1)
    before, opening, after = page.rpartition("<script>")  # our script comes last, and reads the data before it
    return f"{before}{data}{opening}{after}".encode()


def _shell() -> str:
    """Return folium's page with Leaflet in it instead of links, and no data."""
    import folium  # takes about 0.4 s

    view = folium.Map(location=[0, 0], zoom_start=3, tiles=None, prefer_canvas=True, attribution_control=False)
    view._id = "fleet"
    view.default_js, view.default_css = [], []
    styles = f"<style>{_read('assets', 'leaflet.css')}</style><style>{_read('web_page.css')}</style>"
    inside = f"{styles}<script>{_read('assets', 'leaflet.js')}</script>\n</head>"
    return str(view.get_root().render()).replace("</head>", inside, 1)


def _read(*parts: str) -> str:
    return resources.path("map", *parts).read_text("utf-8")


def _policy(page: str) -> str:
    """Return the content policy of a page: its own scripts and styles and pictures in it, nothing from elsewhere."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _BLOCK.findall(page):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    return (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}; style-src {' '.join(hashes['style'])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _json(told: Mapping[str, Any]) -> str:
    """Return JSON of ASCII without a character that ends or begins markup, whatever its texts hold."""
    text = json.dumps(told, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _told(shown: ShownMap) -> dict[str, Any]:
    box = _wider(shown.box)
    return {
        "title": shown.title,
        "notes": list(shown.notes),
        "view": dict(shown.view),
        "colours": dict(shown.colours),
        "signs": [{name: getattr(each, name) for name in Sign.__slots__} for each in shown.signs],
        "areas": list(shown.areas),
        "track": shown.track,
        "outlines": outlines_in(*box)._asdict(),
        "box": box,
        "towns": _towns(box),
    }


def _wider(box: Box) -> Box:
    south, west, north, east = box
    tall, wide = (north - south) * MARGIN, (east - west) * MARGIN
    return max(south - tall, -85.0), max(west - wide, -180.0), min(north + tall, 85.0), min(east + wide, 180.0)


def _towns(box: Box) -> list[tuple[str, float, float]]:
    """Return the largest towns in a box: name, longitude, latitude."""
    south, west, north, east = box
    inside = [each for each in resources.towns() if south <= each[2] <= north and west <= each[1] <= east]
    inside.sort(key=lambda each: each[3])
    return [(name, lon, lat) for name, lon, lat, _rank in inside[:MOST_TOWNS]]
