"""The page: folium writes it once, without any vendor data, and its inline parts become files of their own.

A page whose scripts are all files can forbid every other script (Content-Security-Policy: script-src 'self').
"""

import re
from functools import cache
from pathlib import Path

from fleetdesk.base import resources
from fleetdesk.base.translation import _

_MODULES = (
    "main.js",
    "channel.js",
    "theme.js",
    "canvas.js",
    "backdrop.js",
    "markers.js",
    "units.js",
    "spiderfy.js",
    "ruler.js",
    "streets.js",
    "street_rules.js",
    "layer.js",
    "cells.js",
    "cluster_index.js",
    "clustered.js",
    "pins.js",
    "tasks.js",
    "task_layer.js",
    "track.js",
    "moment.js",
    "not_live.js",
    "replay.js",
    "saved_areas.js",
    "picked.js",
    "places.js",
    "hover.js",
    "area.js",
    "draw.js",
    "freehand.js",
    "circles.js",
    "handles.js",
    "pointer.js",
    "keyboard.js",
    "corners.js",
    "geometry.js",
)
_ASSETS = resources.MAP_ASSETS
_MIME = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".bin": "application/octet-stream",
}
_INLINE = r"<{0}>(.*?)</{0}>"


class MissingAssets(FileNotFoundError):
    """The page's assets were never built; the text says how to build them."""


@cache
def shell() -> dict[str, bytes]:
    """Return the page as folium writes it, in three files: index.html, page.css and page.js."""
    import folium  # takes about 0.4 s, so only when a map is really shown

    view = folium.Map(
        location=[58.7, 25.2],
        zoom_start=7,
        tiles=None,
        zoom_control=False,
        prefer_canvas=False,
        attribution_control=False,
        box_zoom=False,
        double_click_zoom=False,
        zoom_snap=0.5,
        wheel_px_per_zoom_level=100,
        world_copy_jump=False,
        max_bounds_viscosity=1.0,
    )
    view._id = "fleet"
    view.default_js = [(name, f"assets/{name}") for name in _ASSETS if name.endswith(".js")]
    view.default_css = [(name, f"assets/{name}") for name in _ASSETS if name.endswith(".css")]
    return _split(view.get_root().render())


def _split(html: str) -> dict[str, bytes]:
    inline = {tag: "\n".join(re.findall(_INLINE.format(tag), html, re.DOTALL)) for tag in ("script", "style")}
    for tag in inline:
        html = re.sub(_INLINE.format(tag), "", html, flags=re.DOTALL)
    styles = '<link rel="stylesheet" href="page.css"/><link rel="stylesheet" href="map.css"/>\n'
    styles += "".join(f'<link rel="modulepreload" href="{name}"/>\n' for name in _MODULES) + "</head>"
    scripts = '<script src="page.js"></script><script type="module" src="main.js"></script>\n</body>'
    html = html.replace("</head>", styles, 1).replace("</body>", scripts, 1)
    return {"index.html": html.encode(), "page.css": inline["style"].encode(), "page.js": inline["script"].encode()}


def names() -> frozenset[str]:
    """Return every path below fleetdesk://app/ that the page may ask for, tiles apart."""
    assets = (f"assets/{name}" for name in _ASSETS)
    return frozenset({"index.html", "page.css", "page.js", "map.css", *_MODULES, *assets})


def file(name: str) -> tuple[bytes, str]:
    """Return the bytes and the media type of one of names()."""
    mime = _MIME[Path(name).suffix]
    made = shell()
    return (made[name] if name in made else resources.path("map", *name.split("/")).read_bytes()), mime


def check_assets() -> None:
    """Raise MissingAssets when this copy of FleetDesk has no map assets."""
    if not all(resources.path("map", "assets", name).is_file() for name in _ASSETS):
        raise MissingAssets(
            _("The map's files are missing from this copy of FleetDesk: run {command}.").format(
                command="python packaging/assets.py"
            )
        )


def whole() -> str:
    """Return the script that says from a world of its own what is wrong with the page's elements, "" for nothing."""
    return resources.path("map", "whole.js").read_text("utf-8")


def relay() -> str:
    """Return the script that carries messages between page and bridge, in a world of its own."""
    return resources.path("map", "relay.js").read_text("utf-8")
