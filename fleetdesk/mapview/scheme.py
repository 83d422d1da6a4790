"""fleetdesk://app/: the only place the map page's files and file tiles come from."""

import logging
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler

from fleetdesk.mapview import page
from fleetdesk.mapview.images import is_fit
from fleetdesk.mapview.mbtiles import MBTiles
from fleetdesk.mapview.tiles import TileSource, origin, plain

NAME = b"fleetdesk"
ORIGIN = "fleetdesk://app"
INDEX = f"{ORIGIN}/index.html"

_TILE = re.compile(r"/tiles/(\d{1,2})/(\d{1,8})/(\d{1,8})", re.ASCII)
_log = logging.getLogger(__name__)


def register_scheme() -> None:
    """Make fleetdesk:// known to QtWebEngine; to be called before QApplication exists, twice does no harm."""
    if QWebEngineUrlScheme.schemeByName(NAME).name() == NAME:
        return
    scheme = QWebEngineUrlScheme(NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    # Not LocalScheme: a local page reads any file (QTBUG-128648 and this project's own measurements).
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


def policy(source: TileSource | None) -> str:
    """The page's Content-Security-Policy: its own files, and images of the chosen tile server.

    The sandbox takes the page's origin away, so that each frame that script could add is a stranger to it: a fresh
    frame would hand back what guard.SHUT removed (measured: WebRTC reached a loopback server past all other means).
    """
    tiles = f" {origin(source.template)}" if source and source.template else ""
    return (
        "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        f"img-src 'self' data:{tiles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def tiles_message(source: TileSource, file: MBTiles | None) -> dict[str, Any]:
    """The source as the page reads it, what its MBTiles file says of itself included."""
    message = {name: value for name, value in asdict(source).items() if name != "mbtiles"}
    if file is not None:
        metadata = file.metadata
        message["template"] = f"{ORIGIN}/tiles/{{z}}/{{x}}/{{y}}"
        message["attribution"] = source.attribution or metadata.get("attribution", "")
        message["max_zoom"] = _zoom(metadata.get("maxzoom", ""), source.max_zoom)
        message["min_zoom"] = _zoom(metadata.get("minzoom", ""), source.min_zoom)
    return {**message, "attribution": plain(message["attribution"])}


def _zoom(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and int(text) <= 24 else otherwise


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers GET for the page's files and for tiles of an MBTiles file; everything else fails."""

    _tile_read = Signal(int, bytes, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = page.names()
        self._source: TileSource | None = None
        self._file: MBTiles | None = None
        self._readers = ThreadPoolExecutor(1, "map-tiles")
        self._jobs: dict[int, QWebEngineUrlRequestJob] = {}
        self._asked = 0
        self._tile_read.connect(self._answer_read)

    def set_source(self, source: TileSource | None, file: MBTiles | None) -> None:
        """Serve tiles of this file from now on, and name the source's server in the policy."""
        self._file, self._source = file, source

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request; nothing of it is believed before it is checked."""
        url = job.requestUrl()
        refusal = self._refusal(job, url)
        if refusal is not None:
            job.fail(refusal)
        elif tile := _TILE.fullmatch(url.path()):
            self._answer_tile(job, int(tile[1]), int(tile[2]), int(tile[3]))
        else:
            self._answer_file(job, url.path().removeprefix("/"))

    def _refusal(self, job: QWebEngineUrlRequestJob, url: QUrl) -> QWebEngineUrlRequestJob.Error | None:
        initiator = job.initiator()
        if job.requestMethod() != b"GET":
            return QWebEngineUrlRequestJob.Error.RequestDenied
        # The window's own navigation has no initiator; what the sandboxed page asks for has the origin "null".
        if not (initiator.isEmpty() or initiator.toString() == "null"):
            return QWebEngineUrlRequestJob.Error.RequestDenied
        known = url.path().removeprefix("/") in self._names or (self._file and _TILE.fullmatch(url.path()))
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
        job.setAdditionalResponseHeaders(_headers(policy(self._source)))  # type: ignore[arg-type]
        job.reply(mime.encode(), buffer)

    def _answer_tile(self, job: QWebEngineUrlRequestJob, zoom: int, x: int, y: int) -> None:
        """Read the tile off the GUI thread (a file may lie on a slow network disk), answer on it."""
        if self._file is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        self._asked += 1
        number = self._asked
        # A request that the page gives up is deleted by Qt: it must not be touched after that.
        self._jobs[number] = job
        job.destroyed.connect(lambda *_gone: self._jobs.pop(number, None))
        self._readers.submit(self._read, self._file, number, (zoom, x, y))

    def _read(self, file: MBTiles, number: int, tile: tuple[int, int, int]) -> None:
        """Runs on the reader's thread; a file that fails half-way is a missing tile, not the end of the map."""
        try:
            content = file.tile(*tile) or b""
        except (sqlite3.Error, ValueError):
            _log.warning("a tile of the map file could not be read")
            content = b""
        if content and not is_fit(content):
            _log.warning("a tile of the map file is no image of a tile's size")
            content = b""
        self._tile_read.emit(number, content, file.mime)

    def _answer_read(self, number: int, content: bytes, mime: str) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        if content:
            self._answer(job, content, mime)
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def close(self) -> None:
        """Wait for the tile being read and let go of the file."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()
        self._file = None


def _headers(csp: str) -> dict[QByteArray, list[QByteArray]]:
    return {
        QByteArray(b"Content-Security-Policy"): [QByteArray(csp.encode())],
        QByteArray(b"Access-Control-Allow-Origin"): [QByteArray(b"null")],
        QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
        # Chromium cancels a tile request whose Referer, set by the request filter, is not what this policy would send.
        QByteArray(b"Referrer-Policy"): [QByteArray(b"unsafe-url")],
    }
