"""fleetdesk://app/: the only place the map page's files and tiles come from."""

import logging
import re
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from fleetdesk.base.translation import language
from fleetdesk.mapview import page
from fleetdesk.streets.images import is_fit, kind_of
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.stores import TileStore, ToldMap
from fleetdesk.streets.tiles import TileSource, bounds_of, plain
from fleetdesk.streets.vector_tile import MIME, is_vector_tile

NAME = b"fleetdesk"
ORIGIN = "fleetdesk://app"
INDEX = f"{ORIGIN}/index.html"

MOST_WAITING = 500  # tiles; two screens of 4K hold 300
TILE = re.compile(r"/tiles/(\d{1,9})/(\d{1,2})/(\d{1,8})/(\d{1,8})", re.ASCII)
_DEEPEST = 24
_log = logging.getLogger(__name__)


POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page's Content-Security-Policy: its own files and nothing else.

The sandbox takes the page's origin away, so that each frame that script could add is a stranger to it: a fresh
frame would hand back what guard.SHUT removed (measured: WebRTC reached a loopback server past all other means).
"""


def tiles_message(source: TileSource, told: ToldMap, number: int) -> dict[str, Any]:
    """Return the source as the page reads it, with what its map says; the engine keeps images by address."""
    metadata = told.metadata
    return {
        "template": f"{ORIGIN}/tiles/{number}/{{z}}/{{x}}/{{y}}",
        "schema": told.schema.value,
        "attribution": plain(source.attribution or metadata.get("attribution", "")),
        "max_zoom": _zoom(metadata.get("maxzoom", ""), source.max_zoom),
        "min_zoom": _zoom(metadata.get("minzoom", ""), source.min_zoom),
        "bounds": bounds_of(metadata.get("bounds", "")),
        "language": language(),
    }


def _zoom(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and int(text) <= 24 else otherwise


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers GET for the page's files and for tiles of the chosen store; everything else fails."""

    _tile_found = Signal(int, bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = page.names()
        self._store: TileStore | None = None
        self._vector = False
        self._jobs: dict[int, QWebEngineUrlRequestJob] = {}
        self._source = self._asked = self.refused = 0
        self._tile_found.connect(self._answer_found)

    @property
    def waiting(self) -> int:
        """Return the number of tiles that the page waits for."""
        return len(self._jobs)

    def set_store(self, number: int, store: TileStore | None) -> None:
        """Serve tiles of this store from now on, under this number, and close the one before."""
        old, self._store, self._source = self._store, store, number
        self._vector = store is not None and store.schema is not Schema.IMAGES
        if old is not None:
            old.close()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request of the page, or refuse it; nothing of it is believed before it is checked."""
        url = job.requestUrl()
        refusal = self._refusal(job, url)
        if refusal is not None:
            job.fail(refusal)
        elif tile := TILE.fullmatch(url.path()):
            self._answer_tile(job, *map(int, tile.groups()))
        else:
            self._answer_file(job, url.path().removeprefix("/"))

    def _refusal(self, job: QWebEngineUrlRequestJob, url: QUrl) -> QWebEngineUrlRequestJob.Error | None:
        initiator = job.initiator()
        if job.requestMethod() != b"GET":
            return QWebEngineUrlRequestJob.Error.RequestDenied
        # The window's own navigation has no initiator; what the sandboxed page asks for has the origin "null".
        if not (initiator.isEmpty() or initiator.toString() == "null"):
            return QWebEngineUrlRequestJob.Error.RequestDenied
        known = url.path().removeprefix("/") in self._names or TILE.fullmatch(url.path())
        if url.host() != "app" or url.hasQuery() or not known:
            return QWebEngineUrlRequestJob.Error.UrlNotFound
        return None

    def _answer_file(self, job: QWebEngineUrlRequestJob, name: str) -> None:
        try:
            content, mime = page.file(name)
        except OSError:
            _log.warning("a file of the map page is missing: %s", name)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        else:
            self._answer(job, content, mime)

    def _answer(self, job: QWebEngineUrlRequestJob, content: bytes, mime: str) -> None:
        buffer = QBuffer(parent=job)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        # Qt's stub says one value a header; at run time it is a list of values, and one value comes out in letters.
        job.setAdditionalResponseHeaders(_headers())  # type: ignore[arg-type]
        job.reply(mime.encode(), buffer)

    def _answer_tile(self, job: QWebEngineUrlRequestJob, source: int, zoom: int, x: int, y: int) -> None:
        """Have the store find the tile, which may take long, and answer then."""
        is_tile = zoom <= _DEEPEST and max(x, y) < 1 << zoom
        if self._store is None or source != self._source or not is_tile or len(self._jobs) >= MOST_WAITING:
            self.refused += 1
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        self._asked += 1
        number = self._asked
        # A request that the page gives up is deleted by Qt: it must not be touched after that.
        self._jobs[number] = job
        job.destroyed.connect(lambda *_gone: self._jobs.pop(number, None))
        self._store.ask((zoom, x, y), lambda: number in self._jobs, lambda tile: self._found(number, tile))

    def _found(self, number: int, tile: bytes) -> None:
        """Answer with the tile, on a thread of the store: only what is fit to be shown goes to the page."""
        if tile and not (is_fit(tile) if kind_of(tile) or not self._vector else is_vector_tile(tile)):
            _log.info("a tile is none of a tile's size")
            tile = b""
        if number in self._jobs:
            self._tile_found.emit(number, tile)

    def _answer_found(self, number: int, tile: bytes) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        if tile or self._vector:  # the body of a request that fails never ends: none is an empty tile
            self._answer(job, tile, MIME if self._vector else kind_of(tile))
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def close(self) -> None:
        """Let go of the store."""
        self._jobs.clear()
        self.set_store(0, None)


def _headers() -> dict[QByteArray, list[QByteArray]]:
    return {
        QByteArray(b"Content-Security-Policy"): [QByteArray(POLICY.encode())],
        QByteArray(b"Access-Control-Allow-Origin"): [QByteArray(b"null")],
        QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
        QByteArray(b"Referrer-Policy"): [QByteArray(b"no-referrer")],
    }
