"""Where streets come from: an XYZ address or an MBTiles file that the user chose, or nothing."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PLACES = {"{s}": "[abc]", "{z}": r"\d{1,2}", "{x}": r"\d{1,8}", "{y}": r"\d{1,8}", "{r}": ""}
_IMAGES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
_SIGNS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_VECTOR = "That MBTiles file holds vector tiles; FleetDesk shows files with images (PNG, JPEG, WebP)."
_LOOKED_AT = 20  # tiles: the first may be an empty one


class TileError(ValueError):
    """A tile source that cannot be used; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class TileSource:
    """An XYZ address with {z}, {x} and {y}, or the path of an MBTiles file; zooms are web map zoom levels."""

    template: str = ""
    mbtiles: str = ""
    attribution: str = ""
    min_zoom: int = 0
    max_zoom: int = 19

    def __post_init__(self) -> None:
        if bool(self.template) == bool(self.mbtiles):
            raise TileError("Give either the address of a tile server or an MBTiles file.")
        if self.template:
            origin(self.template)


def origin(template: str) -> str:
    """Scheme and host of an XYZ address, as a content policy names it; TileError when the address is not fit."""
    bare = template.replace("{s}.", "s.").replace("{s}", "s")
    parts = urlsplit(bare)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise TileError("The address of a tile server begins with https://.")
    if parts.username or not parts.hostname or re.search(r"[\s;,'\"{}<>\\]", parts.netloc):
        raise TileError("The address of the tile server names no plain host.")
    if not all(template.count(place) == 1 for place in ("{z}", "{x}", "{y}")):
        raise TileError("The address of a tile server has {z}, {x} and {y} in it, each once.")
    netloc = parts.netloc.replace("s.", "*.", 1) if "://{s}." in template else parts.netloc
    return f"{parts.scheme}://{netloc}"


def pattern(template: str) -> re.Pattern[str]:
    """What a whole address of one tile looks like; anything else on that server is not fetched."""
    parts = re.split(r"(\{[szxyr]\})", template)
    return re.compile("".join(_PLACES.get(part, re.escape(part)) for part in parts), re.ASCII)


class MBTiles:
    """One raster MBTiles file, opened to read only; a tile is found by the table's own index."""

    def __init__(self, file: str) -> None:
        self._uri = f"{Path(file).resolve().as_uri()}?mode=ro"
        rows, tiles = self._read(file)
        self.metadata = {str(name): str(value) for name, value in rows}
        self.mime = _kind(tiles, self.metadata.get("format", ""))

    def _read(self, file: str) -> tuple[list[tuple[object, object]], list[bytes]]:
        """What the file says of itself, and its first tiles; a file without a word on itself may be sound."""
        try:
            with closing(self._open()) as database:
                found = database.execute("SELECT tile_data FROM tiles LIMIT ?", (_LOOKED_AT,)).fetchall()
                database.execute("SELECT zoom_level, tile_column, tile_row FROM tiles LIMIT 1").fetchone()
                try:
                    rows = database.execute("SELECT name, value FROM metadata").fetchall()
                except sqlite3.Error:
                    rows = []
        except sqlite3.Error as error:
            raise TileError(_why_none(Path(file))) from error
        return rows, [bytes(each) for (each,) in found if isinstance(each, bytes) and each]

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._uri, uri=True, timeout=1, check_same_thread=False)

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The image of a tile by XYZ numbers (rows counted from the north); None where the file has none."""
        with closing(self._open()) as database:
            found = database.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (zoom, x, (1 << zoom) - 1 - y),
            ).fetchone()
        return bytes(found[0]) if found else None


def _kind(tiles: list[bytes], label: str) -> str:
    """The MIME type of the tiles, by their content; by the file's label only where no tile is an image."""
    kinds = [kind for each in tiles if (kind := _image(each))]
    if kinds:
        return max(kinds, key=kinds.count)
    said = label.strip().lower().removeprefix("image/")
    if any(map(_is_vector, tiles)) or (said not in _IMAGES and ("pbf" in said or "mvt" in said or "mapbox" in said)):
        raise TileError(_VECTOR)
    if not tiles:
        raise TileError("That MBTiles file holds no tiles. Choose another, or make it again.")
    if said in _IMAGES:
        return _IMAGES[said]
    raise TileError("The tiles of that MBTiles file are no images that FleetDesk shows (PNG, JPEG, WebP).")


def _image(tile: bytes) -> str:
    if tile.startswith(b"RIFF") and tile[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for sign, mime in _SIGNS.items() if tile.startswith(sign)), "")


def _is_vector(tile: bytes) -> bool:
    """A layer of a vector tile begins with 1A; most are packed, with gzip or zlib."""
    return tile.startswith((b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1a"))


def _why_none(path: Path) -> str:
    """Why this is no map: it is not there, is empty, or is something else."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        return f"That MBTiles file cannot be read: {error.strerror}."
    if not head:
        return "That file is empty and no map in the MBTiles format. Get it again."
    if head.startswith(b"PMTiles"):
        return "That is a PMTiles file. FleetDesk shows MBTiles files with images; convert it first."
    if not head.startswith(b"SQLite format 3\0"):
        return "That file is not a map in the MBTiles format. Choose a file that ends with .mbtiles."
    return "That file is a database, but not a map in the MBTiles format, or it is damaged or in use."


def plain(text: str) -> str:
    """An attribution without its mark-up: MBTiles files and tile servers give theirs as HTML."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return " ".join("".join(reader.words).split())[:300]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
