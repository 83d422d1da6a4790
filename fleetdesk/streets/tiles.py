"""Where streets come from: an XYZ address or a map file that the user chose, or nothing."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from fleetdesk.base.sentences import listed
from fleetdesk.base.translation import _
from fleetdesk.domain.web_mercator import place

LARGEST_TILE = 4 << 20  # bytes, unpacked; the fullest vector tiles of large towns have 0.5 million
LARGEST_FILE = 1 << 43
LONGEST_WORD = 10_000  # bytes of what a map says of itself
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class TileError(ValueError):
    """A tile source that cannot be used; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class TileSource:
    """An address with {z}, {x} and {y} or of a TileJSON, or the path of a map file; zooms are web map zoom levels."""

    template: str = ""
    file: str = ""
    attribution: str = ""
    min_zoom: int = 0
    max_zoom: int = 19

    def __post_init__(self) -> None:
        if bool(self.template) == bool(self.file):
            raise TileError(_("Give either the address of a tile server or a map file."))
        if "{" in self.template:
            check_template(self.template)
        elif self.template:
            check_server(self.template)


def check_template(template: str) -> None:
    """Raise TileError where an XYZ address is not fit."""
    check_server(template)
    rows = template.count("{y}") + template.count("{-y}")
    if not (template.count("{z}") == template.count("{x}") == rows == 1):
        places = listed(("{z}", "{x}", "{y}"))
        raise TileError(_("The address of a tile server has {places} in it, each once.").format(places=places))


def check_server(address: str) -> None:
    """Raise TileError where the server that an address names may not be asked."""
    parts = urlsplit(address.replace("{s}", "s"))
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise TileError(_("The address of a tile server begins with https://."))
    if parts.username or not parts.hostname or re.search(r"[\s;,'\"{}<>\\]", parts.netloc):
        raise TileError(_("The address of the tile server names no plain host."))


def is_address(source: str) -> bool:
    """Return whether a source is an address, of tiles or of a TileJSON, and no file."""
    return "{z}" in source or "://" in source


def bounds_of(text: str) -> list[float] | None:
    """Return south, west, north and east of a box told as west,south,east,north; None where it is none."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    fits = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return [south, west, north, east] if fits else None


def touches(box: list[float], zoom: int, x: int, y: int) -> bool:
    """Return whether a tile, by its web map numbers, has a part in a box of south, west, north and east."""
    south, west, north, east = box
    (top, left), (bottom, right) = corner(zoom, x, y), corner(zoom, x + 1, y + 1)
    return left < east and right > west and bottom < north and top > south


def corner(zoom: int, x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude of a tile's upper left corner; parts of numbers are places inside it."""
    side = 1 << zoom
    return place(x / side, y / side)


def plain(text: str) -> str:
    """Return an attribution without its mark-up: map files and tile servers give theirs as HTML."""
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
