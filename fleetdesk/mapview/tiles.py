"""Where streets come from: an XYZ address or an MBTiles file (mbtiles.py) that the user chose, or nothing."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PLACES = {"{s}": "[abc]", "{z}": r"\d{1,2}", "{x}": r"\d{1,8}", "{y}": r"\d{1,8}", "{r}": ""}


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
