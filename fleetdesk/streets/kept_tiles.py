"""Tiles that were fetched, kept in memory for as long as their server says, and no more of them than a bound."""

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

MOST_BYTES = 64 << 20
WEEK_S = 7 * 86_400.0  # for those that say nothing: what OpenStreetMap's servers ask for at least
_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
Place = tuple[int, int, int]
"""Zoom, x and y of a tile; rows are counted from the north."""


class KeptTiles:
    """The tiles that were used last, by zoom, x and y."""

    def __init__(self, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_bytes, self._clock, self._bytes = most_bytes, clock, 0
        self._tiles: OrderedDict[Place, tuple[bytes, float]] = OrderedDict()

    def get(self, place: Place) -> bytes | None:
        """Return the tile; None where it is not kept, or no longer fresh."""
        tile, until = self._tiles.get(place, (b"", 0.0))
        if self._clock() >= until:
            self._drop(place)
            return None
        self._tiles.move_to_end(place)
        return tile

    def put(self, place: Place, tile: bytes, headers: Mapping[str, str]) -> None:
        """Keep a tile; `headers` are those of its answer, in lower case."""
        self._drop(place)
        self._tiles[place] = tile, self._clock() + fresh_s(headers)
        self._bytes += len(tile)
        while self._bytes > self._most_bytes:
            self._drop(next(iter(self._tiles)))

    def _drop(self, place: Place) -> None:
        tile, _until = self._tiles.pop(place, (b"", 0.0))
        self._bytes -= len(tile)


def fresh_s(headers: Mapping[str, str]) -> float:
    """Return the seconds for which an answer may be shown again."""
    said = headers.get("cache-control", "")
    if "no-store" in said.lower() or "no-cache" in said.lower():
        return 0.0
    age = _MAX_AGE.search(said)
    return float(age[1]) if age else WEEK_S
