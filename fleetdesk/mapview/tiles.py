"""Where streets come from: an XYZ address or an MBTiles file (mbtiles.py) that the user chose, or nothing."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from fleetdesk.base.sentences import listed
from fleetdesk.base.translation import _

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


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
            raise TileError(_("Give either the address of a tile server or an MBTiles file."))
        if self.template:
            _check(self.template)


def _check(template: str) -> None:
    """Raise TileError where an XYZ address is not fit."""
    parts = urlsplit(template.replace("{s}", "s"))
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise TileError(_("The address of a tile server begins with https://."))
    if parts.username or not parts.hostname or re.search(r"[\s;,'\"{}<>\\]", parts.netloc):
        raise TileError(_("The address of the tile server names no plain host."))
    if not all(template.count(place) == 1 for place in ("{z}", "{x}", "{y}")):
        places = listed(("{z}", "{x}", "{y}"))
        raise TileError(_("The address of a tile server has {places} in it, each once.").format(places=places))


def plain(text: str) -> str:
    """Return an attribution without its mark-up: MBTiles files and tile servers give theirs as HTML."""
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
