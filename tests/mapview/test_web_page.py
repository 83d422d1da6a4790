"""The map as a web page: what vendors write shows as it is and never runs, and the file needs nothing but itself."""

import json
import re

import folium
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from shiboken6 import delete

from fleetdesk.mapview.web_page import ShownMap, Sign, web_page
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import LIGHT
from tests.mapview.conftest import unit

RUN = "window.ran=1"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f'"><img src=x onerror="{RUN}">',
    f"'-({RUN})-'",
    f"${{{RUN}}}",
    f"`+({RUN})+`",
    f"{{{{ {RUN} }}}}{{% raw %}}",
    f"<!--<script>{RUN}",
    f"]]>\u2028*/{RUN}//\\",
    f"</style><svg onload={RUN}>",
]
NAMED = "text panel hairline water land town border coast edge accent ring stopped idling moving progress"
COLOURS = dict.fromkeys(NAMED.split(), "#123456")
VIEW = {"lat": 58.5, "lon": 25.0, "zoom": 9}


def shown(texts, **more):
    shapes = ("arrow", "circle", "square", "ring", "pin")
    signs = [
        Sign(58.5 + n / 100, 25.0, shapes[n % 5], "#ff0000", text, f"{text} there") for n, text in enumerate(texts)
    ]
    given = {"title": texts[0], "notes": texts, "areas": [[[[25, 58], [25.1, 58], [25.1, 58.1], [25, 58]]]]}
    track = {
        "lines": [[58.5, 25.0, 0, 58.6, 25.1, 2]],
        "stops": [[58.5, 25.0, texts[0]]],
        "picked": [[[58.5, 25.0], [58.6, 25.1]]],
    }
    return ShownMap(VIEW, (58.2, 24.0, 58.9, 26.0), COLOURS, signs, track=track, **(given | more))


STANDING_IN = "<script>L = new Proxy(() => L, {get: () => L}); $ = (html) => [html];</script>"
"""In the place of Leaflet and jQuery, which folium would load from elsewhere."""


class Page(QWebEnginePage):
    """A page of the engine as it comes."""

    def javaScriptConsoleMessage(self, level, message, line, source):
        """Nothing: what the engine refuses is what is tried."""


class Opened:
    """A page with a file in it."""

    def __init__(self, qtbot, path, content):
        path.write_bytes(content)
        self._bot, self._profile = qtbot, QWebEngineProfile()
        self.page = Page(self._profile)
        with qtbot.waitSignal(self.page.loadFinished, timeout=20_000):
            self.page.load(QUrl.fromLocalFile(str(path)))

    def js(self, code):
        said = []
        self.page.runJavaScript(f"JSON.stringify({code})", 0, said.append)
        self._bot.waitUntil(lambda: bool(said), timeout=10_000)
        return json.loads(said[0]) if said[0] else None

    @property
    def ran(self):
        return self.js("window.ran === undefined ? 0 : 1") == 1

    def close(self):
        delete(self.page)
        delete(self._profile)


@pytest.fixture
def opened(qtbot, tmp_path):
    made = []

    def open_file(content):
        made.append(Opened(qtbot, tmp_path / f"map{len(made)}.html", content))
        return made[-1]

    yield open_file
    for each in made:
        each.close()


@pytest.mark.map
def test_what_vendors_write_shows_as_it_is_and_does_not_run(opened):
    page = opened(web_page(shown(HOSTILE)))
    assert page.js("[...document.querySelectorAll('.name')].map((each) => each.textContent)") == HOSTILE
    assert page.js("document.title") == HOSTILE[0].strip()
    assert page.js("[...document.querySelectorAll('.note .detail')].map((each) => each.textContent)")[1:] == HOSTILE
    popups = page.js(
        "(said => (map_fleet.eachLayer((each) => { if (each.getPopup?.()) { each.openPopup();"
        " said.push(each.getPopup().getElement().querySelector('.words').textContent); } }), said))([])"
    )
    assert {f"{text}{text} there" for text in HOSTILE} <= set(popups)
    assert page.js("document.querySelectorAll('script').length") == web_page(shown(["plain"])).count(b"</script>")
    assert not page.ran


@pytest.mark.map
def test_a_careless_page_of_folium_is_caught(opened):
    view = folium.Map(location=[58.5, 25.0], tiles=None)
    view.default_js, view.default_css = [], []
    folium.Marker([58.5, 25.0], popup=HOSTILE[4]).add_to(view)
    content = view.get_root().render().replace("<head>", f"<head>{STANDING_IN}")
    assert opened(content.encode()).ran


@pytest.mark.map
def test_a_script_that_got_into_the_file_does_not_run(opened):
    content = web_page(shown(["plain"]))
    spoilt = content.replace(b"</body>", f"<script>{RUN}</script><img src=x onerror='{RUN}'></body>".encode())
    assert spoilt != content
    page = opened(spoilt)
    assert page.js("document.querySelectorAll('.name').length") == 1
    assert not page.ran


@pytest.mark.map
def test_all_of_it_is_drawn(opened):
    page = opened(web_page(shown(["242KDN"])))
    kinds = page.js(
        "(found => (map_fleet.eachLayer((each) => found.push(each instanceof L.Polygon ? 'area' :"
        " each instanceof L.Polyline ? 'line' : each instanceof L.CircleMarker ? 'stop' :"
        " each instanceof L.Marker ? 'sign' : '')), found))([])"
    )
    assert {"area", "line", "stop", "sign"} <= set(kinds)
    assert page.js("[map_fleet.getCenter().lat, map_fleet.getCenter().lng, map_fleet.getZoom()]") == [58.5, 25.0, 9]


def test_the_file_asks_nobody():
    text = web_page(shown(["242KDN"])).decode()
    assert not re.search(r"<(?:link|img|iframe)\b|<script[^>]+src=|@import", text)
    assert "default-src 'none'" in text
    assert "unsafe" not in text


def test_only_what_the_map_shows_is_in_it(qtbot):
    made = MapWidget(map_theme(LIGHT))
    made.set_units([unit("m/1", label="SHOWN"), unit("m/2", label="FILTERED")])
    made.set_filter(frozenset({"m/1"}))
    assert made.shown("title", (), str) is None  # it has not said where it looks
    made.lifecycle.bridge.heard.emit("view", VIEW)
    found = made.shown("title", ("note",), lambda key: f"{key} stands")
    assert [(each.label, each.detail) for each in found.signs] == [("SHOWN", "m/1 stands")]
    assert (found.title, found.notes, found.view["zoom"]) == ("title", ("note",), 9)
    assert (found.areas, found.track) == ([], None)
    made.shutdown()
