"""Script that got into the page, by whatever way, sends nothing out and breaks nothing."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript
from shiboken6 import delete

from fleetdesk.mapview import watch
from tests.day_seed import cases_of_the_day
from tests.mapview.attacker import ALL, CONNECTING, LEAVING, VECTORS, Attacker, BarePage, code
from tests.mapview.conftest import opened, unit

pytestmark = pytest.mark.map


@pytest.fixture
def desk(own_desk):
    """A page of its own for each test."""
    return own_desk


@pytest.fixture(autouse=True)
def unwatched(monkeypatch):
    """What is put into the page here stays there, and is not taken for the end of the page."""
    monkeypatch.setattr(watch, "EVERY_MS", 3_600_000)


@pytest.fixture
def attacker():
    server = Attacker()
    yield server
    server.close()


@pytest.fixture
def control():
    server = Attacker()
    yield server
    server.close()


@pytest.fixture
def bare(control):
    """A page without any of our protections, in which the ways that are named are tried."""
    opened = []

    def attacked(*names):
        opened.append(BarePage(*(code(control, name) for name in names)))

    yield attacked
    for page in opened:
        page.close()


def reached(server):
    return bool(server.connections or server.datagram())


def test_no_way_out(desk, qtbot, attacker, control, bare):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    bare(*VECTORS)
    for name in ALL:
        desk.js(code(attacker, name))
    qtbot.waitUntil(lambda: len(control.reached()) >= 30)
    assert not reached(attacker)
    assert len(ALL) >= 60
    assert desk.page.url().toString().partition("#")[0] == "fleetdesk://app/index.html"
    with qtbot.waitSignal(desk.map.unit_clicked):
        desk.click(desk.pixel(58.7, 25.2))


LOUD = [
    "location",
    "stun",
    "turn",
    "turns",
    "turn_udp",
    "ice_udp",
    "ice_tcp",
    "preconnect",
    "preconnect_named",
    "preconnect_crossorigin",
    "preconnect_html",
]


@pytest.mark.parametrize("name", cases_of_the_day(LOUD, 4))
def test_the_control_reaches_out(qtbot, control, bare, name):
    bare(name)
    qtbot.waitUntil(lambda: reached(control))


@pytest.fixture
def unguarded():
    """A page with no guard but what was shut before the engine started."""
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    yield page
    delete(page)
    delete(profile)


@pytest.mark.no_qt_log  # the page complains of each way that is shut
def test_the_engine_has_no_network_whatever_page_it_shows(desk, qtbot, attacker, control, bare, unguarded):
    with qtbot.waitSignal(unguarded.loadFinished):
        unguarded.setHtml("<!doctype html><body>bare</body>", QUrl("http://127.0.0.1:1/bare"))
    bare(*VECTORS)
    for name in [*VECTORS, *CONNECTING, *LEAVING]:
        unguarded.runJavaScript(code(attacker, name))
    qtbot.waitUntil(lambda: len(control.reached()) >= 30)
    assert not reached(attacker)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "qrc:///x",
        "chrome://version",
        "fleetdesk://app/main.js",
        "data:text/html,x",
        "fleetdesk://other/index.html",
    ],
)
def test_the_page_does_not_go_elsewhere(desk, address):
    desk.js(f"(location.href = '{address}', 1)")
    assert desk.js("location.href") == "fleetdesk://app/index.html"
    assert desk.page.url() == QUrl("fleetdesk://app/index.html")


def test_a_page_that_was_emptied_comes_back(desk, qtbot):
    """about:blank is the one address that the renderer takes without asking."""
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.waitSignal(desk.map.ready):
        desk.page.runJavaScript("location.href = 'about:blank'")
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_clicked):
        desk.click(desk.pixel(58.7, 25.2))


def answer(desk, qtbot, promise):
    """What a promise in the page comes to, or "failed"."""
    desk.js(f"({promise}).then(v => window.answered = String(v), () => window.answered = 'failed') && 1")
    qtbot.waitUntil(lambda: desk.js("window.answered") is not None)
    return desk.js("window.answered")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "fleetdesk://app/unknown",
        "fleetdesk://app/assets/../../etc/x",
        "fleetdesk://app/index.html?x=1",
        "fleetdesk://other/index.html",
        "fleetdesk://app/assets/stamp",
    ],
)
def test_unknown_addresses_fail(desk, qtbot, address):
    assert answer(desk, qtbot, f"fetch('{address}').then(r => r.text())") == "failed"


def test_only_get_is_answered(desk, qtbot):
    assert answer(desk, qtbot, "fetch('main.js', {method: 'POST'}).then(r => r.text())") == "failed"


def test_an_own_file_is_answered(desk, qtbot):
    assert answer(desk, qtbot, "fetch('main.js').then(r => r.ok)") == "true"


# The page holds the outcome itself: a title set before the first frame is not always told to the outside. Script run
# while the document is still being put in place is lost with the old one, so it is tried until the page remembers it.
FETCHED = """(() => {
    // asked anew with each look: one that goes out while the engine changes its handlers may never be answered
    fetch('fleetdesk://app/main.js').then(() => window.said = 'read', () => window.said = window.said ?? 'no')
    return window.said
})()"""


def test_a_foreign_page_cannot_read_ours(desk, qtbot, unguarded):
    with qtbot.waitSignal(unguarded.loadFinished):
        unguarded.setHtml("<!doctype html><body>bare</body>", QUrl("http://127.0.0.1:1/bare"))
    unguarded.profile().installUrlSchemeHandler(b"fleetdesk", desk.map.lifecycle.handler)
    heard = []

    def outcome():
        unguarded.runJavaScript(FETCHED, 0, heard.append)
        return bool(heard and heard[-1])

    qtbot.waitUntil(outcome)
    assert heard[-1] == "no"


def test_inline_script_and_eval_do_not_run(desk):
    desk.js("(document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit=1\">'), 1)")
    element = "Object.assign(document.createElement('script'), {textContent: 'window.hit=1'})"
    desk.js(f"(document.body.append({element}), 1)")
    assert desk.js("typeof window.hit") == "undefined"


def test_the_channel_is_not_in_the_pages_world(desk):
    assert desk.js("typeof qt") == "undefined"
    assert desk.js("typeof QWebChannel") == "undefined"


def test_what_the_page_forges_is_refused_and_harms_nothing(desk, qtbot):
    with qtbot.assertNotEmitted(desk.map.unit_clicked), qtbot.assertNotEmitted(desk.map.shape_drawn):
        for text in (
            "'{}'",
            "'x'.repeat(99999)",
            '\'{"t":"unit","key":5}\'',
            "{}",
            "null",
            '\'{"t":"shape","kind":"polygon","mode":"replace","ring":[[1,2]]}\'',
            '\'{"t":"deleteLater"}\'',
        ):
            desk.js(f"document.dispatchEvent(new CustomEvent('fleetdesk-out', {{detail: {text}}}))")
        qtbot.waitUntil(lambda: desk.bridge.refused >= 5)
    with qtbot.waitSignal(desk.map.drawn):
        desk.map.set_units([unit("m/1")])


def test_a_flood_is_cut(desk, qtbot):
    heard = []
    desk.map.background_clicked.connect(lambda *_at: heard.append(1))
    flood = (
        'document.dispatchEvent(new CustomEvent(\'fleetdesk-out\', {detail: \'{"t":"background","lat":1,"lon":1}\'}))'
    )
    desk.js(f"(() => {{ for (let i = 0; i < 2000; i++) {flood}; return 1 }})()")
    qtbot.waitUntil(lambda: len(heard) + desk.bridge.refused >= 2000)
    assert len(heard) < 1000


def test_the_bridge_can_be_deleted_from_its_own_world_without_harm(desk, qtbot):
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
    desk.page.runJavaScript("new QWebChannel(qt.webChannelTransport, c => c.objects.bridge.deleteLater())", world)
    qtbot.waitUntil(lambda: not desk.bridge.is_open)
    desk.map.set_units([unit("m/1")])
    with qtbot.waitSignal(desk.map.ready):
        desk.map.lifecycle.reload()
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_clicked):
        desk.click(desk.pixel(58.7, 25.2))


BOXES = """(() => { window.boxed = [typeof alert(1), confirm('x'), prompt('x')]; return window.boxed })()"""


def test_no_box_is_shown_by_the_page(desk):
    assert desk.js(BOXES) == ["undefined", False, None]


@pytest.mark.parametrize("name", ["geolocation", "notifications", "camera", "clipboard-read"])
def test_permissions_are_denied(desk, qtbot, name):
    found = answer(desk, qtbot, f"navigator.permissions.query({{name: '{name}'}}).then(p => p.state)")
    assert found in {"denied", "prompt", "failed"}
    asked = {
        "geolocation": "new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, n))",
        "notifications": "Notification.requestPermission().then(s => { if (s !== 'granted') throw s })",
        "camera": "navigator.mediaDevices.getUserMedia({video: true})",
        "clipboard-read": "navigator.clipboard.readText()",
    }[name]
    desk.js("(delete window.answered, 1)")
    assert answer(desk, qtbot, asked) == "failed"


@pytest.mark.parametrize(
    "use",
    [
        "document.cookie = 'a=1'; return document.cookie",
        "localStorage.a = 1; return localStorage.a",
        "sessionStorage.a = 1; return sessionStorage.a",
    ],
)
def test_no_cookie_and_no_storage(desk, use):
    assert desk.js(f"(() => {{ try {{ {use} }} catch (e) {{ return e.name }} }})()") == "SecurityError"


NASTY = [
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    "<svg onload=window.hit=1>",
    "${window.hit=1}",
    "`${window.hit=1}`",
    "`",
    "\\`",
    "'-(window.hit=1)-'",
    '"-(window.hit=1)-"',
    "</script><script>window.hit=1</script>",
    "{{window.hit=1}}",
    "javascript:window.hit=1",
    "&lt;img src=x onerror=window.hit=1&gt;",
    "<a href='javascript:window.hit=1'>x</a>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "\u2028window.hit=1\u2029",
    "\x00\x01\x1b[31m",
    "\ud83d\ude9a 482 PRK",
    "\u202e\u202dKRP 284",
    "A" * 5000,
    "]]><!--",
    "constructor",
    "__proto__",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
    "\ud800 lone",
]


HOVERED = (
    "(b => b.hidden ? null : b.querySelector('.fleet-hover-name').textContent)(document.querySelector('.fleet-hover'))"
)


def test_names_are_text_and_nothing_else(desk, qtbot):
    names = [name.encode("utf-8", "replace").decode() for name in NASTY]
    units = [unit(f"m/{name}"[:300], 57.8 + i * 0.07, 25.2, label=name) for i, name in enumerate(names)]
    desk.map.set_units(units)
    desk.map.unit_hovered.connect(lambda key: desk.map.say_hovered(key, key[2:]))
    desk.map.set_selection([one.key for one in units])
    desk.settle()
    for one, name in zip(units, names, strict=True):
        desk.hover((700, 560))
        desk.hover(desk.pixel(one.lat, one.lon))
        qtbot.waitUntil(lambda name=name: desk.js(HOVERED) == name)
        qtbot.waitUntil(lambda: desk.js("document.querySelectorAll('.fleet-hover *').length") == 2)
    assert desk.js("typeof window.hit") == "undefined"
    assert desk.js("Object.prototype.label === undefined")


def test_a_cluster_of_nasty_names_is_text(desk, qtbot):
    desk.map.set_units([unit(f"m/{i}", label=NASTY[i]) for i in range(12)])
    desk.settle()
    desk.hover(desk.pixel(58.7, 25.2))
    qtbot.waitUntil(lambda: not desk.js("document.querySelector('.fleet-hover').hidden"))
    assert desk.js("document.querySelectorAll('.fleet-hover img, .fleet-hover script, .fleet-hover svg').length") == 0
    assert desk.js("typeof window.hit") == "undefined"


def test_a_key_that_is_a_name_of_the_language_is_a_unit_like_any_other(desk, qtbot):
    with opened(qtbot) as other:
        other.map.set_units([unit("__proto__"), unit("constructor", 58.9)])
        other.settle()
        with qtbot.waitSignal(other.map.unit_clicked) as heard:
            other.click(other.pixel(58.7, 25.2))
        assert heard.args[0] == "__proto__"
